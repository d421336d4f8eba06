import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import frameworks
from reports.charts import timeline
from reports.charts.lettering import width_of
from reports.charts.timeline import State, Visit, draw

STRANDS = [("overall", "Overall effectiveness"), ("adoption", "Adoption")]


def visit(year: int, framework: str, **words: str) -> Visit:
    return Visit(
        url=f"/{year}/",
        start=date(year, 6, 1),
        framework=framework,
        framework_name=frameworks.BY_KEY[framework].short,
        states={key: State(word, graded=word != "not judged") for key, word in words.items()},
    )


def marks(drawing: timeline.Timeline, lane: int) -> list[timeline.Mark]:
    return [mark for mark in drawing.marks if mark.y == drawing.lanes[lane].y]


def test_a_lane_has_a_mark_for_each_inspection():
    drawing = draw(
        [visit(2012, "cp", overall="adequate"), visit(2014, "sif", overall="good")], strands=STRANDS
    )
    assert [mark.word for mark in marks(drawing, 0)] == ["adequate", "good"]


def test_a_strand_that_the_framework_does_not_judge_is_a_gap_without_a_word():
    drawing = draw([visit(2012, "cp", overall="good"), visit(2014, "sif", adoption="good")], strands=STRANDS)
    gap = marks(drawing, 1)[0]
    assert (gap.word, gap.lines) == ("not in framework", ())
    assert gap.title == "Adoption, June 2012: not in this framework"


def test_a_line_joins_grades_inside_one_framework_only():
    drawing = draw(
        [
            visit(2014, "sif", overall="good"),
            visit(2018, "ilacs", overall="good"),
            visit(2022, "ilacs", overall="good"),
        ],
        strands=STRANDS,
    )
    _, second, third = marks(drawing, 0)
    assert len(drawing.threads) == 1
    assert second.x < drawing.threads[0].x1 < drawing.threads[0].x2 < third.x


def test_no_line_leads_to_what_was_not_judged():
    drawing = draw(
        [visit(2018, "ilacs", overall="good"), visit(2022, "ilacs", overall="not judged")], strands=STRANDS
    )
    assert drawing.threads == ()


def test_each_run_of_a_framework_has_a_ground_of_its_own():
    drawing = draw(
        [visit(2014, "sif"), visit(2015, "lscb"), visit(2016, "sif"), visit(2019, "ilacs")], strands=STRANDS
    )
    assert [" ".join(ground.lines) for ground in drawing.grounds] == [
        "Single inspection framework",
        "Review of the LSCB",
        "Single inspection framework",
        "ILACS",
    ]


def test_one_inspection_alone_is_drawn():
    drawing = draw([visit(2019, "ilacs", overall="good")], strands=STRANDS)
    assert len(drawing.grounds) == 1
    assert drawing.threads == ()


def test_without_an_inspection_there_is_no_picture():
    with pytest.raises(ValueError, match="at least one"):
        draw([], strands=STRANDS)


def test_the_timeline_runs_on_to_today_and_says_how_long_that_is():
    visits = [visit(2019, "ilacs", overall="good"), visit(2022, "ilacs", overall="good")]
    drawing = draw(visits, strands=STRANDS, today=date(2026, 4, 2))
    assert drawing.since == "3 years 10 months since"
    last = drawing.marks[1]
    assert drawing.grounds[-1].x + drawing.grounds[-1].width == drawing.width
    assert last.x + timeline.DATE + width_of(drawing.since) <= drawing.width + timeline.LEAD
    assert drawing.years[-1].label >= "2024"


def test_every_tick_of_the_axis_has_its_year():
    visits = [visit(year, "ilacs", overall="good") for year in (2018, 2022, 2025)]
    drawing = draw(visits, strands=STRANDS, today=date(2026, 11, 2))
    assert drawing.years
    assert all(tick.label for tick in drawing.years)


def test_a_framework_that_has_ended_does_not_run_on_to_today():
    drawing = draw([visit(2014, "sif", overall="good")], strands=STRANDS, today=date(2026, 4, 2))
    assert drawing.grounds[0].x + drawing.grounds[0].width < drawing.width / 2


CARE = [
    ("overall", "Overall effectiveness"),
    ("care", "Children in care"),
    ("care-and-care-leavers", "Children in care and care leavers"),
    ("adoption", "Adoption"),
    ("care-leavers", "Care leavers"),
]


def braid(*visits: Visit) -> timeline.Timeline:
    return draw(visits, strands=CARE)


def both(year: int, grade: str) -> Visit:
    return visit(year, "ilacs", **{"care": grade, "care-leavers": grade})


def one(year: int, grade: str) -> Visit:
    return visit(year, "ilacs", **{"care-and-care-leavers": grade})


def test_what_was_judged_in_one_row_stands_between_the_two_lanes_that_it_became():
    drawing = braid(one(2019, "good"), both(2023, "outstanding"))
    assert [" ".join(lane.lines) for lane in drawing.lanes] == [
        "Overall effectiveness",
        "Children in care",
        "Care leavers",
        "Adoption",
    ]
    care, leavers = drawing.lanes[1].y, drawing.lanes[2].y
    (yoke,) = drawing.yokes
    assert (yoke.top, yoke.middle, yoke.bottom) == (care, (care + leavers) / 2, leavers)
    (together,) = [mark for mark in drawing.marks if mark.y == yoke.middle]
    assert together.title == "Children in care and care leavers, June 2019: good"
    assert [(thread.y, thread.to) for thread in drawing.threads] == [
        (yoke.middle, care),
        (yoke.middle, leavers),
    ]


def test_the_two_lanes_have_no_ring_where_one_judgement_stands_for_both():
    drawing = braid(one(2019, "good"), both(2023, "good"))
    assert not [
        m
        for m in drawing.marks
        if m.word == "not in framework" and "2019: not" in m.title and "Care" in m.title
    ]


def test_two_judgements_that_became_one_again_are_joined_to_it():
    drawing = braid(both(2019, "good"), one(2023, "good"))
    middle = drawing.yokes[0].middle
    assert {thread.to for thread in drawing.threads} == {middle}


def test_one_row_follows_another_with_a_whole_line():
    drawing = braid(one(2018, "good"), one(2021, "good"), both(2024, "good"))
    assert [thread.to is None for thread in drawing.threads].count(True) == 1


YEARS = st.lists(
    st.tuples(st.integers(2005, 2030), st.sampled_from(sorted(frameworks.BY_KEY))), min_size=1, max_size=14
)


@given(YEARS)
def test_words_never_leave_their_ground_and_lines_never_run_through_words(visits):
    visits.sort()
    drawing = draw(
        [visit(year, key, overall="requires improvement", adoption="inadequate") for year, key in visits],
        strands=STRANDS,
    )
    for mark in drawing.marks:
        ground = next(g for g in drawing.grounds if g.x <= mark.x <= g.x + g.width)
        end = mark.x + timeline.WORD + max(width_of(line) for line in mark.lines)
        assert end <= ground.x + ground.width
        for thread in drawing.threads:
            if thread.y == mark.y:
                assert thread.x2 <= mark.x or thread.x1 >= end
    assert drawing.grounds[-1].x + drawing.grounds[-1].width <= drawing.width + 0.1
    ticks = [tick.x for tick in drawing.years]
    assert all(later - earlier >= 43 for earlier, later in itertools.pairwise(ticks))
