import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.over_time import draw, step_for, written


def test_years_without_a_report_break_the_line():
    chart = draw([(2019, 1.0), (2020, 2.0), (2022, 1.5), (2023, 1.0)], name="Phrase")
    assert len(chart.lines) == 2
    assert [dot.year for dot in chart.dots] == [2019, 2020, 2022, 2023]
    assert [(row.year, row.value) for row in chart.rows][2] == (2021, None)


def test_no_line_crosses_the_border_of_a_framework():
    chart = draw([(year, 1.0) for year in range(2012, 2020)], name="Phrase")
    places = {dot.x: dot.year for dot in chart.dots}
    runs = [
        [places[float(point.split()[0])] for point in line.removeprefix("M").split("L")]
        for line in chart.lines
    ]
    assert runs == [[2012, 2013], [2014, 2015, 2016, 2017], [2018, 2019]]


def test_every_ground_has_a_name_the_first_one_too():
    chart = draw([(year, 1.0) for year in range(2012, 2020)], name="Phrase")
    assert [" ".join(ground.lines) for ground in chart.grounds] == [
        "Earlier frameworks",
        "Single inspection framework",
        "ILACS",
    ]
    assert [ground.begins for ground in chart.grounds] == [False, True, True]


def test_a_year_that_rests_on_little_is_told_apart_and_the_picture_says_so():
    chart = draw([(2014, 1.0), (2015, 2.0)], name="Phrase", thin=[2015], thin_is="fewer than 4 reports")
    assert [dot.thin for dot in chart.dots] == [False, True]
    assert chart.thin == "fewer than 4 reports"
    assert draw([(2014, 1.0)], name="Phrase").thin == ""


def test_none_is_no_zero():
    chart = draw([(2014, 0.0), (2015, None)], name="Phrase")
    assert [dot.value for dot in chart.dots] == [0.0]


def test_higher_values_stand_higher():
    chart = draw([(2014, 1.0), (2015, 2.0)], name="Phrase")
    assert chart.dots[1].y < chart.dots[0].y


def test_frameworks_begin_between_the_right_years():
    chart = draw([(year, 1.0) for year in range(2012, 2020)], name="Phrase")
    place = {dot.year: dot.x for dot in chart.dots}
    _, sif, ilacs = chart.grounds
    assert place[2013] < sif.x < place[2014]
    assert place[2017] < ilacs.x < place[2018]


def test_only_borders_within_the_years_are_drawn():
    (ground,) = draw([(2019, 1.0), (2020, 1.0)], name="Phrase").grounds
    assert (ground.lines, ground.begins) == (("ILACS",), False)


def test_nothing_at_all_is_a_scale_without_a_line():
    chart = draw([], name="Phrase")
    assert (chart.dots, chart.lines, chart.rows) == ((), (), ())


def test_one_year_is_a_dot():
    chart = draw([(2014, 3.2)], name="Phrase")
    assert chart.lines == ()
    assert len(chart.dots) == 1


@pytest.mark.parametrize(("highest", "step"), [(0, 1), (0.9, 0.2), (1.9, 0.5), (5, 1), (12, 2.5), (47, 10)])
def test_the_scale_has_round_steps(highest, step):
    assert step_for(highest) == step


@pytest.mark.parametrize(("value", "text"), [(2, "2"), (0.5, "0.5"), (1.25, "1.25"), (0.004, "0.004")])
def test_a_value_is_written_short(value, text):
    assert written(value) == text


@given(st.dictionaries(st.integers(2005, 2030), st.floats(0, 1e4) | st.none(), max_size=20))
def test_everything_stays_on_the_drawing(values):
    chart = draw(values.items(), name="Phrase")
    assert all(chart.left <= dot.x <= chart.right for dot in chart.dots)
    assert all(chart.top - 0.1 <= dot.y <= chart.bottom + 0.1 for dot in chart.dots)
    assert len(chart.scale) <= 7
