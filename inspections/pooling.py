"""A pool of connections for web pages, where DATABASE_POOL says how many; a command has one connection, as ever."""

from django.conf import settings
from django.db import connections

# How long a page waits for a connection of the pool, and how long the pool tries to open one before the next page that
# asks may try again. psycopg goes on for minutes, at growing distances, in which a server that is back is not asked.
WAIT_SECONDS = 5
RECONNECT_SECONDS = 5


def use_pool() -> None:
    """From here on the connections of this process, and of those that it forks, come from a pool.

    Each process opens its own at its first query. Django then keeps no connections itself.
    """
    if settings.DATABASE_POOL:
        held = connections.settings["default"]
        held["CONN_MAX_AGE"] = 0
        held["OPTIONS"]["pool"] = {
            "min_size": 1,
            "max_size": settings.DATABASE_POOL,
            "timeout": WAIT_SECONDS,
            "reconnect_timeout": RECONNECT_SECONDS,
        }


def close_pool() -> None:
    """Close the pool of a process that ends: its threads would keep Python from ending for some seconds."""
    if settings.DATABASE_POOL:
        connections["default"].close_pool()  # type: ignore[attr-defined]  # of PostgreSQL's own
