"""A fourth kind without grades, added as CONTRIBUTING says: a description alone, and every page knows it."""

import json

import pytest

pytestmark = pytest.mark.xdist_group("additions")


@pytest.fixture
def pages(journey: dict) -> dict[str, str]:
    return {name: text for name, (_, text) in journey["pages"].items()}


def test_its_letter_is_read(journey: dict):
    assert journey["call"] == {
        "authority": "Ashmere",
        "theme": "the homes that care leavers live in",
        "start": "2024-06-04",
        "end": "2024-06-05",
        "asked": ["The plan that each child has, which says too little about who will do what by when."],
        "lead": "Josephine Marr",
        "warnings": [],
    }


def test_every_kind_of_page_opens(journey: dict):
    of_kind = {name: status for name, (status, _) in journey["pages"].items() if name.startswith("kind-")}
    assert len(of_kind) > 20
    assert set(of_kind.values()) == {200}


@pytest.mark.parametrize(
    "name", ["home", "authority", "kind-inspection", "kind-list", "kind-search", "kind-themes", "kind-theme"]
)
def test_pages_name_it(pages: dict[str, str], name: str):
    assert "progress call" in pages[name].lower()


@pytest.mark.parametrize("name", ["authority", "kind-inspection", "kind-list"])
def test_pages_show_its_sign(pages: dict[str, str], name: str):
    assert 'd="M2 2l12 12M14 2L2 14"' in pages[name]


def test_data_have_it_alone_where_it_is_asked_for(pages: dict[str, str]):
    (row,) = json.loads(pages["kind-list-json"])["results"]
    assert (row["kind"], row["theme"]) == ("call", "the homes that care leavers live in")
    assert {hit["inspection"] for hit in json.loads(pages["kind-search-json"])["results"]} == {
        row["inspection"]
    }


def test_what_it_asks_for_is_followed_into_the_next_inspection(pages: dict[str, str]):
    followed = json.loads(pages["authority-recommendations-json"])
    asked = [one for one in followed["results"] if one["inspection"].endswith("2024-06-04")]
    assert [step["later_inspection"] for step in asked[0]["steps"]] == ["ashmere-2025-03-03"]
