from datetime import date

import pytest

from reports.dates import period, since


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
