"""A search as CSV, JSON and a feed."""

import csv
import io
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from reports.models import Inspection, Recommendation
from reports.search.plan import bounds
from tests.search.archive import make_archive
from tests.views.pages import get

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def archive(db: None) -> dict[str, Inspection]:
    return make_archive()


@pytest.mark.usefixtures("archive")
def test_csv_has_a_row_for_each_text_found(client: Client) -> None:
    response = get(client, path="/search.csv", q="ashmere 2014 supervision", also="off")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["inspection"] == "ashmere-2014-10-06"
    assert rows[0]["grade"] == "good"
    assert rows[0]["grade_status"] == "graded"
    assert rows[0]["text"] == "Supervision of social workers is regular and reflective."


@pytest.mark.usefixtures("archive")
def test_json_has_the_same_rows_under_the_count(client: Client) -> None:
    response = get(client, path="/search.json", q="tenancy", also="off")
    answer = response.json()
    assert answer["count"] == 1
    assert answer["count_is_exact"] is True
    assert answer["results"][0]["number"] == 1


def csv_of(client: Client, **asked: str) -> list[dict[str, str]]:
    response = get(client, path="/search.csv", **asked)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.usefixtures("archive")
def test_data_say_which_texts_hold_all_words_and_which_are_only_near(client: Client) -> None:
    rows = csv_of(client, q="supervision caseloads", also="off")
    near = [row["nearest"] for row in rows]
    assert near == sorted(near)
    assert set(near) == {"false", "true"}
    assert all(row["url"].endswith(f"#{row['anchor']}") for row in rows)
    response = get(client, path="/search.json", q="supervision caseloads", also="off")
    answer = response.json()
    assert [str(row["nearest"]).lower() for row in answer["results"]] == near
    assert [row["anchor"] for row in answer["results"]] == [row["anchor"] for row in rows]


@pytest.mark.usefixtures("archive")
def test_data_that_hold_everything_say_that_they_are_not_cut(client: Client) -> None:
    rows = csv_of(client, q="caseloads", also="off")
    assert list(rows[0])[-2:] == ["matching", "cut"]
    assert {(row["matching"], row["cut"]) for row in rows} == {(str(len(rows)), "false")}


@pytest.mark.usefixtures("archive")
def test_data_that_are_cut_say_so_and_how_many_there_are(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "EXACT", 2)
    monkeypatch.setattr(bounds, "WINDOW", 1)
    rows = csv_of(client, q="workers", also="off")
    assert {row["cut"] for row in rows} == {"true"}
    assert {int(row["matching"]) > len(rows) for row in rows} == {True}
    response = get(client, path="/search.json", q="workers", also="off")
    answer = response.json()
    assert answer["cut"] is True
    assert answer["listed"] == len(answer["results"]) < answer["count"]


@pytest.mark.usefixtures("archive")
def test_recommendations_are_data_by_filters_alone(client: Client) -> None:
    rows = csv_of(client, **{"in": "recommendations", "authority": "ashmere", "to": "2013"})
    assert [row["text"] for row in rows] == ["Reduce the caseloads of social workers."]
    assert [row["nearest"] for row in rows] == ["false"]


@pytest.mark.usefixtures("archive")
def test_a_search_is_an_atom_feed_the_newest_first(client: Client) -> None:
    response = get(client, path="/search.atom", q="supervision", also="off")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id", "") for entry in entries]
    assert all(each.startswith("https://testserver/inspections/") for each in ids)
    assert len(set(ids)) == len(ids)
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "Calderwick, March 2019: page 5",
        "Ashmere, October 2014: paragraph 2",
        "Ashmere, November 2012: paragraph 2",
    ]
    assert all(entry.findtext(f"{ATOM}updated") for entry in entries)


@pytest.mark.usefixtures("archive")
def test_a_feed_begins_with_the_report_that_was_published_last(client: Client) -> None:
    Inspection.objects.filter(slug__contains="2012-11").update(published=date(2019, 12, 2))
    response = get(client, path="/search.atom", q="supervision", also="off")
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 - our own
    assert entries[0].findtext(f"{ATOM}title") == "Ashmere, November 2012: paragraph 2"


@pytest.mark.usefixtures("archive")
def test_an_entry_of_a_feed_says_when_it_was_published_only_where_its_report_says_so(client: Client) -> None:
    Inspection.objects.filter(slug__contains="2014-10").update(published=date(2014, 12, 19))
    response = get(client, path="/search.atom", q="supervision", also="off")
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 - our own
    published = [entry.findtext(f"{ATOM}published") for entry in entries]
    assert published == [None, "2014-12-19T00:00:00+00:00", None]


def test_a_feed_with_a_filter_that_there_is_not_is_refused_with_a_sentence(client: Client, db: None) -> None:
    response = client.get("/search.atom", {"q": "plans", "grade": "nonsense"})
    assert response.status_code == 400
    assert response.content.decode() == (
        "“nonsense” is not a value of “grade”. Use one of: outstanding, good, requires-improvement, adequate, "
        "inadequate, none.\n"
    )


@pytest.mark.usefixtures("archive")
def test_all_recommendations_are_data_without_words_and_filters(client: Client) -> None:
    rows = csv_of(client, **{"in": "recommendations"})
    assert {(row["inspection"], row["anchor"]) for row in rows} == {
        (recommendation.inspection.slug, recommendation.anchor)
        for recommendation in Recommendation.objects.select_related("inspection")
    }
    assert {row["cut"] for row in rows} == {"false"}


@pytest.mark.parametrize("path", ["/search.csv", "/search.json"])
def test_data_of_no_question_say_so(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 400
    assert "Nothing is asked for" in response.content.decode()
