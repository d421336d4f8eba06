"""Every list as JSON has one shape, and its pages lead from one to the next."""

import json
import re
from datetime import date

import pytest
from django.test import Client, RequestFactory

from reports.exports.json_list import LICENCE, JsonList, list_response
from reports.models import ArchiveVersion
from reports.models.archive_version import Version, reading
from tests.builders import make_authority, make_inspection

SHAPE = {"count", "count_is_exact", "results", "next", "previous", "licence", "archive_version"}
LISTS = {
    "/authorities.json": set(),
    "/authorities/ashmere/recommendations.json": {"authority", "inspections"},
    "/inspections.json": set(),
    "/search.json?q=plans": {"query", "holding_all_words", "listed", "cut"},
    "/national.json": set(),
    "/national/grid.json": set(),
    "/themes.json": set(),
    "/trajectories.json": set(),
    "/changes.json": set(),
    "/about/quality/official.json": set(),
    "/about/quality/warnings.json": set(),
    "/about/quality/corrections.json": set(),
}


def asked(url: str, found: JsonList):
    with reading(Version(7, None)):  # type: ignore[arg-type]
        return list_response(RequestFactory().get(url), found)


def numbers(count: int) -> JsonList:
    return JsonList(count, lambda first, end: [{"at": at} for at in range(first, min(end, count))])


def test_a_page_of_a_list_leads_to_the_others():
    response = asked("/list.json?region=x&per_page=3&page=2", numbers(8))
    found = json.loads(response.content)
    assert [row["at"] for row in found["results"]] == [3, 4, 5]
    assert found["next"] == "http://testserver/list.json?region=x&per_page=3&page=3"
    assert found["previous"] == "http://testserver/list.json?region=x&per_page=3&page=1"
    assert (found["count"], found["archive_version"], found["licence"]) == (8, 7, LICENCE)
    rels = re.findall(r'<[^>]*>; rel="(\w+)"', response["Link"])
    assert rels == ["first", "prev", "next", "last", "license"]


@pytest.mark.parametrize(("page", "rows"), [(1, 3), (2, 3), (3, 2)])
def test_the_pages_together_hold_every_row_once(page: int, rows: int):

    found = json.loads(asked(f"/list.json?per_page=3&page={page}", numbers(8)).content)
    assert len(found["results"]) == rows
    assert (found["next"] is None) == (page == 3)
    assert (found["previous"] is None) == (page == 1)


def test_an_empty_list_has_one_empty_page():

    found = json.loads(asked("/list.json", numbers(0)).content)
    assert (found["count"], found["results"], found["next"], found["previous"]) == (0, [], None, None)
    assert asked("/list.json?page=2", numbers(0)).status_code == 400


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "x", "²", "1" * 12, "%00"])
def test_a_page_that_there_cannot_be_is_refused_with_a_sentence(given: str):
    response = asked(f"/list.json?page={given}", numbers(8))
    assert response.status_code == 400
    assert b"page" in response.content


@pytest.mark.django_db
def test_every_list_has_the_one_shape(client: Client):
    authority = make_authority(name="Ashmere")
    for year in (2014, 2016):
        make_inspection(
            authority=authority,
            start=date(year, 3, 1),
            judgements={"overall": "good"},
            paragraphs=["A paragraph about plans."],
            recommendations=["Make plans."],
        )
    for path, more in LISTS.items():
        found = client.get(path).json()
        assert set(found) == SHAPE | more, path
        assert found["archive_version"] == ArchiveVersion.current().number, path
    one = client.get("/authorities/ashmere.json").json()
    assert set(one) > SHAPE
    assert one["authority"] == "Ashmere"
    assert sorted({row["start"] for row in one["results"]}) == ["2014-03-01", "2016-03-01"]


@pytest.mark.django_db
def test_a_page_of_inspections_costs_as_many_queries_at_any_size(
    client: Client, django_assert_max_num_queries
):
    for number in range(12):
        make_inspection(authority=make_authority(name=f"Town {number}"), judgements={"overall": "good"})
    with django_assert_max_num_queries(9):
        assert len(client.get("/inspections.json?per_page=2").json()["results"]) == 2
    with django_assert_max_num_queries(9):
        assert len(client.get("/inspections.json?per_page=12").json()["results"]) == 12
