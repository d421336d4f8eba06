"""The one table of facets, and what reads it."""

from collections import Counter

import pytest
from django.db import connection
from django.test import Client

from reports.browse.facet_table import FACETS, OF_SEARCHES, facets_shown
from reports.browse.known_values import KnownValues
from reports.browse.url_parameters import options_of
from reports.management.commands.search import FILTERS
from reports.models import Paragraph, Recommendation
from reports.models.text_tags import OF_INSPECTION, OF_PARAGRAPH, OF_RECOMMENDATION
from reports.search.query.filters import Filters
from reports.views.known_parameters import AUTHORITIES, INSPECTIONS, PARAMETERS
from tests.builders import make_inspection

PLACES = ("inspections", "authorities", "paragraphs", "recommendations")


def test_every_row_has_a_name_a_label_a_place_and_something_to_ask():
    for row in FACETS:
        assert row.name
        assert row.label
        assert set(row.shown) <= set(PLACES)
        assert row.shown
        assert row.narrow or row.field, row.name


def test_every_facet_of_a_place_is_a_parameter_of_its_urls():
    urls = {
        "inspections": INSPECTIONS,
        "authorities": AUTHORITIES,
        "paragraphs": PARAMETERS["search/"],
        "recommendations": PARAMETERS["search.csv"],
    }
    for place in PLACES:
        assert {row.name for row in facets_shown(place)} <= set(urls[place]), place


def test_every_facet_of_a_search_has_a_field_of_the_filters_and_an_option_of_the_command():
    assert {row.field for row in OF_SEARCHES} == set(Filters.__slots__) - {"every"}
    assert {row.name for row in OF_SEARCHES} - {"newest"} == set(FILTERS)


def test_every_tag_of_the_index_is_asked_for_by_a_facet_and_no_facet_asks_for_another():
    kept = {name for name in (*OF_INSPECTION, *OF_PARAGRAPH, *OF_RECOMMENDATION) if not name.startswith("~")}
    assert {row.tag for row in OF_SEARCHES if row.tag} == kept


@pytest.mark.django_db
def test_the_database_tags_texts_by_the_names_and_values_of_the_table():
    """What each text is tagged with is a value that a facet offers, or a day of search's own."""
    inspection = make_inspection(
        paragraphs=[{"text": "A plan.", "strand": "care", "grade": "good"}],
        recommendations=[{"text": "Plan.", "timescale": "Within three months", "addressee": "Another board"}],
    )
    known = KnownValues()
    for place, text in (
        ("paragraphs", Paragraph.objects.get(inspection=inspection)),
        ("recommendations", Recommendation.objects.get(inspection=inspection)),
    ):
        offered = {
            tag
            for row in facets_shown(place)
            if row.tag and row.reads == "choice"
            for option in options_of(row, known)
            for value in option.meaning
            for tag in row.tags(value, known)
        }
        tags = [tag for tag in text.tags if not tag.startswith(("~", "year="))]
        assert set(tags) <= offered, place
        assert max(Counter(tag.partition("=")[0] for tag in tags).values()) == 1
        assert f"year={inspection.start.year}" in text.tags


@pytest.mark.django_db
def test_a_change_of_an_inspection_reaches_the_tags_of_its_texts():
    inspection = make_inspection(framework="sif", paragraphs=["A plan."], recommendations=["Plan."])
    with connection.cursor() as cursor:  # whoever writes, and by whatever means
        cursor.execute("UPDATE reports_inspection SET framework = 'ilacs' WHERE id = %s", [inspection.pk])
    for model in (Paragraph, Recommendation):
        assert "framework=ilacs" in model.objects.get(inspection=inspection).tags


@pytest.mark.django_db
def test_a_panel_opens_the_facets_that_the_table_says(client: Client):
    make_inspection(paragraphs=["A plan."])
    page = client.get("/inspections/").content.decode()
    for row in facets_shown("inspections"):
        opened = f'id="facet-{row.name}" open' in page
        if row.options and row.several and row.name != "authority":
            assert opened == row.opened, row.name
