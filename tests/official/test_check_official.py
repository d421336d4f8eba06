"""The archive beside published statistics: what is equal, different, recoded, and known but not held."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from reports.models import Authority, Inspection, OfficialInspection
from reports.official.checking import check_official
from reports.official.spreadsheet import read_spreadsheet
from tests.builders import make_authority, make_inspection
from tests.official.spreadsheets import ILACS_HEADERS, WIDE_HEADERS, Value, write_ods

pytestmark = pytest.mark.django_db
RIG = "Requires improvement to be good"
ILACS = {
    "overall": "good",
    "leadership": "good",
    "help-and-protection": "good",
    "care": "good",
    "care-leavers": "good",
}


@pytest.fixture
def council() -> Authority:
    return make_authority(name="Ashmere", gss_code="X06000001", region="London")


def history(*rows: tuple[Value, ...]) -> dict[str, list[tuple[Value, ...]]]:
    return {
        "Cover": [("A cover page",)],
        "ILACS_inspection_history": [("ILACS inspection history",), ("Notes",), ILACS_HEADERS, *rows],
    }


def line(name: str = "Ashmere", *, start: date = date(2023, 3, 6), published: date = date(2023, 4, 28),
         grades: tuple[str, ...] = ("Good",) * 5, kind: str = "ILACS Standard Inspection",
         code: str = "X06000001") -> tuple[Value, ...]:  # fmt: skip
    return ("link", code, name, start, published, kind, *grades)


def held(council: Authority, **fields: Any) -> Inspection:
    defaults: dict[str, Any] = {"framework": "ilacs", "start": date(2023, 3, 6), "judgements": ILACS}
    return make_inspection(authority=council, **{**defaults, **fields})


def sums(*paths: Path) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("check_official", *map(str, paths), "--json", stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())["sheets"]
    return found


def test_rows_that_agree_are_equal_and_give_the_report_its_day_of_publication(
    council: Authority, tmp_path: Path
):
    inspection = held(council)
    [sheet] = sums(write_ods(tmp_path / "a.ods", history(line())))
    assert (sheet["rows"], sheet["equal"], sheet["different"]) == (1, 1, 0)
    assert sheet["grades"] == {"equal": 5, "different": 0, "recoded": 0}
    assert sheet["start"] == {"equal": 1, "different": 0}
    inspection.refresh_from_db()
    assert (inspection.published, inspection.published_from) == (date(2023, 4, 28), "official")


def test_a_changed_grade_in_a_copy_is_exactly_one_difference(council: Authority, tmp_path: Path):
    held(council)
    grades = ("Good", "Good", "Inadequate", "Good", "Good")
    [sheet] = sums(write_ods(tmp_path / "copy.ods", history(line(grades=grades))))
    assert (sheet["equal"], sheet["different"]) == (0, 1)
    assert [(one["what"], one["official"], one["ours"]) for one in sheet["differences"]] == [
        ("help-and-protection", "inadequate", "good")
    ]
    assert Inspection.objects.get().judgements.get(strand="help-and-protection").grade == "good"


def test_a_printed_day_of_publication_stays_and_differs(council: Authority, tmp_path: Path):
    inspection = held(council, published=date(2023, 4, 20), published_from="printed")
    [sheet] = sums(write_ods(tmp_path / "a.ods", history(line())))
    assert [one["what"] for one in sheet["differences"]] == ["published"]
    inspection.refresh_from_db()
    assert (inspection.published, inspection.published_from) == (date(2023, 4, 20), "printed")


def test_a_mistyped_day_of_publication_is_a_difference_and_not_another_inspection(
    council: Authority, tmp_path: Path
):
    held(council, published=date(2023, 4, 5), published_from="printed")
    row = ("link", "Ashmere", *[None] * 10, "ILACS Standard Inspection", date(2023, 12, 5), "Good", "Good")
    [sheet] = sums(write_ods(tmp_path / "w.ods", {"LA_inspections": [WIDE_HEADERS, row]}))
    assert [one["what"] for one in sheet["differences"]] == ["published"]
    assert sheet["held_there_not_here"] == 0


def test_adequate_before_november_2013_is_recoded(council: Authority, tmp_path: Path):
    make_inspection(
        authority=council, framework="cp", start=date(2012, 11, 12), judgements={"overall": "adequate"}
    )
    row = ("link", "Ashmere", date(2010, 5, 1), RIG, "Good", date(2013, 1, 4), RIG, *[None] * 9)
    [sheet] = sums(write_ods(tmp_path / "w.ods", {"LA_inspections": [WIDE_HEADERS, row]}))
    assert (sheet["equal"], sheet["different"], sheet["recoded"], sheet["held_there_not_here"]) == (
        0,
        0,
        1,
        1,
    )
    assert sheet["grades"] == {"equal": 0, "different": 0, "recoded": 1}


def test_a_sheet_of_authorities_has_an_inspection_for_each_kind(council: Authority, tmp_path: Path):
    row = ("link", "Ashmere", date(2010, 5, 1), "Good", "-", None, "", date(2015, 5, 13), RIG, "Good", "Good",
           "Inadequate", "ILACS Short Inspection", date(2019, 3, 4), "Good", "Outstanding")  # fmt: skip
    [sheet] = read_spreadsheet(write_ods(tmp_path / "w.ods", {"LA_inspections": [WIDE_HEADERS, row]}))
    assert [(one.kind, one.published) for one in sheet.rows] == [
        ("slac", date(2010, 5, 1)), ("sif", date(2015, 5, 13)), ("ilacs", date(2019, 3, 4)),
    ]  # fmt: skip
    assert sheet.rows[0].grades == {"safeguarding": "good", "looked-after": "-"}
    assert sheet.rows[1].grades["lscb"] == "inadequate"
    assert sheet.rows[2].grades == {"overall": "good", "care-and-care-leavers": "outstanding"}


def test_columns_are_found_by_their_headers_and_a_missing_one_is_said(council: Authority, tmp_path: Path):
    held(council)
    headers = (
        "Care leavers",
        "Date published",
        "Authority",
        "Overall effectiveness",
        "Start date of inspection",
    )
    row = ("Good", "28/04/2023", "Ashmere", "Good", "06/03/2023")
    out = StringIO()
    path = write_ods(tmp_path / "next.ods", {"Next year": [("Title",), headers, row]})
    call_command("check_official", str(path), stdout=out)
    assert "Next year: no column was found for the impact of leaders." in out.getvalue()
    assert "┃ Publication days equal ┃" in out.getvalue()
    assert OfficialInspection.objects.get().result == "equal"


def test_grades_given_jointly_are_compared_with_the_joint_one(council: Authority, tmp_path: Path):
    joint = {
        "overall": "good",
        "leadership": "good",
        "help-and-protection": "good",
        "care-and-care-leavers": "good",
    }
    held(council, start=date(2019, 3, 4), judgements=joint)
    row = line(
        start=date(2019, 3, 4), published=date(2019, 4, 12), grades=("Good", "Good", "Good", "Good", "")
    )
    [sheet] = sums(write_ods(tmp_path / "a.ods", history(row)))
    assert sheet["grades"] == {"equal": 5, "different": 0, "recoded": 0}


def test_what_is_held_and_not_listed_is_counted(council: Authority, tmp_path: Path):
    held(council)
    held(council, start=date(2021, 3, 1))
    rows = [line(), line("Ashmere", start=date(2020, 1, 6), published=date(2020, 3, 2))]
    [sheet] = sums(write_ods(tmp_path / "a.ods", history(*rows)))
    assert (sheet["held_there_not_here"], sheet["held_here_not_there"]) == (1, 1)
    assert sheet["not_there"] == ["ashmere-2021-03-01"]


def test_reading_a_file_again_replaces_its_rows(council: Authority, tmp_path: Path):
    held(council)
    path = write_ods(
        tmp_path / "a.ods", history(line(), line(start=date(2020, 1, 6), published=date(2020, 3, 2)))
    )
    check_official([path])
    check_official([write_ods(path, history(line()))])
    assert OfficialInspection.objects.count() == 1


def test_a_file_without_such_a_sheet_is_refused_in_one_sentence(council: Authority, tmp_path: Path):
    path = write_ods(
        tmp_path / "homes.ods", {"Homes": [("Local authority", "Publication date"), ("Ashmere", "1/1/2020")]}
    )
    with pytest.raises(CommandError, match="no sheet with a row of headers"):
        call_command("check_official", str(path))
    (tmp_path / "text.ods").write_text("not a spreadsheet")
    with pytest.raises(CommandError, match="cannot be read as a spreadsheet"):
        call_command("check_official", str(tmp_path / "text.ods"))
    with pytest.raises(CommandError, match="There is no file"):
        call_command("check_official", str(tmp_path / "nowhere.ods"))


def test_an_inspection_in_two_sheets_is_known_once_and_said_on_the_authoritys_page(
    council: Authority, tmp_path: Path, client: Client
):
    held(council)
    row = ("link", "Ashmere", *[None] * 10, "ILACS Standard Inspection", date(2019, 4, 12), RIG, RIG)
    older = line(
        start=date(2019, 3, 4), published=date(2019, 4, 12), grades=(RIG, "Good", "Good", "Good", "")
    )
    check_official([
        write_ods(tmp_path / "a.ods", history(line(), older)),
        write_ods(tmp_path / "w.ods", {"LA_inspections": [WIDE_HEADERS, row]}),
    ])  # fmt: skip
    page = client.get("/authorities/ashmere/").content.decode()
    assert page.count("from the statistics</span>") == 1
    assert "Known and not held" in page
    assert "published 12 April 2019" in page
    assert "Overall effectiveness requires improvement" in page
    assert "The archive holds 1 of 2 known reports" in client.get("/about/").content.decode()


def test_an_authority_of_which_all_is_held_has_no_such_list(council: Authority, client: Client):
    held(council)
    assert "Known and not held" not in client.get("/authorities/ashmere/").content.decode()
    assert "known reports" not in client.get("/about/").content.decode()


def test_the_page_links_every_row_and_shows_its_differences(
    council: Authority, tmp_path: Path, client: Client
):
    held(council)
    grades = ("Good", "Good", "Inadequate", "Good", "Good")
    check_official([write_ods(tmp_path / "a.ods", history(line(grades=grades), line("Nowhere", code="")))])
    page = client.get("/about/quality/official/").content.decode()
    assert 'href="/authorities/ashmere/"' in page
    assert 'href="/inspections/ashmere-2023-03-06/"' in page
    assert "“inadequate”, here “good”" in page
    assert "Authority not in the list" in page
    only = client.get("/about/quality/official/?result=different").content.decode()
    assert "Nowhere" not in only
    data = client.get("/about/quality/official.csv").getvalue().decode()  # type: ignore[attr-defined]
    assert "help-and-protection: inadequate, here good" in data


@pytest.mark.parametrize("query", ["result=nonsense", "sheet=nonsense"])
def test_a_sheet_or_result_that_there_is_not_is_named_and_refused_by_the_data(
    council: Authority, tmp_path: Path, client: Client, query: str
):
    check_official([write_ods(tmp_path / "a.ods", history(line()))])
    said = f"“nonsense” is not a value of “{query.split('=')[0]}”"
    assert said in client.get(f"/about/quality/official/?{query}").content.decode()
    data = client.get(f"/about/quality/official.csv?{query}")
    assert (data.status_code, data.content.decode()[: len(said)]) == (400, said)


def test_the_page_says_that_no_statistics_were_read(client: Client):
    assert "No statistics were read yet" in client.get("/about/quality/official/").content.decode()


def test_the_published_figures_are_computed_from_the_reports_that_were_out(
    council: Authority, tmp_path: Path, client: Client
):
    held(council, start=date(2019, 3, 4), judgements={"overall": "inadequate"})
    held(council)
    held(council, start=date(2024, 3, 11), judgements={"overall": "inadequate"}, published=date(2024, 5, 7))
    check_official([write_ods(tmp_path / "a.ods", history(line()))])
    page = client.get("/about/quality/official/")
    ours = {one.name: (one.ours, one.of) for one in page.context["headlines"]}
    assert ours["Good or better overall, London"] == ("100 %", 1)
    assert ours["Good or better overall, North West"] == ("", 0)
    assert ours["Better than the time before"] == ("1", 1)


def test_the_page_asks_as_many_queries_for_many_rows_as_for_few(
    council: Authority, tmp_path: Path, client: Client, django_assert_max_num_queries: Any
):
    held(council)
    days = [date(2003, month, 6) for month in range(1, 13)]
    counts = []
    for rows in ([line()], [line(), *[line(start=day, published=day) for day in days]]):
        check_official([write_ods(tmp_path / "a.ods", history(*rows))])
        with django_assert_max_num_queries(30) as asked:
            client.get("/about/quality/official/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
