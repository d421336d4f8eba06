"""Dates in every form in which reports print them."""

from datetime import date

import pytest

from reports.parsing.dates import read_date, read_period


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("12 – 21 November 2012", "2012-11-12", "2012-11-21"),
        ("7-16 January 2013", "2013-01-07", "2013-01-16"),
        ("2 July to 11 July 2012", "2012-07-02", "2012-07-11"),
        ("1/06/2015 – 25/06/2015", "2015-06-01", "2015-06-25"),
        ("30 September 2014 – 22 October 2014", "2014-09-30", "2014-10-22"),
        ("30 September – 22 October 2014", "2014-09-30", "2014-10-22"),
        ("8 December 2014 to 14 January 2015", "2014-12-08", "2015-01-14"),
        ("8 December to 14 January 2015", "2014-12-08", "2015-01-14"),
        ("5 to 9 December 2022 and 14 to 15 February 2023", "2022-12-05", "2023-02-15"),
        ("14 May 2018", "2018-05-14", "2018-05-14"),
        ("4th to 15th March 2024", "2024-03-04", "2024-03-15"),
        ("Monday 4 to Friday 8 November 2019", "2019-11-04", "2019-11-08"),
        ("9–24 November 2017¹", "2017-11-09", "2017-11-24"),
        ("3 Sept – 5 Oct 2018", "2018-09-03", "2018-10-05"),
        ("3 March 2015 - 25 March", "2015-03-03", "2015-03-25"),
        ("4to 15 March2019", "2019-03-04", "2019-03-15"),
        ("10September 2014 – 2October2014", "2014-09-10", "2014-10-02"),
        ("4 to 15 March 2019, 9am to 5pm", "2019-03-04", "2019-03-15"),
    ],
)
def test_a_period_is_read_from_its_first_to_its_last_day(printed: str, start: str, end: str):
    assert read_period(printed) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "next spring",
        "31 February 2014",
        "12 to 3 March 2014",
        "May 2014",
        "99/99/2014",
        "28 February 2018 to 9 Mach 2018",
    ],
)
def test_what_makes_no_dates_is_not_guessed(printed: str):
    assert read_period(printed) is None


def test_a_date_of_publication_needs_its_day_month_and_year():
    assert read_date("5 December 2014") == date(2014, 12, 5)
    assert read_date("December 2014") is None
