from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from reports.comparing.notices import notices
from reports.comparing.pairs import UnknownInspectionError, at, beginning_with, canonical
from reports.comparing.service import compare
from reports.comparing.wording import opening
from reports.models import Inspection, Outcome, Recommendation
from reports.models.recommendation_statuses import Status
from reports.themes.tagging import load_themes, tag_inspection
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db

ADVOCACY = "ensure that children have good access to advocacy"
CASELOADS = "reduce the caseloads of social workers"


@pytest.fixture
def pair() -> tuple[Inspection, Inspection]:
    """Two inspections of one authority, tagged: advocacy is asked for again, caseloads are better."""
    authority = make_authority(name="Ashmere")
    earlier = make_inspection(
        authority=authority,
        framework="cp",
        start=date(2012, 11, 1),
        judgements={"overall": "inadequate", "practice": "adequate"},
        recommendations=[ADVOCACY, CASELOADS, "repaint the zebra crossing"],
        paragraphs=["Caseloads are too high.", "Few children know of advocacy.", "The town lies by the sea."],
    )
    later = make_inspection(
        authority=authority,
        framework="sif",
        start=date(2014, 10, 1),
        judgements={"overall": "requires improvement", "care-leavers": "inadequate"},
        recommendations=[
            {"text": "Ensure that more children have access to advocacy.", "number": 1},
            {"text": "Recruit foster carers.", "number": 2},
        ],
        paragraphs=[
            "Ensure that more children have access to advocacy.",
            "Recruit foster carers.",
            "The caseloads of social workers have been reduced and are now good.",
            "Care leavers are proud of their homes.",
        ],
    )
    load_themes()
    for inspection in (earlier, later):
        tag_inspection(inspection)
    return earlier, later


def test_what_became_of_each_recommendation_is_suggested(pair: tuple[Inspection, Inspection]):
    told = compare(*pair).recommendations
    assert [one.status for one in told] == [Status.ASKED_AGAIN, Status.IMPROVED, Status.NOT_FOUND]
    assert [[item.terms.piece.name for item in one.evidence] for one in told] == [["Rec 1"], ["para 3"], []]


def test_a_numbered_recommendation_is_not_a_paragraph_as_well(pair: tuple[Inspection, Inspection]):
    places = [match.terms.piece.anchor for match in compare(*pair).recommendations[0].matches]
    assert places[0] == "rec-1"
    assert "para-1" not in places


def test_later_recommendations_without_an_earlier_counterpart_are_new(pair: tuple[Inspection, Inspection]):
    assert [reading.piece.number for reading in compare(*pair).new] == [2]


def test_what_is_new_stands_by_addressee_and_heading(pair: tuple[Inspection, Inspection]):
    pair[1].recommendations.all().delete()
    for order, (text, heading, addressee) in enumerate(
        [
            ("Recruit foster carers.", "First", "local authority"),
            ("Paint boats.", "First", "LSCB"),
            ("Plant trees.", "Second", "local authority"),
            ("Build homes.", "First", "local authority"),
        ],
        start=1,
    ):
        Recommendation.objects.create(
            inspection=pair[1], order=order, text=text, headings=[heading], addressee=addressee, page=1
        )
    groups = [(g.board, g.heading, [r.piece.order for r in g.recommendations]) for g in compare(*pair).fresh]
    assert groups == [(False, "First", [1, 4]), (False, "Second", [3]), (True, "First", [2])]


def test_the_best_evidence_is_one_recommendation_and_one_paragraph(pair: tuple[Inspection, Inspection]):
    told = compare(*pair).recommendations[0]
    assert [item.terms.piece.name for item in told.best] == ["Rec 1"]
    assert (*told.best, *told.rest) == told.evidence


def test_themes_stand_first_on_which_the_reports_differ_most(pair: tuple[Inspection, Inspection]):
    moved = [abs(row.moved) for row in compare(*pair).moved_themes]
    assert moved == sorted(moved, reverse=True)


def test_the_telling_words_of_the_evidence_are_marked(pair: tuple[Inspection, Inspection]):
    (item,) = compare(*pair).recommendations[1].evidence
    assert "caseloads" in {span.text for span in item.snippet if span.role == "mark"}


def test_themes_are_counted_for_every_thousand_words(pair: tuple[Inspection, Inspection]):
    rows = {row.theme.slug: row for row in compare(*pair).themes}
    caseloads = rows["caseloads"]
    assert (caseloads.a_paragraphs, caseloads.b_paragraphs) == (1, 1)
    assert caseloads.a_per_1000 == round(1000 / 15, 2)
    assert rows["care-leavers"].alone == "later"
    assert "unaccompanied-children" not in rows


def test_the_opening_says_what_a_colleague_would(pair: tuple[Inspection, Inspection]):
    assert opening(compare(*pair)) == (
        "Overall from inadequate to requires improvement; another framework, another scale. "
        "Inadequate in 2014: care leavers (which the earlier report does not judge). "
        "Inspectors made three recommendations in 2012. By comparing wording, we think one was asked for again, one "
        "is reported as improved and for one nothing was found. Another one in 2014 was new. No one has checked this "
        "yet."
    )


def test_the_opening_says_what_a_curator_has_confirmed(pair: tuple[Inspection, Inspection]):
    confirm(pair, position=2, status="mixed")
    said = opening(compare(*pair))
    assert "we think one was asked" in said
    assert said.endswith("A curator has checked one of these.")


def test_of_a_single_recommendation_the_opening_says_what_it_became(pair: tuple[Inspection, Inspection]):
    pair[0].recommendations.exclude(order=1).delete()
    assert (
        "Inspectors made one recommendation in 2012. By comparing wording, we think it was asked"
        in opening(compare(*pair))
    )


def confirm(pair: tuple[Inspection, Inspection], **fields: object) -> Outcome:
    person = User.objects.create_user("curator")
    outcome = Outcome(earlier=pair[0], later=pair[1], confirmed_by=person, **fields)  # type: ignore[misc]
    outcome.full_clean()
    outcome.save()
    return outcome


def test_a_curators_word_stands_before_the_suggestion(pair: tuple[Inspection, Inspection]):
    confirm(pair, position=2, status="mixed", evidence=["para-4"], note="Only in one team.")
    told = compare(*pair).recommendations[1]
    assert told.confirmed
    assert (told.status, told.suggested) == (Status.MIXED, Status.IMPROVED)
    assert [item.terms.piece.anchor for item in told.evidence] == ["para-4"]


def test_a_curators_word_on_words_that_have_changed_is_to_be_checked(pair: tuple[Inspection, Inspection]):
    confirm(pair, position=2, status="mixed")
    pair[0].recommendations.filter(order=2).update(text="reduce the caseloads of everyone")
    told = compare(*pair).recommendations[1]
    assert told.stale
    assert not told.confirmed
    assert told.status == told.suggested


@pytest.mark.parametrize(("position", "evidence"), [(9, []), (1, ["para-99"])])
def test_a_curator_cannot_name_what_the_reports_lack(
    pair: tuple[Inspection, Inspection], position: int, evidence: list[str]
):
    with pytest.raises(ValidationError):
        confirm(pair, position=position, status="mixed", evidence=evidence)


def test_a_comparison_asks_as_many_queries_for_long_reports_as_for_short(
    pair: tuple[Inspection, Inspection], django_assert_max_num_queries
):
    long = [
        make_inspection(
            start=date(2015 + n, 1, 1),
            recommendations=[f"improve matter {m}" for m in range(18)],
            paragraphs=[f"Matter {m} is good." for m in range(180)],
        )
        for n in range(2)
    ]
    for one, other in (pair, long):
        with django_assert_max_num_queries(12):
            compare(one, other)


def test_reports_without_text_or_judgements_are_compared_and_told():
    a, b = make_inspection(judgements={}), make_inspection(judgements={}, start=date(2015, 1, 1))
    comparison = compare(a, b)
    assert [title for title, _ in notices(comparison)] == ["No judgements", "No text"]
    assert comparison.recommendations == ()


def test_different_kinds_of_report_are_told():
    a = make_inspection(framework="lscb", judgements={"lscb": "good"}, paragraphs=["One."])
    b = make_inspection(framework="ilacs", start=date(2019, 1, 1), paragraphs=["Two."])
    assert [title for title, _ in notices(compare(a, b))] == ["Different kinds of report"]


def test_documents_that_have_no_place_can_be_compared():
    a = make_inspection(slug="document-1", paragraphs=["One."])
    Inspection.objects.filter(pk=a.pk).update(authority=None, framework=None, start=None, end=None)
    a.refresh_from_db()
    b = make_inspection(paragraphs=["Two."])
    comparison = compare(b, a)
    assert not comparison.over_time
    assert comparison.judgements == ()


def test_a_pair_has_one_order():
    a, b = make_inspection(start=date(2014, 1, 1)), make_inspection(start=date(2012, 1, 1))
    assert canonical(a, b) == canonical(b, a) == (b, a)


def test_an_inspection_is_found_at_its_older_address():
    a = make_inspection(former_slugs=["document-abc"])
    assert at("document-abc") == a


def test_a_beginning_that_only_one_address_has_is_enough():
    a = make_inspection(slug="ashmere-2012-11-01")
    make_inspection(slug="ashmere-2014-10-01")
    assert beginning_with("ashmere-2012-…") == a
    with pytest.raises(UnknownInspectionError, match="of more than one"):
        beginning_with("ashmere")
    for nothing in ("nowhere", "", "…"):
        with pytest.raises(UnknownInspectionError, match="No inspection"):
            beginning_with(nothing)
