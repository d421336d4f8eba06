"""`manage.py ingest`: what becomes of good files, bad files, and a database that is not there."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.archive.reference import load_authorities
from reports.archive.source_files import stored
from reports.models import Inspection, Paragraph, Source, Theme, ThesaurusEntry
from reports.parsing import PARSER_VERSION

SAMPLES = settings.BASE_DIR / "reports" / "samples"
ASHMERE_2012 = SAMPLES / "ashmere-2012-protection-of-children.md"


def ingest(*paths: Path, fails: bool = False, **options: bool) -> str:
    """Run the command and return what it prints; `fails` where its status has to be 1."""
    out = StringIO()
    if fails:
        with pytest.raises(SystemExit) as end:
            call_command("ingest", *map(str, paths), stdout=out, **options)
        assert end.value.code == 1
    else:
        call_command("ingest", *map(str, paths), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def authorities(db: None) -> None:
    load_authorities()


@pytest.mark.usefixtures("authorities")
def test_the_samples_are_ingested_and_a_second_time_changes_nothing():
    first = ingest(SAMPLES)
    assert set(Inspection.objects.values_list("authority__name", flat=True)) == {
        "Ashmere",
        "Calderwick",
        "Tarnbridge",
    }
    when = list(Source.objects.values_list("sha256", "ingested_at"))
    second = ingest(SAMPLES)
    assert first.count("added:") == 8
    assert second.count("unchanged:") == 8
    assert list(Source.objects.values_list("sha256", "ingested_at")) == when


@pytest.mark.usefixtures("authorities")
def test_the_bytes_of_a_report_are_kept_under_their_hash():
    ingest(ASHMERE_2012)
    file = stored(Source.objects.get())
    assert file is not None
    assert file.read_bytes() == ASHMERE_2012.read_bytes()


@pytest.mark.django_db
def test_a_first_ingest_brings_the_lists_that_it_needs():
    ingest(ASHMERE_2012)
    assert Inspection.objects.get().authority.name == "Ashmere"
    assert Theme.objects.exists()
    assert ThesaurusEntry.objects.exists()


BAD = {
    "empty.pdf": (b"", "empty"),
    "page.pdf": (b"<!DOCTYPE html><html><body>Not found</body></html>", "web page"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj << /Type /Catalog", "PDF"),
    "latin.txt": (b"Inspection of Ashmere\n" + b"\xff\xfe\xfa caf\xe9\n", "UTF-8"),
}


@pytest.mark.usefixtures("authorities")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_and_leaves_the_others_saved(tmp_path: Path, name: str):
    content, telling = BAD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.md").write_bytes(ASHMERE_2012.read_bytes())
    out = ingest(tmp_path, fails=True)
    assert Inspection.objects.get().source.name == "good.md"
    complaint = next(line for line in out.splitlines() if line.startswith("failed:"))
    assert name in complaint
    assert telling in complaint
    assert "Traceback" not in out
    assert Source.objects.get(name=name).state == "failed"


@pytest.mark.usefixtures("authorities")
def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path):
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    out = ingest(huge, fails=True)
    assert "200 MB; at most 50 MB" in out
    assert not Inspection.objects.exists()


@pytest.mark.usefixtures("authorities")
def test_a_folder_that_does_not_exist_is_named(tmp_path: Path):
    out = ingest(tmp_path / "nowhere", fails=True)
    assert f"{tmp_path / 'nowhere'}: There is no such file or folder." in out


@pytest.mark.usefixtures("authorities")
def test_a_text_of_a_few_words_is_no_report_and_is_refused(tmp_path: Path):
    (tmp_path / "recipe.txt").write_text("Take two eggs.\n\nBeat them.\n")
    assert "The text is not an inspection report" in ingest(tmp_path, fails=True)
    assert not Inspection.objects.exists()


@pytest.mark.usefixtures("authorities")
def test_a_text_of_another_kind_is_kept_as_a_document_and_flagged(tmp_path: Path):
    letter = "Dear Director\n\n" + "We write about the visit that we made to your offices last week. " * 30
    (tmp_path / "letter.txt").write_text(letter)
    out = ingest(tmp_path)
    document = Inspection.objects.get()
    assert document.source.state == "unknown-kind"
    assert document.framework is None
    assert "visit that we made" in document.paragraphs.first().text
    assert "for a curator (unknown kind of report)" in out


@pytest.mark.usefixtures("authorities")
def test_a_path_that_cannot_be_looked_at_is_named_and_the_others_are_saved(tmp_path: Path):
    out = ingest(ASHMERE_2012, tmp_path / ("x" * 300), fails=True)
    assert "xxx: The file cannot be read: File name too long." in out
    assert Inspection.objects.count() == 1


@pytest.mark.usefixtures("authorities")
def test_a_name_of_bytes_that_are_no_characters_is_kept_with_question_marks(tmp_path: Path):
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_bytes(ASHMERE_2012.read_bytes())
    (tmp_path / os.fsdecode(b"na\xefve.txt")).write_bytes(b"")
    out = ingest(tmp_path, fails=True)
    assert "caf?.md" in out
    assert "na?ve.txt: The file is empty." in out
    assert set(Source.objects.values_list("name", flat=True)) == {"caf?.md", "na?ve.txt"}


@pytest.mark.usefixtures("authorities")
def test_the_same_bytes_twice_in_one_run_are_added_once(tmp_path: Path):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_bytes(ASHMERE_2012.read_bytes())
    out = ingest(tmp_path)
    assert f"added: {tmp_path / 'a.md'}" in out
    assert f"unchanged: {tmp_path / 'b.md'}" in out
    assert "replaced:" not in out
    assert Source.objects.get().name == "a.md"


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """A folder with two files of the same bytes, which are not a report."""
    for name in ("ashmere.pdf", "tarnbridge.pdf"):
        (tmp_path / name).write_bytes(b"<!DOCTYPE html><html><body>Not found</body></html>")
    return tmp_path


@pytest.mark.usefixtures("authorities")
def test_each_of_two_failed_files_of_the_same_bytes_is_listed(lost: Path):
    ingest(lost, fails=True)
    names = Source.objects.in_state("failed").by_label().values_list("name", flat=True)
    assert list(names) == ["ashmere.pdf", "tarnbridge.pdf"]


@pytest.mark.usefixtures("authorities")
def test_a_file_that_this_parser_failed_to_read_is_not_read_again_and_is_named_again(
    lost: Path, monkeypatch: pytest.MonkeyPatch
):
    first = ingest(lost, fails=True)
    read: list[Path] = []
    monkeypatch.setattr(
        "reports.archive.batch.parse_paths", lambda paths, **_: read.extend(paths) or iter(())
    )
    (lost / "calderwick.pdf").write_bytes((lost / "ashmere.pdf").read_bytes())
    again = ingest(lost, fails=True)
    assert read == []
    assert first.count("The file is a web page") == 4  # as it comes, and in the closing table
    assert again.count("The file is a web page") == 6
    assert Source.objects.in_state("failed").count() == 3


@pytest.mark.usefixtures("authorities")
def test_a_file_that_an_older_parser_or_a_limit_failed_is_read_again(lost: Path):
    for version in ("0", ""):
        ingest(lost, fails=True)
        Source.objects.update(parser_version=version)
    (lost / "ashmere.pdf").unlink()
    ingest(lost, fails=True)
    versions = Source.objects.by_label().values_list("parser_version", flat=True)
    assert list(versions) == ["", PARSER_VERSION]


@pytest.mark.usefixtures("authorities")
def test_what_is_beyond_the_limits_is_tried_again(tmp_path: Path, settings: LazySettings):
    settings.REPORT_MAX_PAGES = 1
    (tmp_path / "long.txt").write_bytes(ASHMERE_2012.read_bytes() + b"\f\f")
    assert "more than the 1 that are read" in ingest(tmp_path, fails=True)
    settings.REPORT_MAX_PAGES = 500
    assert "added:" in ingest(tmp_path)


@pytest.mark.usefixtures("authorities")
def test_reading_the_stored_files_again_changes_nothing_where_the_parser_is_the_same():
    ingest(SAMPLES)
    slugs = set(Inspection.objects.values_list("slug", flat=True))
    out = ingest(reparse=True)
    assert "8 files read again: 0 read differently, 0 grades changed" in out
    assert set(Inspection.objects.values_list("slug", flat=True)) == slugs


@pytest.mark.usefixtures("authorities")
def test_a_re_reading_says_what_it_changes_and_a_dry_run_saves_none_of_it():
    ingest(ASHMERE_2012)
    inspection = Inspection.objects.get()
    overall = inspection.judgements.get(strand="overall")
    read, overall.grade = overall.grade, "outstanding"
    overall.save()
    lost = inspection.paragraphs.order_by("order").last()
    assert lost is not None
    Paragraph.objects.filter(pk=lost.pk).delete()
    out = ingest(reparse=True, dry_run=True)
    assert f"{read}, was outstanding" in out
    assert "paragraphs +1 -0" in out
    overall.refresh_from_db()
    assert overall.grade == "outstanding"
    ingest(reparse=True)
    assert inspection.judgements.get(strand="overall").grade == read
    assert inspection.paragraphs.filter(text=lost.text).exists()


@pytest.mark.usefixtures("authorities")
def test_a_re_reading_names_every_fact_that_it_changes():
    ingest(ASHMERE_2012)
    inspection = Inspection.objects.get()
    read = {
        field: getattr(inspection, field)
        for field in ("title", "start", "end", "published", "lead_inspector")
    }
    inspection.judgements.filter(strand="overall").update(printed_grade="Fair")
    Inspection.objects.update(
        title="Another title",
        authority=None,
        authority_printed="Elsewhere",
        framework=None,
        reinspection=True,
        start="2001-01-01",
        end="2001-01-02",
        published="2001-02-03",
        lead_inspector="Another Person",
    )
    out = ingest(reparse=True, dry_run=True)
    for line in (
        f"Title: {read['title']}, was Another title",
        "Authority: Ashmere, was none",
        "was Elsewhere",
        "Framework: Protection of children, was none",
        "Re-inspection: no, was yes",
        f"First day: {read['start']}, was 2001-01-01",
        f"Last day: {read['end']}, was 2001-01-02",
        f"Published: {read['published'] or 'none'}, was 2001-02-03",
        f"Lead inspector: {read['lead_inspector']}, was Another Person",
        "was “Fair”",
    ):
        assert line in out
    assert "1 read differently, 0 grades changed, 10 facts changed" in out


@pytest.mark.usefixtures("authorities")
def test_failed_files_of_the_same_bytes_are_all_counted_when_they_are_read_again(lost: Path):
    ingest(lost, fails=True)
    assert "2 files read again" in ingest(reparse=True, fails=True)
    assert Source.objects.in_state("failed").count() == 2


@pytest.mark.usefixtures("authorities")
def test_on_a_terminal_a_re_reading_has_a_bar_and_then_says_what_changed(monkeypatch: pytest.MonkeyPatch):
    ingest(ASHMERE_2012)
    Inspection.objects.update(lead_inspector="Another Person")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    followed: list[int] = []

    def follow(results: Iterable[object], *, total: int, **options: object) -> Iterator[object]:
        followed.append(total)
        yield from results

    monkeypatch.setattr("reports.management.commands.ingest.track", follow)
    assert "was Another Person" in ingest(reparse=True)
    assert followed == [1]


@pytest.mark.usefixtures("authorities")
def test_reading_again_does_not_bring_back_a_version_that_was_replaced(tmp_path: Path):
    # Named so that the older version comes last, whatever order the files are read in.
    older, newer = tmp_path / "z.md", tmp_path / "a.md"
    text = ASHMERE_2012.read_text(encoding="utf-8")
    older.write_text(
        text.replace("The contact desk is the weakest point.", "The older version."), encoding="utf-8"
    )
    newer.write_text(text, encoding="utf-8")
    ingest(older)
    ingest(newer)
    ingest(reparse=True)
    assert Paragraph.objects.filter(text__startswith="The contact desk is the weakest point.").count() == 1
    assert not Paragraph.objects.filter(text__startswith="The older version.").exists()
    assert Inspection.objects.get().source.name == "a.md"


@pytest.mark.usefixtures("authorities")
def test_a_file_that_would_take_anothers_place_is_left_to_a_curator_where_a_setting_says_so(
    tmp_path: Path, settings: LazySettings
):
    older, newer = tmp_path / "older.md", tmp_path / "newer.md"
    text = ASHMERE_2012.read_text(encoding="utf-8")
    older.write_text(text, encoding="utf-8")
    newer.write_text(text.replace("The contact desk is the weakest point.", "The newer."), encoding="utf-8")
    ingest(older)
    settings.HOLD_REPLACEMENTS = True
    said = ingest(newer)
    slug = Inspection.objects.get().slug
    assert f"held back: {newer}: the archive shows another file as {slug}; upload this one" in said
    assert Source.objects.get().name == "older.md"
    assert len([path for path in settings.SOURCES_DIR.rglob("*") if path.is_file()]) == 1
    settings.HOLD_REPLACEMENTS = False
    said = " ".join(ingest(newer).split())
    kept = Source.objects.get(name="older.md")
    assert f"it is shown in place of {kept.label}, which can be the report again" in said
    assert f"/admin/reports/source/{kept.pk}/change/" in said
    assert Inspection.objects.get().source.name == "newer.md"


def test_ingest_needs_paths_or_reparse_and_not_both():
    with pytest.raises(CommandError, match="Name files or folders"):
        call_command("ingest")
    with pytest.raises(CommandError, match="Name files or folders"):
        call_command("ingest", str(SAMPLES), reparse=True)


def manage(*arguments: str, database_url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env={**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_database_that_is_down_gets_one_sentence():
    ended = manage("ingest", str(ASHMERE_2012), database_url="postgres://nobody@127.0.0.1:1/nothing")
    assert ended.returncode == 1
    assert "database cannot be reached" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_without_tables_gets_one_sentence(database_url: str):
    empty = urlsplit(database_url)._replace(path="/postgres").geturl()
    ended = manage("ingest", str(ASHMERE_2012), database_url=empty)
    assert ended.returncode == 1
    assert "migrate" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.django_db
def test_no_commit_waits_for_the_disk_and_the_session_is_left_as_it_was():
    with CaptureQueriesContext(connection) as queries:
        ingest(ASHMERE_2012)
    said = [one["sql"] for one in queries if "synchronous_commit" in one["sql"]]
    assert said == ["SET LOCAL synchronous_commit TO off"]
