"""Where the site's URL is set, the name that a reader asked by reaches nothing that is kept or cited."""

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from inspections.settings import site_url
from tests.builders import make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def named(settings: LazySettings) -> None:
    settings.SITE_URL = "https://archive.example"
    settings.ALLOWED_HOSTS = ["inner.example", "archive.example"]


@pytest.mark.parametrize(
    "path", ["/inspections.csv", "/inspections.json", "/sitemap.xml", "/search.atom?q=plan"]
)
def test_data_name_the_site_and_not_the_host_that_was_asked(client: Client, path: str):
    make_inspection(paragraphs=["The plan is clear."])
    text = (
        client.get(path, headers={"Host": "inner.example", "X-Forwarded-Host": "evil.example"})
        .getvalue()
        .decode()
    )
    assert "https://archive.example/" in text
    assert "inner.example" not in text
    assert "evil.example" not in text


def test_a_citation_names_the_site(client: Client):
    path = make_inspection().get_absolute_url()
    assert (
        "https://archive.example/inspections/"
        in client.get(f"{path}cite/", headers={"Host": "inner.example"}).text
    )


def test_a_host_that_the_archive_is_not_known_by_is_still_refused(client: Client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "value", ["archive.example", "https://archive.example/path", "ftp://archive.example"]
)
def test_a_garbled_url_is_one_sentence(value: str):
    with pytest.raises(ImproperlyConfigured, match="such as https"):
        site_url(value)
