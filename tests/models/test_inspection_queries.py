from datetime import date

import pytest

from reports.models import Inspection
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def slugs(inspections) -> list[str]:
    return [inspection.slug for inspection in inspections]


def test_a_document_without_authority_framework_or_start_is_not_placed():
    placed = make_inspection()
    for field in ("authority", "framework", "start"):
        Inspection.objects.filter(pk=make_inspection().pk).update(**{field: None})
    assert slugs(Inspection.objects.placed()) == [placed.slug]


def test_a_chain_narrows_by_authority_and_judgement_and_orders_by_date():
    authority = make_authority(name="Ashmere")
    old = make_inspection(
        authority=authority, start=date(2014, 5, 1), judgements={"care-leavers": "inadequate"}
    )
    new = make_inspection(
        authority=authority, start=date(2017, 5, 1), judgements={"care-leavers": "inadequate"}
    )
    make_inspection(authority=authority, start=date(2019, 5, 1), judgements={"care-leavers": "good"})
    make_inspection(judgements={"care-leavers": "inadequate"})
    found = Inspection.objects.of(authority).judged("care-leavers", "inadequate").newest_first()
    assert slugs(found) == [new.slug, old.slug]


def test_several_states_of_one_strand_are_alternatives():
    good = make_inspection(judgements={"overall": "good"})
    silent = make_inspection(judgements={"overall": "not judged"})
    make_inspection(judgements={"overall": "inadequate"})
    found = Inspection.objects.judged("overall", "good", "not judged").order_by("pk")
    assert slugs(found) == [good.slug, silent.slug]


def test_not_in_framework_is_the_absence_of_any_judgement_of_the_strand():
    make_inspection(judgements={"overall": "good", "adoption": "good"})
    make_inspection(judgements={"overall": "good", "adoption": "not judged"})
    without = make_inspection(framework="cp", judgements={"overall": "adequate"})
    assert slugs(Inspection.objects.judged("adoption", "not in framework")) == [without.slug]


def test_adequate_is_not_requires_improvement():
    make_inspection(framework="cp", judgements={"overall": "adequate"})
    later = make_inspection(judgements={"overall": "requires improvement"})
    assert slugs(Inspection.objects.judged("overall", "requires improvement")) == [later.slug]


def test_with_overall_tells_a_grade_from_not_judged_and_from_no_judgement():
    make_inspection(slug="graded", judgements={"overall": "good"})
    make_inspection(slug="silent", judgements={"overall": "not judged"})
    make_inspection(slug="without", framework="lscb", judgements={"lscb": "good"})
    found = {
        each.slug: (each.overall_grade, each.overall_status) for each in Inspection.objects.with_overall()
    }
    assert found == {
        "graded": ("good", "graded"),
        "silent": (None, "not judged"),
        "without": (None, "not in framework"),
    }


def test_grades_sort_by_their_order_and_what_has_none_comes_last_both_ways():
    for grade in ("inadequate", "outstanding", "adequate", "good", "requires improvement", "not judged"):
        framework = "cp" if grade == "adequate" else "ilacs"
        make_inspection(slug=grade.replace(" ", "-"), framework=framework, judgements={"overall": grade})
    graded = ["outstanding", "good", "requires-improvement", "adequate", "inadequate"]
    inspections = Inspection.objects.with_overall()
    assert slugs(inspections.best_first()) == [*graded, "not-judged"]
    assert slugs(inspections.worst_first()) == [*reversed(graded), "not-judged"]


def test_the_history_of_an_inspection_is_its_authoritys_oldest_first():
    authority = make_authority()
    new = make_inspection(authority=authority, start=date(2019, 1, 7), framework="ilacs")
    old = make_inspection(authority=authority, start=date(2012, 1, 9), framework="cp")
    make_inspection()
    assert slugs(Inspection.objects.history_of(new)) == [old.slug, new.slug]


def test_a_report_that_leaves_out_a_strand_of_its_framework_has_not_judged_it():
    whole = make_inspection(framework="sif", judgements={"overall": "good", "lscb": "good"})
    again = make_inspection(framework="sif", judgements={"overall": "good"})
    later = make_inspection(framework="ilacs", judgements={"overall": "good"})
    unknown = make_inspection(framework=None, title="A letter", judgements={})
    found = Inspection.objects.oldest_first()
    assert slugs(found.judged("lscb", "not judged")) == [again.slug]
    assert set(slugs(found.judged("lscb", "not in framework"))) == {later.slug, unknown.slug}
    assert slugs(found.judged("lscb", "good")) == [whole.slug]


def test_a_strand_judged_in_one_row_with_another_is_judged_jointly_and_neither_graded_nor_missing():
    joint = make_inspection(
        framework="ilacs", judgements={"overall": "good", "care-and-care-leavers": "inadequate"}
    )
    alone = make_inspection(framework="ilacs", judgements={"care": "good", "care-leavers": "inadequate"})
    without = make_inspection(framework="ilacs", judgements={"overall": "good"})
    blank = make_inspection(framework="ilacs", judgements={"care-and-care-leavers": "not judged"})
    found = Inspection.objects.order_by("pk")
    for strand in ("care", "care-leavers"):
        assert slugs(found.judged(strand, "judged jointly")) == [joint.slug]
        assert slugs(found.judged(strand, "inadequate jointly")) == [joint.slug]
        assert slugs(found.judged(strand, "good jointly")) == []
        assert slugs(found.judged(strand, "not judged")) == [without.slug, blank.slug]
        assert slugs(found.judged(strand, "not in framework")) == []
    assert slugs(found.judged("care-leavers", "inadequate")) == [alone.slug]
    assert slugs(found.judged("care-leavers", "inadequate", "inadequate jointly")) == [joint.slug, alone.slug]
