import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_run_on_a_postgresql_of_at_least_15() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000
