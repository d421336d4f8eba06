"""The one reader of a filtered URL."""

from datetime import date

import pytest
from django.http import QueryDict

from reports.browse.url_parameters import Option, Parameter, read_parameters

GRADE = Parameter(
    "grade",
    "Grade",
    lambda known: [
        Option.of("good", "Good"),
        Option.of("requires-improvement", "Requires it", "requires improvement"),
    ],
    several=True,
)
ORDER = Parameter(
    "sort", "Sort", lambda known: [Option.of("newest", "Newest"), Option.of("oldest", "Oldest")]
)
PARAMETERS = (
    Parameter("name", reads="text"),
    GRADE,
    Parameter("from", "From", reads="year"),
    Parameter("to", "To", reads="year"),
    Parameter("on", reads="day"),
    ORDER,
)


def read(query: str):
    return read_parameters(QueryDict(query), PARAMETERS)


def test_values_are_the_archives_own_with_their_labels():
    query = read("grade=requires-improvement&grade=good&grade=good")
    assert query.meanings("grade") == ("requires improvement", "good")
    assert [(one.value, one.label) for one in query.chosen] == [
        ("requires-improvement", "Requires it"),
        ("good", "Good"),
    ]
    assert query.problems == ()


def test_a_value_may_be_written_as_the_archive_writes_it_and_its_url_has_the_short_form():
    query = read("grade=Requires+improvement")
    assert query.meanings("grade") == ("requires improvement",)
    assert query.valid.urlencode() == "grade=requires-improvement"


def test_of_a_parameter_with_one_value_the_last_counts():
    assert read("sort=nonsense&sort=oldest").one("sort") == "oldest"


def test_blanks_trackers_and_what_the_page_does_not_have_are_left_out_and_the_order_is_the_pages():
    assert read("sort=oldest&utm_source=x&grade=&name=+ash+").data.urlencode() == "name=ash&sort=oldest"


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("grade=superb", "“superb” is not a value of “grade”. Use one of: good, requires-improvement."),
        ("from=last+year", "“last year” is not a year. Use four digits, such as 2014."),
        ("from=1850", "“1850” is not a year. Use four digits, such as 2014."),
        ("from=%D9%A2%D9%A0%D9%A1%D9%A4", "“٢٠١٤” is not a year. Use four digits, such as 2014."),
        ("on=2014-13-01", "Write the day as year, month, day, such as 2014-09-30."),
        ("on=20140930", "Write the day as year, month, day, such as 2014-09-30."),
        ("from=2019&to=2014", "The years run backwards: 2019 is after 2014."),
    ],
)
def test_a_value_that_a_page_does_not_have_is_one_sentence_and_is_left_out(query: str, problem: str):
    found = read(f"{query}&name=ash")
    assert found.problems == (problem,)
    assert found.valid.urlencode() == "name=ash"
    assert found.data.getlist("name") == ["ash"]


def test_of_several_values_the_good_ones_stay():
    query = read("grade=good&grade=superb")
    assert (query.meanings("grade"), len(query.problems)) == (("good",), 1)


def test_years_and_days_are_numbers_and_dates():
    query = read("from=2014&to=2014&on=2014-09-30")
    assert (query.one("from"), query.one("to"), query.one("on")) == (2014, 2014, date(2014, 9, 30))


def test_text_has_no_nul_character_which_the_database_cannot_hold():
    assert read("name=a%00b").one("name") == "a b"
    assert read("name=%00").one("name") is None


def test_parameters_of_one_name_are_one_parameter_with_the_values_of_all():
    more = Parameter("grade", "Grade", lambda known: [Option.of("none", "No grade")], several=True)
    query = read_parameters(QueryDict("grade=none&grade=good"), (GRADE, more))
    assert query.meanings("grade") == ("none", "good")


def test_no_more_values_are_read_than_a_filter_can_have():
    assert len(read("&".join(f"grade=x{number}" for number in range(500))).problems) == 200
