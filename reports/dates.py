"""Dates as people write them."""

from datetime import date


def day(value: date) -> str:
    """2014-10-02 is "2 October 2014"."""
    return f"{value.day} {value:%B %Y}"


def period(start: date, end: date | None) -> str:
    """From the first day to the last, without saying a month or a year twice.

    "2 October 2014", "2–12 October 2014", "30 September – 22 October 2014", "5 December 2022 – 15 February 2023".
    """
    if end is None or end == start:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} – {day(end)}"
    return f"{day(start)} – {day(end)}"
