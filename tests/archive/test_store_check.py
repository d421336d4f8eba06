"""The store against the database: what was changed behind the archive's back is found, listed, and read by nobody."""

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from reports.archive.reference import load_authorities
from reports.archive.source_files import path_of
from reports.models import Inspection, Judgement, Source
from tests.archive.test_ingest_command import ASHMERE_2012, ingest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(db: None) -> None:
    load_authorities()
    ingest(ASHMERE_2012)


def stored_path() -> Path:
    source = Source.objects.get()
    return path_of(source.sha256, source.media_type)


def verify(**options: bool) -> tuple[str, int]:
    """What the command printed, and its exit status."""
    out = StringIO()
    try:
        call_command("verify", stdout=out, **options)
    except SystemExit as stop:
        return out.getvalue(), int(stop.code or 0)
    return out.getvalue(), 0


def test_a_store_that_agrees_with_the_database_passes():
    out, status = verify()
    assert status == 0
    assert "1 files compared: 0 missing, 0 changed, 0 unreadable, 0 orphaned." in out


def test_a_changed_file_is_listed_by_name_hash_and_report():
    stored_path().write_text(stored_path().read_text().replace("inadequate", "outstanding"))
    out, status = verify()
    assert status == 1
    source = Source.objects.get()
    assert f"changed: {source.label} (SHA-256 {source.sha256}" in out
    assert Inspection.objects.get().slug in out


def test_a_missing_file_is_listed():
    stored_path().unlink()
    out, status = verify()
    assert status == 1
    assert "missing: " in out


def test_a_file_that_no_row_names_is_listed_and_cleared_only_once_it_is_a_day_old():
    young, old = stored_path().with_name(".incoming-young"), stored_path().with_name("f" * 64 + ".pdf")
    for path in (young, old):
        path.write_bytes(b"%PDF-1.7")
    yesterday = time.time() - 25 * 60 * 60
    os.utime(old, (yesterday, yesterday))
    assert verify()[1] == 1
    out, status = verify(repair=True)
    assert (old.exists(), young.exists(), stored_path().exists()) == (False, True, True)
    assert f"deleted: {old}" in out
    assert status == 1
    young.unlink()
    assert verify(repair=True)[1] == 0


def test_reading_again_saves_nothing_of_a_changed_file():
    grades = list(Judgement.objects.order_by("pk").values_list("grade", flat=True))
    assert "inadequate" in grades
    stored_path().write_text(stored_path().read_text().replace("inadequate", "outstanding"))
    out = ingest(reparse=True, fails=True)
    assert "its bytes in the store have changed" in out
    assert list(Judgement.objects.order_by("pk").values_list("grade", flat=True)) == grades
    assert stored_path().exists()
