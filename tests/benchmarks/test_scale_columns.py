"""The large archive of the benchmarks is copied into the tables column by column: no column that must be filled is
forgotten when a model gets a new one."""

import pytest
from django.db import connection

from reports.benchmarks import scale_archive, scale_content

COPIED = {
    "source": scale_archive.SOURCE_COLUMNS,
    "inspection": scale_archive.INSPECTION_COLUMNS,
    "paragraph": scale_archive.COLUMNS,
    "judgement": scale_content.JUDGEMENT_COLUMNS,
    "recommendation": scale_content.RECOMMENDATION_COLUMNS,
}
MUST_BE_FILLED = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s AND is_nullable = 'NO'
    AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'
"""
# Filled by a trigger from the inspection.
TAGS = {"tags"}


@pytest.mark.django_db
@pytest.mark.parametrize("table", COPIED)
def test_every_column_that_must_be_filled_is_copied(table: str):
    with connection.cursor() as cursor:
        cursor.execute(MUST_BE_FILLED, [f"reports_{table}"])
        needed = {name for (name,) in cursor.fetchall()} - TAGS

    assert needed
    assert needed - set(COPIED[table]) == set()
