from datetime import date
from itertools import pairwise

from reports.charts.timeline import State, Visit, draw
from reports.charts.visits import Ungraded

STRANDS = [("overall", "Overall effectiveness")]


def graded(year: int) -> Visit:
    return Visit(f"/{year}/", date(year, 6, 1), "ilacs", "ILACS", {"overall": State("good")})


def ungraded(*days: date) -> list[Ungraded]:
    return [Ungraded(f"/{day}/", day, "visit", "Visit", f"Focused visit, {day:%B %Y}") for day in days]


def test_visits_do_not_move_the_grades_and_are_joined_with_nothing():
    visits = [graded(2018), graded(2022)]
    plain = draw(visits, strands=STRANDS, today=date(2024, 1, 1))
    drawn = draw(visits, strands=STRANDS, today=date(2024, 1, 1), ungraded=ungraded(date(2020, 6, 1)))
    assert drawn.marks == plain.marks
    assert drawn.threads == plain.threads
    assert drawn.axis > plain.axis == plain.bottom == drawn.bottom


def test_a_visit_halfway_between_two_inspections_is_drawn_halfway():
    drawn = draw([graded(2018), graded(2022)], strands=STRANDS, ungraded=ungraded(date(2020, 6, 1)))
    (mark,) = drawn.ungraded
    first, last = (tick.x for tick in drawn.dates)
    assert abs(mark.x - (first + last) / 2) < 2


def test_visits_of_one_month_do_not_touch_and_none_leaves_the_picture():
    days = [date(2023, 12, day) for day in (1, 2, 3, 4)]
    drawn = draw([graded(2018)], strands=STRANDS, today=date(2024, 1, 1), ungraded=ungraded(*days))
    places = [mark.x for mark in drawn.ungraded]
    assert all(after - before > 40 for before, after in pairwise(places))
    assert places[-1] + 40 < drawn.width


def test_a_visit_before_the_first_inspection_is_left_of_it():
    drawn = draw([graded(2018), graded(2022)], strands=STRANDS, ungraded=ungraded(date(2012, 6, 1)))
    assert drawn.ungraded[0].x < drawn.dates[0].x < drawn.dates[1].x
