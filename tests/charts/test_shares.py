import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reports.charts.shares import HEIGHT, ORDER, Year, draw, parts_of


def test_parts_stand_in_the_order_of_the_grades():
    parts = parts_of({"inadequate": 1, "good": 2, "outstanding": 1}, length=100)
    assert [(part.word, part.start, part.length, part.percent) for part in parts] == [
        ("outstanding", 0, 25, 25),
        ("good", 25, 50, 50),
        ("inadequate", 75, 25, 25),
    ]


def test_a_column_grows_from_the_ground_the_best_grade_first():
    parts = parts_of({"good": 1, "inadequate": 3}, length=200, upward=True)
    assert [(part.word, part.start) for part in parts] == [("good", 150), ("inadequate", 0)]


def test_adequate_and_requires_improvement_are_parts_of_their_own():
    parts = parts_of({"adequate": 1, "requires improvement": 1}, length=100)
    assert [part.word for part in parts] == ["requires improvement", "adequate"]


def test_a_part_too_low_for_its_number_has_none():
    small, large = parts_of({"good": 1, "inadequate": 99}, length=HEIGHT)
    assert (small.label, large.label) == ("", "99")


def test_nothing_has_no_parts():
    assert parts_of({}, length=100) == ()


@given(st.dictionaries(st.sampled_from(ORDER), st.integers(0, 200)))
def test_parts_fill_the_whole_without_overlap(counts):
    parts = parts_of(counts, length=240)
    if sum(counts.values()):
        assert abs(sum(part.length for part in parts) - 240) <= 0.1 * len(parts)
        for earlier, later in itertools.pairwise(parts):
            assert abs(earlier.start + earlier.length - later.start) <= 0.11


def test_each_framework_has_its_own_ground_though_they_share_a_year():
    drawing = draw(
        [
            Year(2013, "cp", "Protection of children", Counter(good=2)),
            Year(2013, "sif", "Single inspection framework", Counter(good=1)),
            Year(2014, "sif", "Single inspection framework", Counter(good=1)),
        ]
    )
    first, second = drawing.grounds
    assert [column.label for column in drawing.columns] == ["2013", "2013", "2014"]
    assert first.x + first.width < second.x
    assert second.x < drawing.columns[1].x < drawing.columns[2].x < second.x + second.width <= drawing.width


def test_a_year_without_an_inspection_is_left_out():
    assert draw([Year(2013, "sif", "SIF", Counter())]).columns == ()


def test_a_column_is_as_high_as_what_it_counts():
    few, many = draw(
        [Year(2013, "cp", "CP", Counter(good=2)), Year(2014, "cp", "CP", Counter(good=40))]
    ).columns
    assert [part.start + part.length for part in (*few.parts, *many.parts)] == [HEIGHT, HEIGHT]
    assert many.parts[0].length == HEIGHT
    assert few.parts[0].length == HEIGHT / 20


def test_the_scale_is_round_and_the_highest_column_fills_the_drawing():
    drawing = draw([Year(2013, "cp", "CP", Counter(good=152))])
    assert [number for number, _ in drawing.lines] == [0, 50, 100, 150]
    assert drawing.columns[0].parts[0].length == HEIGHT
    assert [number for number, _ in draw([Year(2013, "cp", "CP", Counter(good=3))]).lines] == [0, 1, 2, 3]


def test_a_part_too_low_to_be_hit_leads_nowhere():
    counts = {"good": 1, "inadequate": 99}
    low, high = (
        draw([Year(2013, "cp", "CP", counts, urls={"good": "/a/", "inadequate": "/b/"})]).columns[0].parts
    )
    assert (low.link, high.link) == ("", "/b/")
