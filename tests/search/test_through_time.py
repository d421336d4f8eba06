"""A query through time."""

import pytest

from reports.models import Paragraph
from reports.search.filters import Filters
from reports.search.service import search
from reports.search.through_time import through_time
from reports.search.understanding import Options

pytestmark = pytest.mark.usefixtures("archive")
ALONE = Options(thesaurus=False, nearest=False)


def test_paragraphs_of_each_year_are_counted_per_1000_words_of_that_year() -> None:
    time = through_time(search("supervision", options=ALONE))
    assert time is not None
    of_2014 = next(share for share in time.years if share.key == "2014")
    words = sum(Paragraph.objects.filter(start__year=2014).values_list("words", flat=True))
    assert of_2014.paragraphs == 1
    assert of_2014.rate == pytest.approx(1000 / words)


def test_a_year_whose_reports_never_say_it_is_a_zero_and_a_year_without_reports_is_left_out() -> None:
    time = through_time(search("apprenticeships", options=ALONE))
    assert time is not None
    assert [(share.key, share.paragraphs) for share in time.years] == [("2012", 0), ("2014", 1), ("2019", 0)]


def test_grades_are_never_merged() -> None:
    time = through_time(search("tenancy or supervision", options=ALONE))
    assert time is not None
    assert {share.key: share.paragraphs for share in time.grades} == {
        "good": 1,
        "adequate": 1,
        "inadequate": 0,
    }


def test_under_a_filter_the_words_that_it_leaves_are_the_measure() -> None:
    time = through_time(search("supervision", filters=Filters(authority=("ashmere",)), options=ALONE))
    assert time is not None
    assert [share.key for share in time.years] == ["2012", "2014"]
    assert [share.key for share in time.frameworks] == ["cp", "sif"]


def test_the_nearest_do_not_count() -> None:
    assert through_time(search("supervision lighthouse apprenticeships caseloads")) is None


def test_the_drawing_has_a_dot_a_year() -> None:
    time = through_time(search("supervision", options=ALONE))
    assert time is not None
    assert [dot.year for dot in time.chart("supervision").dots] == [2012, 2014, 2019]
