"""Documents of other kinds are in no list, and every list says that they are there."""

from datetime import date

import pytest
from django.test import Client

from reports.themes.tagging import load_themes
from tests.builders import make_authority, make_inspection

SAID = "The archive also holds 2 documents of other kinds, not counted here."


@pytest.fixture(scope="module")
def pages() -> tuple[str, ...]:
    return (
        "/inspections/",
        "/inspections/?region=london",
        "/authorities/",
        "/authorities/?region=london",
        "/themes/",
        "/themes/neglect/",
        "/themes/neglect/?newest=1",
    )


@pytest.mark.django_db
def test_every_list_says_how_many_documents_it_does_not_count(client: Client, pages: tuple[str, ...]):
    load_themes()
    make_inspection(authority=make_authority(region="London"), start=date(2014, 1, 1))
    make_inspection(framework=None, title="A letter")
    make_inspection(framework=None, title="A letter")
    unsaid = [path for path in pages if SAID not in client.get(path).content.decode()]
    assert unsaid == []
