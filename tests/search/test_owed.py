"""Counts that are kept: every writer owes them, whoever comes next pays, and never two at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from django.db import connection

from reports.archive.batch import ingest_files, pay_counts
from reports.models import Inspection, OwedCount, Paragraph, Term, Total, Word
from reports.search.page.through_time import through_time
from reports.search.plan import owed_counts as owed
from reports.search.plan.indexing import count_totals
from reports.search.plan.owed_counts import COUNTING, WRITING_MUCH, pay, pay_totals_in_passing, writing_much
from reports.search.query.understanding import Options
from tests.builders import make_inspection
from tests.search.archive import search

pytestmark = pytest.mark.django_db
ALONE = Options(thesaurus=False, nearest=False)
TOTALS = OwedCount.Kind.TOTALS


@contextmanager
def held_elsewhere(lock: int) -> Iterator[None]:
    """Somebody else's connection, which holds a lock until it ends."""
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("host", "port", "user", "password", "dbname") if given.get(name)}
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [lock])
        yield


def counted() -> int:
    total = Total.objects.filter(tag="").first()
    return total.paragraphs if total else 0


def paid(inspection: Inspection | None = None) -> Inspection:
    inspection = inspection or make_inspection(paragraphs=["Zonal plans.", "Other plans."])
    pay_counts()
    assert not OwedCount.objects.exists()
    return inspection


def test_a_report_owes_the_counts_and_the_next_search_counts_its_totals() -> None:
    make_inspection(start=date(2019, 3, 4), paragraphs=["Zonal plans.", "Other plans."])
    assert OwedCount.objects.filter(kind=TOTALS).exists()
    time = through_time(search("zonal", options=ALONE))
    assert time is not None
    assert [(share.key, share.paragraphs) for share in time.years] == [("2019", 1)]
    assert counted() == 2
    assert not OwedCount.objects.filter(kind=TOTALS).exists()


def test_a_correction_of_an_inspection_owes_the_counts() -> None:
    inspection = paid()
    inspection.start = date(2021, 5, 4)
    inspection.end = date(2021, 5, 8)
    inspection.save()
    search("zonal")
    assert Total.objects.get(tag="year=2021").paragraphs == 2


@pytest.mark.parametrize("raw", [False, True])
def test_paragraphs_that_are_deleted_owe_the_counts(raw: bool) -> None:
    inspection = paid()
    gone = Paragraph.objects.filter(inspection=inspection, text="Zonal plans.")
    gone._raw_delete("default") if raw else gone.delete()
    search("plans")
    assert counted() == 1


def test_what_leaves_every_paragraph_as_it_is_owes_nothing() -> None:
    inspection = paid()
    inspection.lead_inspector = "Ann Example"
    inspection.save()
    assert not OwedCount.objects.exists()


def test_a_counting_that_is_stopped_leaves_the_old_counts_still_owed() -> None:
    paid()
    make_inspection(paragraphs=["A third."])

    def stopped() -> None:
        count_totals()
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        pay(TOTALS, stopped)
    assert counted() == 2
    assert OwedCount.objects.filter(kind=TOTALS).exists()
    pay_counts()
    assert counted() == 3


def test_an_ingest_without_a_new_file_pays_what_an_earlier_one_left() -> None:
    make_inspection(paragraphs=["Zonal plans."])
    assert list(ingest_files([])) == []
    assert counted() == 1
    assert Word.objects.filter(word="zonal").exists()
    assert Term.objects.filter(lexeme="zonal").exists()
    assert not OwedCount.objects.exists()


def test_a_reader_does_not_wait_for_somebody_who_counts() -> None:
    make_inspection(paragraphs=["Zonal plans."])
    with held_elsewhere(COUNTING):
        assert search("zonal", options=ALONE).found.count == 1
    assert counted() == 0
    assert OwedCount.objects.filter(kind=TOTALS).exists()


def test_a_reader_pays_nothing_while_an_ingest_goes_on_writing() -> None:
    make_inspection(paragraphs=["Zonal plans."])
    with held_elsewhere(WRITING_MUCH):
        pay_totals_in_passing()
        assert counted() == 0
        with writing_much():  # a second ingest does without the lock, and counts at its end all the same
            pay_counts()
    assert counted() == 1


def test_an_ingest_that_is_killed_keeps_nobody_from_paying() -> None:
    make_inspection(paragraphs=["Zonal plans."])
    with held_elsewhere(WRITING_MUCH):
        pass
    pay_totals_in_passing()
    assert counted() == 1


def test_what_is_written_while_somebody_counts_stays_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    make_inspection(paragraphs=["Zonal plans."])

    def written_meanwhile() -> None:
        count_totals()
        OwedCount.objects.create(kind=TOTALS, transaction="another")

    monkeypatch.setattr(owed, "count_totals", written_meanwhile)
    pay_totals_in_passing()
    assert list(OwedCount.objects.filter(kind=TOTALS).values_list("transaction", flat=True)) == ["another"]
