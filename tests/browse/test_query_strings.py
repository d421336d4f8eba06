from django.http import QueryDict

from reports.browse.query_strings import canonical, url_with, without


def test_the_canonical_address_has_known_names_in_order_without_blanks_and_repetitions():
    asked = QueryDict("to=&overall=good&utm_source=mail&region=london&overall=good&overall=inadequate")
    assert canonical(asked, names=["region", "to", "overall"]).urlencode() == (
        "region=london&overall=good&overall=inadequate"
    )


def test_one_value_of_a_filter_goes_and_the_page_with_it():
    asked = QueryDict("overall=good&overall=inadequate&page=3")
    assert url_with("/inspections/", without(asked, "overall", "good")) == "/inspections/?overall=inadequate"


def test_an_address_without_parameters_has_no_question_mark():
    assert url_with("/inspections/", without(QueryDict("overall=good"), "overall")) == "/inspections/"
