"""A mistyped URL of an authority or a report leads to the page that was meant."""

from datetime import date

import pytest
from django.test import Client

from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive() -> None:
    marlow = make_authority(name="Marlow Fen", former_names=["Borough of Old Marlow"])
    make_authority(name="Stone and Heath")
    make_inspection(authority=marlow, framework="sif", start=date(2014, 9, 22))
    make_inspection(authority=marlow, framework="ilacs", start=date(2019, 3, 4))


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/authorities/Marlow-Fen/", ["Marlow Fen"]),
        ("/authorities/marlow%20fen", ["Marlow Fen"]),
        ("/authorities/marlow-fenn/", ["Marlow Fen"]),
        ("/authorities/stone/", ["Stone and Heath"]),
        ("/inspections/marlow-fen-2014/", ["Marlow Fen, 22 September – 1 October 2014", "Marlow Fen"]),
        (
            "/inspections/marlow-fen/",
            ["Marlow Fen, 4–13 March 2019", "Marlow Fen, 22 September – 1 October 2014", "Marlow Fen"],
        ),
        ("/inspections/marlow-fen-2014-09-23/", ["Marlow Fen, 22 September – 1 October 2014", "Marlow Fen"]),
        ("/inspections/nobody-knows-2014/", []),
        ("/authorities/" + "x" * 5000 + "/", []),
        ("/nothing/marlow-fen/", []),
    ],
)
def test_a_mistyped_url_offers_the_pages_that_may_have_been_meant(
    client: Client, path: str, names: list[str]
):
    response = client.get(path)
    assert response.status_code == 404
    assert [page.name for page in response.context["near"]] == names
    for page in response.context["near"]:
        assert client.get(page.url).status_code == 200
