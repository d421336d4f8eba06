"""The WSGI application that gunicorn serves."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspections.settings")

application = get_wsgi_application()


def limit_statements(connection: Any, **kwargs: object) -> None:
    """No page may keep the database busy for ever. Commands that run in processes of their own may."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [settings.WEB_STATEMENT_TIMEOUT])


connection_created.connect(limit_statements, dispatch_uid="limit_statements")
