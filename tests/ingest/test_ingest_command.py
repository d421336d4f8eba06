"""`manage.py ingest`: what becomes of good files, bad files, and a database that is not there."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from reports.models import Inspection, Paragraph, Source, Theme, ThesaurusEntry
from reports.reference import load_authorities
from reports.source_files import stored

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
    assert first.count("added:") == 5
    assert second.count("unchanged:") == 5
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
    assert f"{tmp_path / 'nowhere'}: There is no such file." in out


@pytest.mark.usefixtures("authorities")
def test_a_text_of_a_few_words_is_no_report_and_is_refused(tmp_path: Path):
    (tmp_path / "recipe.txt").write_text("Take two eggs.\n\nBeat them.\n")
    assert "The text is no inspection report" in ingest(tmp_path, fails=True)
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


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
@pytest.mark.usefixtures("authorities")
def test_a_file_without_permission_to_read_is_named(tmp_path: Path):
    closed = tmp_path / "closed.txt"
    closed.write_text("Closed")
    closed.chmod(0)
    out = ingest(closed, fails=True)
    assert "permission" in out.lower()


@pytest.mark.usefixtures("authorities")
def test_reading_the_stored_files_again_changes_nothing_where_the_parser_is_the_same():
    ingest(SAMPLES)
    slugs = set(Inspection.objects.values_list("slug", flat=True))
    out = ingest(reparse=True)
    assert "5 files read again: 0 read differently, 0 grades changed" in out
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
