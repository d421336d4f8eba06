"""Files read again, and files of which no report can be made: what stands stays, and nothing waits for ever."""

import os
from pathlib import Path

import pytest

from reports.archive import reparse as reparse_module
from reports.archive.reference import load_authorities
from reports.models import Inspection, Paragraph, Source
from reports.models.search import Word
from reports.parsing.document import ParsedReport
from reports.search.plan.indexing import refresh
from tests.archive.test_ingest_command import ASHMERE_2012, ingest
from tests.builders import make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def authorities(db: None) -> None:
    load_authorities()


def test_a_report_that_now_reads_like_another_one_is_named_and_both_stay_as_they_were():
    ingest(ASHMERE_2012)
    read = Inspection.objects.get()
    place = {"authority": read.authority, "framework": read.framework, "start": read.start}
    Inspection.objects.filter(pk=read.pk).update(authority=None, slug="document-0123456789ab")
    other = make_inspection(**place)
    out = ingest(reparse=True, fails=True)
    assert "the database refused it" in out
    assert "Traceback" not in out
    assert set(Inspection.objects.values_list("slug", flat=True)) == {"document-0123456789ab", other.slug}


def test_words_are_counted_anew_once_a_re_reading_has_changed_something():
    ingest(ASHMERE_2012)
    Paragraph.objects.all().delete()
    refresh()
    assert not Word.objects.exists()
    ingest(reparse=True, dry_run=True)
    assert not Word.objects.exists()
    ingest(reparse=True)
    assert Word.objects.exists()


def test_a_pipe_by_the_name_of_a_report_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.pdf")
    assert "This is not an ordinary file." in ingest(tmp_path, fails=True)
    assert not Source.objects.exists()


def test_each_report_is_committed_as_it_is_read_again(monkeypatch: pytest.MonkeyPatch):
    """A stop in the middle keeps what was done; a dry run keeps nothing."""
    ingest(ASHMERE_2012)
    ingest(ASHMERE_2012.with_name("ashmere-2014-single-inspection.txt"))
    Inspection.objects.update(title="Older")
    asked = reparse_module.save_again

    def stop_at_the_second(report: ParsedReport, *, source: Source) -> reparse_module.Change:
        if Inspection.objects.exclude(title="Older").exists():
            raise KeyboardInterrupt
        return asked(report, source=source)

    monkeypatch.setattr(reparse_module, "save_again", stop_at_the_second)
    for dry_run, read in ((True, 0), (False, 1)):
        with pytest.raises(KeyboardInterrupt):
            ingest(reparse=True, dry_run=dry_run)
        assert Inspection.objects.exclude(title="Older").count() == read


def test_a_text_under_another_heading_or_at_another_depth_is_named():
    """Nothing else of the report changed: without its places the reading would say that nothing did."""
    ingest(ASHMERE_2012)
    judged = Paragraph.objects.exclude(strand="").order_by("order")[0]
    last = Paragraph.objects.order_by("-order")[0]
    Paragraph.objects.filter(pk=judged.pk).update(section=["Somewhere else"], strand="")
    Paragraph.objects.filter(pk=last.pk).update(level=last.level + 1)
    out = ingest(reparse=True, dry_run=True)
    path = " › ".join(judged.section)
    assert f"1 paragraph under “{path}”, was under “Somewhere else”" in out
    assert "was about no strand" in out
    assert f"1 paragraph at level {last.level} of a list, was at level {last.level + 1}" in out
    assert "texts moved in 1, 0 failed" in out
