from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.placing import between, spread


def test_places_with_room_between_them_stay_where_they_belong():
    assert spread([10, 60, 90], low=0, high=100, gap=20) == [10, 60, 90]


def test_places_too_close_move_apart_about_their_middle():
    assert spread([50, 50], low=0, high=100, gap=20) == [40, 60]


def test_places_at_the_edge_are_pushed_inwards():
    assert spread([98, 99], low=0, high=100, gap=20) == [80, 100]


def test_places_that_cannot_fit_stand_evenly():
    assert spread([0, 1, 2], low=0, high=10, gap=20) == [0, 5, 10]


def test_no_places_are_no_places():
    assert spread([], low=0, high=10, gap=1) == []


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=12))
def test_places_keep_their_order_their_gap_and_their_bounds(wanted):
    wanted.sort()
    places = spread(wanted, low=0, high=240, gap=20)
    assert all(0 - 1e-6 <= place <= 240 + 1e-6 for place in places)
    assert all(later - earlier >= 20 - 1e-6 for earlier, later in pairwise(places))


@pytest.mark.parametrize(("value", "place"), [(2012, 0), (2013, 50), (2014, 100), (2015, 110), (2010, -100)])
def test_a_value_between_two_known_ones_stands_between_their_places(value, place):
    assert between(value, known=[(2012, 0), (2014, 100), (2018, 140)]) == pytest.approx(place)


def test_with_one_known_place_every_value_is_there():
    assert between(2020, known=[(2012, 30)]) == 30
