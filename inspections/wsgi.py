"""The WSGI application that gunicorn serves."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from inspections.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspections.settings")

application = get_wsgi_application()
warm_up()


def limit(connection: Any, **kwargs: object) -> None:
    """No page may keep the database busy for ever, nor wait for itself. Commands in processes of their own may."""
    # A download streams its rows. Where nobody reads it to its end, a cursor on the server is closed whenever Python
    # collects the response, in the middle of another query of the same connection too: psycopg then waits for ever
    # for a lock that its own thread holds. So rows are fetched at once: a list, or the texts on one theme.
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [settings.WEB_STATEMENT_TIMEOUT])
        # Whoever waits for another writer is told so, and not that the question was too long.
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [settings.WEB_LOCK_TIMEOUT])


connection_created.connect(limit, dispatch_uid="limit")
