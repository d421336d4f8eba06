"""What the settings ask of the environment, and the database of the tests."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.conftest import ROOT


@pytest.mark.django_db
def test_the_tests_run_on_a_postgresql_of_at_least_15() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000


SENTRY = """
import sys
sys.modules["sentry_sdk"] = {module}
try:
    import inspections.settings
except Exception as error:
    sys.exit(f"{{type(error).__name__}}: {{error}}")
"""
# As Sentry's package is asked: it takes the address of a project, or raises an error of its own that is a ValueError.
PRESENT = "__import__('tests.sentry', fromlist=['sentry'])"


@pytest.mark.parametrize(
    ("module", "dsn", "said"),
    [
        (
            PRESENT,
            "https://key@sentry.example/1",
            "told: {'dsn': 'https://key@sentry.example/1', 'send_default_pii': False}",
        ),
        (
            PRESENT,
            "nonsense",
            "ImproperlyConfigured: SENTRY_DSN is not one that Sentry gives (Unsupported scheme '').",
        ),
        (
            "None",
            "https://key@sentry.example/1",
            "ImproperlyConfigured: SENTRY_DSN is set, but its package is not",
        ),
        ("None", "", ""),
    ],
    ids=["with its package", "not an address", "without its package", "not set"],
)
def test_errors_go_to_sentry_where_its_package_is_there_and_else_one_sentence_says_what_is_missing(
    module: str, dsn: str, said: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SENTRY.format(module=module)],
        env={**os.environ, "SENTRY_DSN": dsn, "SECRET_KEY": "x"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    printed = ended.stdout + ended.stderr
    assert printed.startswith(said)
    assert "Traceback" not in printed
    assert bool(printed) == bool(said)
