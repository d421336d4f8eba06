"""A query through time."""

import pytest

from reports.models import Paragraph
from reports.search.page.through_time import Share, ThroughTime, through_time
from reports.search.query.filters import Filters
from reports.search.query.understanding import Options
from tests.search.archive import search

pytestmark = pytest.mark.usefixtures("archive")
ALONE = Options(thesaurus=False, nearest=False)


def test_paragraphs_of_each_year_are_counted_per_1000_words_of_that_year() -> None:
    time = through_time(search("supervision", options=ALONE))
    assert time is not None
    of_2014 = next(share for share in time.years if share.key == "2014")
    words = sum(Paragraph.objects.filter(inspection__start__year=2014).values_list("words", flat=True))
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


def share(paragraphs: float, *, scale: int = 1) -> Share:
    return Share("2014", "2014", paragraphs, 100_000, scale)


def test_what_was_counted_is_said_as_it_is() -> None:
    assert (str(share(0)), str(share(1502))) == ("0", "1,502")
    assert share(0).known
    assert share(1502).band == (share(1502).rate, share(1502).rate)


def test_an_estimate_says_about_and_has_a_band() -> None:
    estimate = share(1600, scale=16)
    assert str(estimate) == "about 1,600"
    low, high = estimate.band
    assert (round(low, 2), round(high, 2)) == (12.86, 19.14)


def test_none_in_a_sample_is_never_a_nought() -> None:
    assert str(share(0, scale=16)) == "fewer than 50"
    assert not share(0, scale=16).known
    assert str(share(160, scale=16)) == "fewer than 300"


def test_a_year_of_which_too_few_were_sampled_has_no_dot_and_the_others_have_a_band() -> None:
    years = (
        Share("2013", "2013", 0, 100_000, 16),
        Share("2014", "2014", 1600, 100_000, 16),
        Share("2015", "2015", 1700, 100_000, 16),
    )
    chart = ThroughTime(years, (), ()).chart("words")
    assert [dot.year for dot in chart.dots] == [2014, 2015]
    assert len(chart.bands) == 1
    assert chart.rows[0].value is None
    assert chart.rows[0].note == "fewer than 50 paragraphs"
