"""When a report was published and how the archive knows: print, list, file name, statistics, in this order."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from reports.archive.corrections import correct
from reports.archive.publication import settle_publication
from reports.models import Correction, Inspection, OfficialInspection, Source
from reports.parsing.file_dates import date_in_name
from tests.builders import make_authority, make_inspection, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("children's services inspection - 25 november 2022.pdf", date(2022, 11, 25)),
        ("report-7th-Sept-2021.PDF", date(2021, 9, 7)),
        ("ashmere 2022-11-25.pdf", date(2022, 11, 25)),
        ("ashmere_20221125.pdf", date(2022, 11, 25)),
        ("ashmere 25.11.2022 (1).pdf", date(2022, 11, 25)),
        ("ashmere 31 november 2022.pdf", None),
        ("ashmere 2022.pdf", None),
        ("25 november 2022 ashmere.pdf", None),
        ("10 marvels 2022.pdf", None),
    ],
)
def test_the_date_that_a_files_name_ends_in(name: str, day: date | None):
    assert date_in_name(name) == day


def inspection_of(name: str = "ashmere.pdf", **fields: Any) -> Inspection:
    source_fields = fields.pop("source", {})
    return make_inspection(
        authority=make_authority(name="Ashmere"), framework="ilacs", start=date(2022, 10, 3),
        source=make_source(name=name, **source_fields), **fields,
    )  # fmt: skip


def settled(inspection: Inspection) -> tuple[date | None, str]:
    settle_publication(Inspection.objects.all())
    inspection.refresh_from_db()
    return inspection.published, inspection.published_from


def listed(inspection: Inspection) -> None:
    OfficialInspection.objects.create(
        file="a.ods", sheet="s", row=4, authority=inspection.authority, inspection=inspection,
        published=date(2022, 11, 28), result="equal",
    )  # fmt: skip


def test_what_is_printed_goes_before_everything_else():
    inspection = inspection_of(
        "x 25 november 2022.pdf", published=date(2022, 11, 20), published_from="printed",
        source={"published": date(2022, 11, 26)},
    )  # fmt: skip
    listed(inspection)
    assert settled(inspection) == (date(2022, 11, 20), "printed")


def test_a_list_goes_before_the_files_name_and_that_before_the_statistics():
    inspection = inspection_of("x 25 november 2022.pdf", source={"published": date(2022, 11, 26)})
    listed(inspection)
    assert settled(inspection) == (date(2022, 11, 26), "metadata")
    Source.objects.update(published=None)
    assert settled(inspection) == (date(2022, 11, 25), "file name")
    Source.objects.update(name="x.pdf")
    assert settled(inspection) == (date(2022, 11, 28), "official")
    OfficialInspection.objects.all().delete()
    assert settled(inspection) == (None, "")


def test_a_name_that_ends_in_a_day_of_the_inspection_says_nothing_of_publication():
    assert settled(inspection_of("ashmere 3 october 2022.pdf")) == (None, "")


def test_a_curators_day_stays_whatever_else_is_known():
    inspection = inspection_of("x 25 november 2022.pdf")
    correct(
        Correction(
            inspection=inspection, field="published", value="2022-12-01", reason="The website says so."
        )
    )
    listed(inspection)
    assert settled(inspection) == (date(2022, 12, 1), "correction")


def metadata(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def apply(path: Path) -> str:
    out = StringIO()
    try:
        call_command("ingest", metadata=path, stdout=out)
    except SystemExit as end:
        out.write(f"exit {end.code}")
    return out.getvalue()


def test_a_list_says_url_and_publication_by_name_or_hash(tmp_path: Path):
    inspection = inspection_of("ashmere.pdf")
    sha256 = inspection.source.sha256
    said = apply(
        metadata(tmp_path, "SHA-256,Source URL,Published", f"{sha256},https://reports.example/1,25/11/2022")
    )
    assert "1 of 1 lines of the list were used." in said
    source = Source.objects.get()
    assert (source.url, source.published) == ("https://reports.example/1", date(2022, 11, 25))
    inspection.refresh_from_db()
    assert (inspection.published, inspection.published_from) == (date(2022, 11, 25), "metadata")
    apply(metadata(tmp_path, "file,url", "samples/ashmere.pdf,https://reports.example/2"))
    assert Source.objects.get().url == "https://reports.example/2"


def test_lines_that_cannot_be_used_are_said_and_the_others_are_used(tmp_path: Path):
    inspection_of("ashmere.pdf")
    said = apply(
        metadata(
            tmp_path,
            "file,url,published",
            "nowhere.pdf,,2022-11-25",
            "ashmere.pdf,,32/13/2022",
            "ashmere.pdf,javascript:alert(1),",
            ",,2022-11-25",
            "ashmere.pdf,,2022-11-25",
        )
    )
    assert "Line 2: the archive has no file nowhere.pdf." in said
    assert "Line 3: “32/13/2022” is not a date. Use year, month, day, such as 2014-12-05." in said
    assert "Line 4: “javascript:alert(1)” is not a URL." in said
    assert "Line 5 names no file." in said
    assert "1 of 5 lines of the list were used." in said
    assert said.endswith("exit 1")
    assert Inspection.objects.get().published == date(2022, 11, 25)


def test_a_list_without_such_headers_is_refused(tmp_path: Path):
    with pytest.raises(CommandError, match="needs a first line of headers"):
        call_command("ingest", metadata=metadata(tmp_path, "a,b", "1,2"))
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("ingest", metadata=tmp_path / "nowhere.csv")


def test_the_page_and_the_data_say_where_the_day_is_from(client: Client):
    inspection = inspection_of("x 25 november 2022.pdf", source={"url": "https://reports.example/1"})
    settle_publication(Inspection.objects.all())
    page = client.get(inspection.get_absolute_url()).content.decode()
    assert "25 November 2022" in page
    assert "(from the file’s name)" in page
    assert 'href="https://reports.example/1"' in page
    assert "First seen" in page
    data = json.loads(client.get(f"/inspections/{inspection.slug}.json").content)
    assert (data["published"], data["published_from"], data["file_date"]) == (
        "2022-11-25",
        "file name",
        "2022-11-25",
    )
    assert data["source"]["url"] == "https://reports.example/1"
    assert data["source"]["first_seen"]
    rows = client.get("/inspections.json").getvalue().decode()  # type: ignore[attr-defined]
    assert "file name" in rows


def test_the_newest_of_a_list_is_the_one_that_was_published_last(client: Client):
    council = make_authority(name="Ashmere")
    late = make_inspection(authority=council, start=date(2014, 1, 6), published=date(2014, 9, 1))
    soon = make_inspection(authority=council, start=date(2014, 3, 3), published=date(2014, 4, 1))
    page = client.get("/inspections/").content.decode()
    assert page.index(late.get_absolute_url()) < page.index(soon.get_absolute_url())


def test_the_grid_counts_by_publication_or_by_inspection(client: Client):
    council = make_authority(name="Ashmere", region="London")
    make_inspection(
        authority=council, start=date(2014, 1, 6), end=date(2014, 1, 17), published=date(2014, 3, 1),
        judgements={"overall": "good"},
    )  # fmt: skip
    make_inspection(authority=make_authority(), start=date(2013, 12, 2), end=date(2013, 12, 6))
    asked = "/national/grid.csv?strand=overall&on=2014-02-01"

    def row(url: str) -> str:
        text = client.get(url).getvalue().decode()  # type: ignore[attr-defined]
        return next(line for line in text.splitlines() if "Ashmere" in line)

    assert "good" not in row(asked)
    assert "good" in row(f"{asked}&by=inspected")
    page = client.get("/national/grid/?strand=overall&on=2014-02-01&by=inspected").content.decode()
    assert '<option value="inspected" selected>inspection</option>' in page
