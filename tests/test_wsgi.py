"""The web application's own connection to the database."""

import pytest
from django.db import connections

from inspections.wsgi import limit
from reports.models import Inspection
from tests.builders import make_inspection


@pytest.mark.django_db
def test_a_download_holds_no_cursor_open_on_the_server_that_could_be_closed_inside_another_query(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connection = connections["default"]
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", False)
    limit(connection)
    for _ in range(2):
        make_inspection()
    rows = Inspection.objects.iterator(chunk_size=1)
    next(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name <> ''")
        assert cursor.fetchone() == (0,)
