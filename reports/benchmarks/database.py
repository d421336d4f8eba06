"""A database of its own for a benchmark, on the server that the project uses."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql


@contextmanager
def scratch_database(name: str, *, keep: bool = False, again: bool = False) -> Iterator[dict[str, str]]:
    """An empty, migrated database by this name, as the environment of a process that is to use it.

    One that is left from an earlier run is dropped first, and this one at the end, unless `keep`. With `again` the one
    that was kept is used as it is, with the migrations that it does not have yet.
    """
    if not again:
        with maintenance() as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    environment = {**os.environ, "DATABASE_URL": url_of(name), "SECRET_KEY": settings.SECRET_KEY}
    try:
        manage("migrate", "--verbosity", "0", environment=environment)
        manage("load_authorities", environment=environment)
        manage("load_thesaurus", environment=environment)
        yield environment
    finally:
        if not (keep or again):
            with maintenance() as server:
                server.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )


def maintenance() -> psycopg.Connection:
    """A connection that may create and drop databases."""
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in ("host", "port", "user", "password") if parameters.get(key)}
    return psycopg.connect(**wanted, dbname="postgres", autocommit=True)


def url_of(name: str) -> str:
    """The URL of another database on the project's server."""
    parameters = connection.get_connection_params()
    query = {key: parameters[key] for key in ("host", "port", "user", "password") if parameters.get(key)}
    return f"postgres:///{quote(name)}?{urlencode(query)}"


def manage(
    *arguments: str, environment: Mapping[str, str], quiet: bool = True, may_fail: bool = False
) -> None:
    """Run one of the project's commands to its end; `may_fail` where status 1 is not a reason to stop."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(  # noqa: S603 - a command of ours
        command,
        env=dict(environment),
        cwd=settings.BASE_DIR,
        check=not may_fail,
        stdout=subprocess.DEVNULL if quiet else None,
    )
