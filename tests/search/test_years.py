"""Years in a query."""

import pytest

from reports.language.query_grammar import read
from reports.search.query.years import years_in


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("housing 2014", 2014, 2014),
        ("housing in 2014", 2014, 2014),
        ("2012-2014 housing", 2012, 2014),
        ("2012–2014 housing", 2012, 2014),
        ("housing 2012 to 2014", 2012, 2014),
        ("from 2012 to 2014 housing", 2012, 2014),
        ("between 2012 and 2014 housing", 2012, 2014),
        ("2012/13 housing", 2012, 2013),
        ("housing since 2018", 2018, None),
        ("housing from 2018", 2018, None),
        ("housing after 2018", 2019, None),
        ("housing before 2015", None, 2014),
        ("housing until 2015", None, 2015),
    ],
)
def test_a_year_or_range_is_understood(typed: str, first: int | None, last: int | None) -> None:
    years = years_in(read(typed).clauses)
    assert years is not None
    assert (years.first, years.last) == (first, last)


@pytest.mark.parametrize(
    "typed",
    ["housing", "16 17 year olds", "section 2014b", '"2014"', "-2014", "2014 housing 2016", "1999", "3012"],
)
def test_what_is_no_year_or_is_quoted_stays_a_word(typed: str) -> None:
    assert years_in(read(typed).clauses) is None


def test_the_words_that_lead_to_a_year_go_with_it() -> None:
    years = years_in(read("housing since 2018").clauses)
    assert years is not None
    assert [clause.parts for clause in years.clauses] == [("since",), ("2018",)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("housing 2013-14", "2013–14"),
        ("housing in 2013/14", "2013–14"),
        ("housing 2013 to 2014", ""),
        ("housing 2013-2014", ""),
        ("housing since 2013/14", ""),
        ("housing before 2013/14", ""),
        ("housing 2012/13 to 2013/14", ""),
        ("housing 2014", ""),
    ],
)
def test_a_school_year_is_what_a_text_may_say_itself(typed: str, said: str) -> None:
    years = years_in(read(typed).clauses)
    assert years is not None
    assert years.school_year == said
    assert bool(years.in_words) == bool(said)
