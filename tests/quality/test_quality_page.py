"""The quality page: its numbers agree with the archive, and each leads to the reports behind it."""

import csv
import io
from datetime import date
from typing import get_args

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports.models import Correction, Source
from reports.parsing.document import Role
from reports.views.quality import ROLE_NAMES
from tests.builders import make_authority, make_inspection, make_source

pytestmark = pytest.mark.django_db
ODD_HEADING = {"code": "odd-heading", "message": "The heading “Coda” is not known.", "page": 7}
ODD_DATE = {"code": "odd-date", "message": "The date could not be read.", "page": None}


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_every_role_of_the_parser_has_a_name() -> None:
    assert tuple(ROLE_NAMES) == get_args(Role)


def test_an_empty_archive_says_so(client: Client) -> None:
    text = page(client, "/about/quality/")
    assert "The archive holds no inspection yet." in text
    assert "No report in the archive carries a warning." in text
    assert "No fact was corrected by hand." in text


def test_inspections_are_counted_by_framework_and_year_and_lead_to_the_list(client: Client) -> None:
    make_inspection(framework="sif", start=date(2014, 9, 30))
    make_inspection(framework="sif", start=date(2014, 2, 3))
    make_inspection(framework="ilacs", start=date(2019, 5, 6))
    text = page(client, "/about/quality/")
    assert '<a href="/inspections/?framework=sif&amp;from=2014&amp;to=2014">2</a>' in text
    assert '<a href="/inspections/?framework=ilacs&amp;from=2019&amp;to=2019">1</a>' in text
    assert '<a href="/inspections/?framework=sif">2</a>' in text
    assert '<a href="/inspections/">3</a>' in text
    assert "framework=sif&amp;from=2019" not in text
    assert text.index(">2019<") < text.index(">2014<")


def test_a_warning_is_counted_once_a_report_and_each_time_it_is_given(client: Client) -> None:
    make_inspection(source=make_source(state="warnings", warnings=[ODD_HEADING, ODD_HEADING, ODD_DATE]))
    make_inspection(source=make_source(state="warnings", warnings=[ODD_HEADING]))
    counts = [(c.code, c.warnings, c.reports) for c in Source.objects.shown().warning_counts()]
    assert counts == [("odd-heading", 3, 2), ("odd-date", 1, 1)]
    text = page(client, "/about/quality/")
    assert '<a href="/about/quality/warnings/odd-heading/">2</a>' in text
    assert '<a href="/about/quality/warnings/odd-heading/">3</a>' in text


def test_the_reports_behind_a_warning_are_listed_with_what_it_says(client: Client) -> None:
    authority = make_authority(name="Nowhere")
    warned = make_inspection(authority=authority, source=make_source(warnings=[ODD_HEADING, ODD_DATE]))
    make_inspection(authority=make_authority(name="Elsewhere"), source=make_source(warnings=[ODD_DATE]))
    text = page(client, "/about/quality/warnings/odd-heading/")
    assert f'href="{warned.get_absolute_url()}"' in text
    assert "The heading “Coda” is not known." in text
    assert "page 7" in text
    assert "The date could not be read." not in text
    assert "Elsewhere" not in text


def test_text_that_a_file_brings_into_a_warning_cannot_run(client: Client) -> None:
    hostile = {"code": "odd-heading", "message": "<script>alert(1)</script>", "page": 1}
    make_inspection(source=make_source(name="<img src=x>.pdf", warnings=[hostile]))
    text = page(client, "/about/quality/warnings/odd-heading/")
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert "<img src=x>" not in text


def test_a_text_kept_beside_a_report_is_not_counted_twice(client: Client) -> None:
    inspection = make_inspection(source=make_source(warnings=[ODD_HEADING], line_roles={"text": 5}))
    make_source(name="same.txt", inspection=inspection, warnings=[ODD_HEADING], line_roles={"text": 5})
    assert [c.reports for c in Source.objects.shown().warning_counts()] == [1]
    assert Source.objects.shown().lines_by_role("text") == {"text": 5}


def test_states_lead_to_their_files_and_failed_ones_say_why(client: Client) -> None:
    make_source(name="broken.pdf", folder="somewhere", state="failed", error="The file is empty.")
    assert '<a href="/about/quality/states/failed/">1</a>' in page(client, "/about/quality/")
    text = page(client, "/about/quality/states/failed/")
    assert "somewhere/broken.pdf" in text
    assert "The file is empty." in text


def test_failed_files_of_the_same_bytes_are_listed_each(client: Client) -> None:
    for name in ("one.pdf", "two.pdf"):
        make_source(name=name, state="failed", error="The file is a web page.", sha256="0" * 64)
    assert '<a href="/about/quality/states/failed/">2</a>' in page(client, "/about/quality/")
    text = page(client, "/about/quality/states/failed/")
    assert "samples/one.pdf" in text
    assert "samples/two.pdf" in text


def test_lines_are_shared_out_by_role(client: Client) -> None:
    make_inspection(source=make_source(line_roles={"numbered": 60, "heading": 15}))
    make_inspection(source=make_source(line_roles={"numbered": 20, "running": 5}))
    text = page(client, "/about/quality/")
    assert '<a href="/about/quality/roles/numbered/">80</a>' in text
    assert "80.0&nbsp;%" in text
    assert "15.0&nbsp;%" in text
    assert "/about/quality/roles/footnote/" not in text


def test_reports_with_the_largest_share_of_a_role_come_first(client: Client) -> None:
    few = make_inspection(
        authority=make_authority(name="Little"), source=make_source(line_roles={"running": 10, "text": 90})
    )
    many = make_inspection(
        authority=make_authority(name="Much"), source=make_source(line_roles={"running": 3, "text": 1})
    )
    make_inspection(authority=make_authority(name="None"), source=make_source(line_roles={"text": 4}))
    found = Source.objects.shown().with_share_of("running")
    assert [source.shown_as for source in found] == [many, few]
    assert [round(source.share, 2) for source in found] == [0.75, 0.1]  # type: ignore[attr-defined]
    text = page(client, "/about/quality/roles/running/")
    assert text.index("Much") < text.index("Little")
    assert "75&nbsp;%" in text


def test_corrections_are_listed_with_print_and_reason_but_not_with_the_curator(client: Client) -> None:
    inspection = make_inspection(judgements={"overall": "good"})
    curator = User.objects.create_user("m.curator")
    Correction.objects.create(
        inspection=inspection,
        field="grade",
        strand="overall",
        printed="Good",
        value="inadequate",
        reason="The sentence on page 1 says so.",
        made_by=curator,
    )
    assert "1 fact</a>" in page(client, "/about/quality/")
    text = page(client, "/about/quality/corrections/")
    assert "The sentence on page 1 says so." in text
    assert "inadequate" in text
    assert "m.curator" not in text


def csv_of(client: Client, address: str) -> list[list[str]]:
    body = b"".join(client.get(address).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(body)))


def test_warnings_can_be_taken_away_as_a_table_in_which_nothing_runs(client: Client) -> None:
    hostile = {"code": "odd-heading", "message": "=HYPERLINK(1)", "page": 7}
    authority = make_authority(name="Nowhere")
    source = make_source(name="a.pdf", warnings=[hostile, ODD_DATE])
    inspection = make_inspection(authority=authority, start=date(2014, 10, 1), source=source)
    head, first, second = csv_of(client, "/about/quality/warnings.csv")
    assert head[:2] == ["file", "inspection"]
    assert first[:2] == ["samples/a.pdf", inspection.slug]
    assert first[3:] == ["Nowhere", "sif", "2014-10-01", "odd-heading", "7", "'=HYPERLINK(1)"]
    assert second[6:8] == ["odd-date", ""]


def test_corrections_can_be_taken_away_as_a_table(client: Client) -> None:
    inspection = make_inspection(authority=make_authority(name="Nowhere"))
    Correction.objects.create(
        inspection=inspection, field="end", printed="2014-10-10", value="2014-10-11", reason="Read."
    )
    Correction.objects.create(
        inspection=inspection, field="published", printed="2014-12-01", value="", reason="Read."
    )
    cleared, row = csv_of(client, "/about/quality/corrections.csv")[1:]
    assert cleared[5:7] == ["2014-12-01", ""]
    assert "none printed" in page(client, "/about/quality/corrections/")
    assert row[0] == inspection.slug
    assert row[2:8] == ["Nowhere", "end", "", "2014-10-10", "2014-10-11", "Read."]


@pytest.mark.parametrize(
    "address",
    ["warnings/no-such-code/", "warnings/%00/", "states/no-such-state/", "roles/no-such-role/"],
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/about/quality/{address}").status_code == 404


@pytest.mark.parametrize(
    "address", ["", "warnings/odd-heading/", "states/warnings/", "roles/text/", "corrections/"]
)
def test_the_number_of_queries_does_not_grow_with_the_archive(
    client: Client,
    address: str,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    def grow(by: int) -> None:
        for _ in range(by):
            source = make_source(state="warnings", warnings=[ODD_HEADING], line_roles={"text": 9})
            inspection = make_inspection(source=source)
            Correction.objects.create(inspection=inspection, field="end", value="2014-10-11", reason="Read.")

    grow(3)
    with django_assert_max_num_queries(9) as few:
        page(client, f"/about/quality/{address}")
    grow(15)
    with django_assert_num_queries(len(few)):
        page(client, f"/about/quality/{address}")
