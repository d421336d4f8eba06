"""A withdrawn report is gone from everything at once, its URL says so, and it can be put back as it was."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from psycopg import sql

from reports.archive.batch import pay_counts
from reports.archive.curation import make
from reports.archive.reference import load_authorities
from reports.archive.source_files import path_of
from reports.archive.withdrawal import restore_report, withdraw_report
from reports.models import (
    Correction,
    Footnote,
    Inspection,
    Job,
    Judgement,
    Outcome,
    OwedCount,
    Paragraph,
    ParagraphTheme,
    Recommendation,
    Source,
    StatusSuggestion,
    ThemeShare,
)
from tests.archive.test_ingest_command import ASHMERE_2012, ingest
from tests.builders import make_inspection

pytestmark = pytest.mark.django_db
OF_A_REPORT = (Footnote, Judgement, Paragraph, ParagraphTheme, Recommendation, ThemeShare)


@pytest.fixture
def report(db: None) -> Inspection:
    load_authorities()
    ingest(ASHMERE_2012)
    return Inspection.objects.get()


def stored_path() -> Path:
    source = Source.objects.get()
    return path_of(source.sha256, source.media_type)


def withdraw(report: Inspection, **options: bool) -> None:
    withdraw_report(report, kind="court-order", reason="Order of 3 May, by letter.", **options)


def test_nothing_of_its_text_is_left_in_any_table(report: Inspection):
    withdraw(report)
    assert not any(model._default_manager.exists() for model in OF_A_REPORT)
    row = Inspection.everything.get()
    assert (row.title, row.lead_inspector, row.authority_printed) == ("", "", "")
    assert Source.objects.get().warnings == []


def places_of(text: str) -> list[str]:
    """Every table of the database that holds this text in any of its columns."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            found_in = sql.SQL("SELECT EXISTS (SELECT FROM {} AS one WHERE one::text ILIKE %s)")
            cursor.execute(found_in.format(sql.Identifier(table)), [f"%{text}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


def test_no_table_at_all_holds_a_word_of_it_not_even_what_was_worked_out_from_it(
    report: Inspection,
):
    """A word of its text is looked for in every column of every table, before and after."""
    word = "quixotically"
    for model in (Paragraph, Recommendation):
        model.objects.filter(inspection=report).update(text=f"They {word} planned.")
    report.title = word
    report.save()
    later = make_inspection(authority=report.authority, start=date(2016, 1, 4))
    for pair in ((report, later), (later, report)):
        StatusSuggestion.objects.create(
            earlier=pair[0],
            later=pair[1],
            position=1,
            status="mixed",
            confidence=0.5,
            stated=False,
            lead=word,
        )
    read = {"sha256": report.source.sha256, "report": {"title": word}}
    Job.objects.create(kind=Job.Kind.READ_UPLOAD, subject="upload 1", back="/", result=read)
    OwedCount.objects.create(kind=OwedCount.Kind.WORDS)
    pay_counts()
    assert {"reports_paragraph", "reports_statussuggestion", "reports_job", "reports_word"} <= set(
        places_of(word)
    )
    withdraw(report)
    pay_counts()
    assert places_of(word) == []


@pytest.mark.parametrize(
    "path",
    [
        "/inspections/{slug}/",
        "/inspections/{slug}.json",
        "/inspections/{slug}/cite/",
        "/inspections/{slug}/cite.bib",
        "/compare/{slug}/",
        "/sources/{sha256}.md",
    ],
)
def test_its_urls_answer_410_with_the_kind_of_reason_alone(report: Inspection, client: Client, path: str):
    path = path.format(slug=report.slug, sha256=report.source.sha256)
    withdraw(report)
    response = client.get(path)
    assert response.status_code == 410
    assert "court order" in response.text
    assert "3 May" not in response.text


def test_it_leaves_search_lists_exports_and_the_sitemap(report: Inspection, client: Client):
    slug = report.slug
    paths = (
        "/search/?q=children",
        "/inspections/",
        "/inspections.csv",
        "/authorities/ashmere/",
        "/sitemap.xml",
    )
    assert all(slug in client.get(path).getvalue().decode() for path in paths)
    withdraw(report)
    assert not any(slug in client.get(path).getvalue().decode() for path in paths)


def test_ingest_does_not_bring_it_back_in_the_same_bytes_or_in_others(report: Inspection, tmp_path: Path):
    withdraw(report)
    assert "unchanged" in ingest(ASHMERE_2012)
    again = tmp_path / ASHMERE_2012.name
    again.write_text(ASHMERE_2012.read_text() + "\n")
    assert "was withdrawn on" in ingest(again)
    ingest(reparse=True)
    assert not Inspection.objects.exists()
    assert not Paragraph.objects.exists()
    assert Source.objects.count() == 1
    assert [path.name for path in stored_path().parent.parent.rglob("*") if path.is_file()] == [
        stored_path().name
    ]


def test_it_can_be_put_back_with_its_corrections_under_its_url(report: Inspection, client: Client):
    make(Correction(inspection=report, field="grade", strand="overall", value="good", reason="Misread."))
    paragraphs = list(Paragraph.objects.values_list("anchor", "text"))
    page = report.get_absolute_url()
    withdraw(report)
    restored = restore_report(Inspection.everything.get())
    assert restored.get_absolute_url() == page
    assert client.get(page).status_code == 200
    assert list(Paragraph.objects.values_list("anchor", "text")) == paragraphs
    assert Judgement.objects.get(strand="overall").grade == "good"
    assert Source.objects.get().state != Source.State.WITHDRAWN


def test_a_confirmed_outcome_loses_the_words_with_the_report_and_gets_them_back(report: Inspection):
    words = report.recommendations.get(order=1).text
    later = make_inspection(start=date(2016, 5, 1))
    Outcome.objects.create(earlier=report, later=later, position=1, text=words, status="mixed")
    assert Outcome.objects.shown().count() == 1
    withdraw(report)
    assert Outcome.objects.get().text == ""
    assert not Outcome.objects.shown().exists()
    restore_report(Inspection.everything.get(pk=report.pk))
    assert Outcome.objects.get().text == words


def test_destroyed_bytes_are_gone_and_only_a_file_restores_it(
    report: Inspection, django_capture_on_commit_callbacks
):
    path = stored_path()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(report, destroy=True)
    assert not path.exists()
    withdrawn = Inspection.everything.get()
    with pytest.raises(ValidationError, match="destroyed or is missing"):
        restore_report(withdrawn)
    restored = restore_report(Inspection.everything.get(), file=ASHMERE_2012)
    assert restored.paragraphs.exists()
    assert path.exists()


def test_what_cannot_be_done_is_one_sentence(report: Inspection):
    with pytest.raises(ValidationError, match="is not withdrawn"):
        restore_report(report)
    with pytest.raises(ValidationError, match="Give the reason"):
        withdraw_report(report, kind="other", reason=" ")
    withdraw(report)
    with pytest.raises(ValidationError, match="withdrawn already"):
        withdraw(Inspection.everything.get())


def test_the_commands_do_both_and_say_what_backups_still_hold(report: Inspection):
    out = StringIO()
    options = {"kind": "redaction", "reason": "A name.", "stdout": out}
    call_command("withdraw", report.slug, **options)
    assert "Backups made before now still hold it." in out.getvalue()
    call_command("restore", report.slug, stdout=out)
    assert f"{report.slug} is shown again." in out.getvalue()
    with pytest.raises(CommandError, match="There is no report"):
        call_command("restore", "nowhere-2012-01-01")
