from datetime import date

import pytest

from reports.language.dates import distinguishing_dates, period, since


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2014, 10, 2), None, "2 October 2014"),
        (date(2014, 10, 2), date(2014, 10, 2), "2 October 2014"),
        (date(2014, 10, 2), date(2014, 10, 12), "2–12 October 2014"),
        (date(2014, 9, 30), date(2014, 10, 22), "30 September – 22 October 2014"),
        (date(2022, 12, 5), date(2023, 2, 15), "5 December 2022 – 15 February 2023"),
    ],
)
def test_a_period_says_no_month_or_year_twice(start, end, said):
    assert period(start, end) == said


@pytest.mark.parametrize(
    ("start", "today", "said"),
    [
        (date(2022, 6, 1), date(2026, 4, 2), "3 years 10 months"),
        (date(2022, 6, 2), date(2026, 6, 1), "3 years 11 months"),
        (date(2025, 4, 2), date(2026, 4, 2), "1 year"),
        (date(2026, 3, 2), date(2026, 4, 2), "1 month"),
        (date(2026, 3, 20), date(2026, 4, 2), "less than a month"),
    ],
)
def test_how_long_ago_is_said_in_whole_months(start, today, said):
    assert since(start, today) == said


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (date(2012, 11, 5), date(2014, 9, 1), ("2012", "2014")),
        (date(2013, 1, 7), date(2013, 7, 15), ("January 2013", "July 2013")),
        (date(2013, 1, 7), date(2013, 1, 21), ("7 January 2013", "21 January 2013")),
        (date(2013, 1, 7), date(2013, 1, 7), ("2013", "2013")),
        (None, date(2013, 1, 7), ("undated", "2013")),
    ],
)
def test_two_days_are_told_apart_as_shortly_as_can_be(first, second, said):
    assert distinguishing_dates(first, second) == said
