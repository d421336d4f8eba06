"""The WSGI application that gunicorn serves."""

import os
import re
import sys
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

from inspections.pooling import use_pool
from inspections.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspections.settings")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"{error}")  # one sentence, whatever server starts this
use_pool()
warm_up()


# What pages ask. Some other statements may share a transaction with nothing.
ASKS = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|\()", re.IGNORECASE)


def limit(connection: Any, **kwargs: object) -> None:
    """No page may keep the database busy for ever, nor wait for itself. Commands in processes of their own may."""
    # A download streams its rows. Where nobody reads it to its end, a cursor on the server is closed whenever Python
    # collects the response, in the middle of another query of the same connection too: psycopg then waits for ever
    # for a lock that its own thread holds. So rows are fetched at once: a list, or the texts on one theme.
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
    if with_limits not in connection.execute_wrappers:
        # Before those that are there: a connection may be opened within one of them (the history's, of a curator's
        # change), and each takes itself off from the end when it is done.
        connection.execute_wrappers.insert(0, with_limits)


def with_limits(execute: Any, query: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement under the limits of a page, set for its transaction alone.

    Behind a pooler such as pgbouncer the next transaction of the same connection may be another client's: what is set
    for the session would leak to it. A statement by itself is a transaction together with what is sent before it.
    """
    # Within a transaction they hold from its first statement; a part of it may have set narrower ones since.
    begins = context["connection"].connection.info.transaction_status == TransactionStatus.IDLE
    if many or not begins or not isinstance(query, str) or not ASKS.match(query):
        return execute(query, params, many, context)
    result = execute(limits() + query, params, many, context)
    while result is not None and result.nextset():
        pass
    return result


@cache
def limits() -> str:
    """The statements that set the limits; whoever waits for another writer is told so, not that it took too long."""
    return (
        f"SET LOCAL statement_timeout = {quoted(settings.WEB_STATEMENT_TIMEOUT)}; "
        f"SET LOCAL lock_timeout = {quoted(settings.WEB_LOCK_TIMEOUT)}; "
    )


def quoted(value: str) -> str:
    """A setting of the operator as a literal, in a statement whose percent signs are places for values."""
    return "'" + value.replace("'", "''").replace("%", "%%") + "'"


connection_created.connect(limit, dispatch_uid="limit")
