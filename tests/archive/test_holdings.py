"""Fictional samples and real reports keep apart."""

import contextlib
import hashlib
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError

from reports.archive import holdings
from reports.archive.reference import load_authorities
from reports.archive.source_files import path_of
from reports.models import Authority, Inspection, Source
from tests.archive.test_ingest_command import ASHMERE_2012, ingest
from tests.builders import make_authority, make_inspection, make_source

pytestmark = pytest.mark.django_db


SAMPLE = sorted(holdings.SAMPLES.iterdir())[0]


def make_sample(authority: Authority, *, start: date) -> Inspection:
    """A report read from the bytes of one of the samples that come with the code."""
    digest = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    return make_inspection(
        authority=authority,
        start=start,
        source=make_source(name="renamed.md", folder="anywhere", sha256=digest),
        paragraphs=["Text."],
    )


def store(source: Source) -> Path:
    path = path_of(source.sha256, source.media_type)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7")
    return path


def test_samples_alone_are_no_real_reports() -> None:
    assert not holdings.holds_real_reports()
    make_sample(make_authority(fictional=True), start=date(2012, 5, 1))
    assert not holdings.holds_real_reports()


def test_a_report_of_a_real_council_or_of_none_that_is_known_is_real() -> None:
    real = make_inspection()
    assert holdings.holds_real_reports()
    Inspection.objects.filter(pk=real.pk).update(authority=None)
    assert holdings.holds_real_reports()


def test_a_file_that_could_not_be_read_is_no_report() -> None:
    make_source(state="failed")
    assert not holdings.holds_real_reports()


def test_samples_make_way_with_their_files_and_real_reports_stay() -> None:
    fictional = make_authority(fictional=True)
    earlier = make_source(name=SAMPLE.name, folder="samples")
    samples = [
        make_sample(fictional, start=date(2012, 5, 1)),
        make_inspection(authority=fictional, start=date(2014, 5, 1), source=earlier),
    ]
    files = [store(sample.source) for sample in samples]
    real = make_inspection(paragraphs=["Text."])
    kept = store(real.source)

    assert holdings.withdraw_samples() == 2

    assert list(Inspection.objects.all()) == [real]
    assert list(Source.objects.all()) == [real.source]
    assert kept.exists()
    assert not any(file.exists() for file in files)
    assert holdings.withdraw_samples() == 0


def test_a_report_of_a_fictional_council_that_somebody_handed_in_is_no_sample_and_stays() -> None:
    own = make_inspection(authority=make_authority(fictional=True), source=make_source(folder="mine"))
    assert holdings.withdraw_samples() == 0
    assert list(Inspection.objects.all()) == [own]
    assert holdings.holds_real_reports()


def test_the_samples_are_where_make_run_looks_for_them() -> None:
    assert len([path for path in holdings.SAMPLES.iterdir() if path.suffix in {".md", ".txt", ".pdf"}]) >= 5


def test_the_first_real_report_takes_the_samples_out_by_whatever_door_it_comes(tmp_path: Path) -> None:
    load_authorities()
    ingest(SAMPLE)
    assert Inspection.objects.filter(authority__fictional=True).exists()
    real = tmp_path / "real.md"
    real.write_text(ASHMERE_2012.read_text().replace("Ashmere", "Rochdale"))
    assert "sample reports made way for it" in ingest(real)
    assert [inspection.authority.name for inspection in Inspection.objects.all()] == ["Rochdale"]  # type: ignore[union-attr]


def test_samples_stay_out_of_an_archive_of_real_reports() -> None:
    load_authorities()
    make_inspection()
    assert holdings.STAYS_OUT in ingest(SAMPLE, fails=True)
    assert not Inspection.objects.filter(authority__fictional=True).exists()


def test_a_folder_without_reports_takes_no_samples_out(tmp_path: Path) -> None:
    load_authorities()
    ingest(SAMPLE)
    with contextlib.suppress(CommandError, SystemExit):
        ingest(tmp_path)
    assert Inspection.objects.exists()
