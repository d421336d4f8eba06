"""What a visit said needs to improve is followed into the next inspection, and what an inspection recommended into the
visits that follow; a comparison with a visit leaves out what does not apply."""

import re
from datetime import date

import pytest
from django.test import Client

from reports.comparing.recommendation_lines import followed, history_of_recommendations
from reports.comparing.service import compare, read
from reports.comparing.terms.vocabulary import count_terms
from reports.models import Authority, Inspection
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db
PLANS = "Pathway plans for care leavers, which are begun too late."
ASKS = "Begin pathway plans for care leavers sooner."
LOOKED_AT = "Inspectors considered pathway plans for care leavers, and how soon these are begun."
SAID = (
    "Pathway plans for care leavers are still begun too late, and many care leavers have never seen theirs."
)


@pytest.fixture(scope="module")
def council(django_db_setup, django_db_blocker):
    """A visit, an inspection, a visit, an area inspection and another inspection of one council."""
    with django_db_blocker.unblock():
        authority = make_authority(name="Northam", slug="northam-visited")
        made = [
            make_inspection(
                authority=authority,
                start=start,
                framework=None if kind else "ilacs",
                kind=kind,
                theme="care leavers" if kind == "visit" else "",
                recommendations=[
                    {
                        "text": PLANS if kind else ASKS,
                        "category": "improvement" if kind else "recommendation",
                        "addressee": "" if kind else "local authority",
                    }
                ],
                paragraphs=[
                    *([{"text": LOOKED_AT, "kind": "text", "section": ["Dear Ms Quill"]}] if kind else []),
                    {"text": SAID, "section": ["Findings"]},
                    "Children are seen alone.",
                    *([{"text": PLANS, "kind": "bullet"}] if kind else []),
                ],
            )
            for start, kind in (
                (date(2018, 6, 1), "visit"),
                (date(2019, 11, 4), ""),
                (date(2021, 3, 1), "visit"),
                (date(2022, 3, 1), "jtai"),
                (date(2023, 5, 1), ""),
            )
        ]
        count_terms()
        yield authority
        for one in made:
            one.delete()
            one.source.delete()
        authority.delete()


def inspections(council: Authority) -> list[Inspection]:
    return list(Inspection.objects.of(council).for_reading().oldest_first())


def test_a_visit_is_followed_into_the_next_inspection_and_an_inspection_into_its_visits_and_all_later_ones(
    council,
):
    visit, first, second_visit, _, newest = inspections(council)
    held = [visit, first, second_visit, newest]
    assert list(followed(held)) == [
        (visit, first),
        (first, second_visit),
        (first, newest),
        (second_visit, newest),
    ]
    history = history_of_recommendations(council)
    assert [asked.inspection for asked in history.asked] == [visit, first, second_visit]
    assert all(step.evidence for line in history.lines for step in line.steps)


def test_an_area_to_improve_has_a_suggested_status_with_its_evidence(council):
    visit, first, *_ = inspections(council)
    (told,) = compare(visit, first).recommendations
    assert told.recommendation.piece.text == PLANS
    assert told.recommendation.piece.noun == "Area for improvement"
    assert 0 < told.confidence <= 1
    assert told.status in (None, told.suggested)
    assert {item.terms.piece.text for item in told.evidence} & {SAID, ASKS}


def test_the_list_of_a_visit_is_no_evidence_beside_itself(council):
    _, first, visit, *_ = inspections(council)
    later = read(first, visit).later
    assert PLANS in [one.piece.text for one in later.recommendations]
    assert PLANS not in [one.piece.text for one in later.body]


def test_what_a_letter_says_was_looked_at_is_no_finding(council):
    _, first, visit, *_ = inspections(council)
    reading = read(first, visit)
    assert LOOKED_AT in [piece.text for piece in reading.later.paragraphs]
    assert LOOKED_AT not in [one.piece.text for one in reading.later.body]
    (told,) = compare(first, visit).recommendations
    assert LOOKED_AT not in [item.terms.piece.text for item in told.evidence]


@pytest.mark.parametrize("pair", [(0, 1), (1, 2)], ids=["visit first", "visit second"])
def test_the_page_leaves_out_judgements_and_says_why(client: Client, council, pair):
    a, b = (inspections(council)[place] for place in pair)
    page = client.get(f"/compare/{a.slug}/{b.slug}/")
    said = page.content.decode()
    assert page.context["comparison"].judgements == ()
    assert 'id="judgements"' not in said
    assert "<h2 id=" in said
    assert "Focused visit: no grades" in said
    assert "It looked at care leavers." in said
    assert "No judgements" not in said
    assert client.get(f"/compare/{a.slug}/{b.slug}/sections/").status_code == 200


def test_the_data_of_a_comparison_name_the_kinds(client: Client, council):
    visit, first, *_ = inspections(council)
    data = client.get(f"/compare/{visit.slug}/{first.slug}.json").json()
    assert (data["a_kind"], data["b_kind"], data["judgements"]) == ("visit", "inspection", [])
    assert data["recommendations"][0]["class"] == "improvement"
    assert client.get(f"/compare/{visit.slug}/{first.slug}.csv").status_code == 200


def test_the_history_of_recommendations_names_visits(client: Client, council):
    page = client.get("/authorities/northam-visited/recommendations/").content.decode()
    assert "Named by the focused visit of" in page
    assert "Area for improvement 1" in page
    lines = client.get("/authorities/northam-visited/recommendations.json").json()
    first = lines["results"][0]
    assert (first["kind"], first["class"], first["steps"][0]["later_kind"]) == (
        "visit",
        "improvement",
        "inspection",
    )


def test_a_visit_can_be_picked_and_an_area_inspection_too(client: Client, council):
    page = client.get("/compare/?authority=northam-visited")
    assert [one.kind for one in page.context["histories"][0]] == ["visit", "", "visit", "jtai", ""]


def test_the_page_of_a_visit_links_what_became_of_it(client: Client, council):
    visit, first, _, joint, newest = inspections(council)
    page = client.get(visit.get_absolute_url())
    assert [other for other, _ in page.context["comparisons"]] == [first]
    assert "What became of these in later inspections" in page.content.decode()
    assert "What became of these" not in client.get(joint.get_absolute_url()).content.decode()
    assert "What became of these" not in client.get(newest.get_absolute_url()).content.decode()


def test_beside_a_visit_the_card_of_a_graded_inspection_shows_its_grades(council, client: Client):
    visit, graded, *_ = inspections(council)
    comparison = compare(visit, graded)
    assert comparison.judgements == ()
    assert comparison.earlier_judgements == ()
    assert [given.strand for given in comparison.later_judgements] == ["overall"]
    page = client.get(f"/compare/{visit.slug}/{graded.slug}/").content.decode()
    first, second = re.findall(r'<section class="card">.*?</section>', page, re.DOTALL)[:2]
    assert ">Good<" not in first
    assert ">Good<" in second
