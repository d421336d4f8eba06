"""`manage.py search`."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from reports.management.commands import search as command
from reports.search import service
from reports.search.query.search_request import SearchRequest
from reports.search.service import Results
from tests.search.archive import ASHMERE_2012

pytestmark = pytest.mark.usefixtures("archive")


def answers(*arguments: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("search", *arguments, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_query_prints_one_object() -> None:
    answer = answers("caseloads", "--limit", "1")[0]
    assert answer["query"] == "caseloads"
    assert answer["count_is_exact"] is True
    assert answer["count"] >= 2
    result = answer["results"][0]
    assert set(result) >= {"inspection", "source", "number", "kind", "page", "score", "snippet"}
    assert len(answer["results"]) == 1


def test_each_result_has_its_place_its_whole_text_and_whether_it_is_only_near() -> None:
    results = answers("apprenticeships caseloads")[0]["results"]
    assert results
    assert all(result["nearest"] for result in results)
    whole = answers("tenancy")[0]["results"][0]
    assert whole["nearest"] is False
    assert whole["anchor"].startswith("para-")
    assert whole["text"] == ASHMERE_2012[0]["text"]


def test_the_source_is_the_file_with_its_folder() -> None:
    assert answers("tenancy")[0]["results"][0]["source"] == "1_ashmere/first.pdf"


def test_a_dash_reads_a_query_a_line_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("caseloads\n\napprenticeships\n"))
    assert [answer["query"] for answer in answers("-")] == ["caseloads", "", "apprenticeships"]


def test_a_query_that_takes_too_long_fails_for_itself_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    limit = service.limit_time

    def slow(milliseconds: int = 0) -> None:
        limit(20)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

    def search(request: SearchRequest) -> Results:
        with monkeypatch.context() as patched:
            if request.text == "slow":
                patched.setattr(service, "limit_time", slow)
            return service.search(request)

    monkeypatch.setattr(command, "search", search)
    monkeypatch.setattr("sys.stdin", io.StringIO("slow\ncaseloads\n"))
    with pytest.raises(SystemExit) as ended:
        call_command("search", "-", "--json")
    assert ended.value.code == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["error"] == service.TOO_LONG
    assert second["count"] >= 2


def test_filters_are_those_of_the_page() -> None:
    found = answers("supervision", "--authority=ashmere", "--year=2014")[0]["results"]
    assert {result["inspection"] for result in found} == {"ashmere-2014-10-06"}
    assert answers("supervision", "--framework=ilacs", "--grade=good")[0]["results"] == []


def test_a_filter_value_that_does_not_exist_is_one_clear_sentence() -> None:
    with pytest.raises(CommandError, match="“superb” is not a value of “grade”"):
        answers("supervision", "--grade=superb")


def test_without_json_it_prints_text() -> None:
    out = io.StringIO()
    call_command("search", "caseloads", stdout=out)
    assert "ashmere-2012-11-12, paragraph 2" in out.getvalue()


def test_the_newest_report_of_each_authority_can_be_searched_alone() -> None:
    found = {result["inspection"][:12] for result in answers("supervision")[0]["results"]}
    newest = {result["inspection"][:12] for result in answers("supervision", "--newest")[0]["results"]}
    assert any("2012" in slug for slug in found)
    assert newest
    assert not any("2012" in slug for slug in newest)
