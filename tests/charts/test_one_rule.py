"""One rule for every chart and every list: "adequate" and "requires improvement" are never joined or set against.

Each chart of `reports.charts` is on the table below, with how it is held to the rule; a chart that is not on it fails.
"""

import pkgutil
from collections.abc import Callable
from datetime import date
from importlib import import_module
from itertools import permutations, product

import pytest
from django.test import Client

from reports import charts, frameworks
from reports.charts import movements, over_time, shares, sparkline, timeline
from reports.comparing.judgements import Given, movement
from reports.frameworks import may_be_set_against
from tests.builders import make_authority, make_inspection

FRAMEWORKS = [framework.key for framework in frameworks.FRAMEWORKS]
APART = {"adequate", "requires improvement"}
# The earlier and the later grade, each on the scale of its framework.
CASES = [
    (a, grade_a, b, grade_b)
    for a, b in product(FRAMEWORKS, repeat=2)
    for grade_a, grade_b in product(frameworks.BY_KEY[a].scale, frameworks.BY_KEY[b].scale)
]


def movements_join(a: str, grade_a: str, b: str, grade_b: str) -> bool:
    """The drawing of a comparison, where the crosswalk would allow every line."""
    rows = [
        row
        for likeness in ("same", "partly")
        for row in movements.draw(
            [movements.Movement("Overall", grade_a, grade_b, likeness, "")],  # type: ignore[arg-type]
            frameworks_of=(a, b),
            titles=("", ""),
        ).rows
    ]
    return any(row.line for row in rows)


def timeline_joins(a: str, grade_a: str, b: str, grade_b: str) -> bool:
    """The timeline of one lane, and of two lanes that were judged in one row; even within one ground."""
    lanes = [
        ("overall", "Overall"),
        ("care", "Care"),
        ("care-leavers", "Leavers"),
        (timeline.TOGETHER, "Both"),
    ]
    drawn = []
    for first, second, ground in (
        (["overall"], ["overall"], b),
        (["overall"], ["overall"], a),
        ([timeline.TOGETHER], ["care", "care-leavers"], b),
        (["care", "care-leavers"], [timeline.TOGETHER], b),
    ):
        visits = [
            timeline.Visit("", date(year, 1, 1), ground, "Name", {key: timeline.State(word) for key in keys})
            for year, keys, word in ((2014, first, grade_a), (2019, second, grade_b))
        ]
        drawn.append(timeline.draw(visits, strands=lanes).threads)
    return any(drawn)


def shares_join(a: str, grade_a: str, b: str, grade_b: str) -> bool:
    """A column or bar that counts both grades as one part."""
    parts = shares.parts_of({grade_a: 2} if grade_a == grade_b else {grade_a: 1, grade_b: 1}, length=100)
    return len(parts) == 1 and grade_a != grade_b


def draws_no_grades(a: str, grade_a: str, b: str, grade_b: str) -> bool:
    """Numbers of words and texts alone: there is no grade to join."""
    return False


CHARTS: dict[object, Callable[[str, str, str, str], bool]] = {
    movements: movements_join,
    timeline: timeline_joins,
    shares: shares_join,
    over_time: draws_no_grades,
    sparkline: draws_no_grades,
}


def test_no_chart_is_forgotten_here():
    modules = [import_module(f"reports.charts.{each.name}") for each in pkgutil.iter_modules(charts.__path__)]
    assert {module for module in modules if hasattr(module, "draw")} == set(CHARTS)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.__name__)
def test_no_chart_joins_grades_of_different_scales(chart):
    joined = {(x, y) for a, x, b, y in CASES if CHARTS[chart](a, x, b, y)}
    assert not {pair for pair in joined if set(pair) == APART}


@pytest.mark.parametrize("chart", [movements, timeline], ids=lambda chart: chart.__name__)
def test_charts_that_join_do_join_what_they_may(chart):
    assert CHARTS[chart]("sif", "good", "ilacs", "inadequate")
    assert CHARTS[chart]("cp", "adequate", "cp", "inadequate")


def test_no_list_says_that_one_moved_to_the_other():
    for a, x, b, y in CASES:
        said, direction = movement(Given("overall", "", x, "graded"), Given("overall", "", y, "graded"), a, b)
        if {x, y} == APART:
            assert (direction, said.startswith("not comparable")) == ("none", True)


def test_the_rule_is_about_these_two_alone():
    assert [pair for pair in permutations(frameworks.GRADES, 2) if not may_be_set_against(*pair)] == [
        ("requires improvement", "adequate"),
        ("adequate", "requires improvement"),
    ]


@pytest.mark.django_db
def test_the_comparisons_page_draws_no_line_between_them(client: Client):
    authority = make_authority(name="Calderwick")
    for framework, year, grade in (("cp", 2013, "adequate"), ("sif", 2015, "requires improvement")):
        make_inspection(
            authority=authority,
            framework=framework,
            start=date(year, 3, 1),
            judgements={"overall": grade, "leadership": "good"},
        )
    response = client.get("/compare/calderwick-2013-03-01/calderwick-2015-03-01/")
    lines = {row.name: row.line for row in response.context["chart"].rows}
    assert lines["Overall effectiveness"] == ""
    assert any(lines.values())
