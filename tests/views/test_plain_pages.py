import re
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from reports.themes.tagging import tag_inspection
from tests.builders import make_authority, make_inspection, make_source


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/about/", "/about/design/"])
def test_pages_about_the_archive_are_there(client: Client, address):
    assert client.get(address).status_code == 200


def test_the_design_page_shows_an_estimate_through_the_years_with_its_band(client: Client):
    page = client.get("/about/design/").content.decode()
    assert page.count("c-band") == 4
    assert "too few sampled" in page


INCLUDED = re.compile(r"""{%\s*(?:include|extends) ["']([^"']+)["']""")


def test_every_component_is_shown_on_the_design_page():
    templates = settings.BASE_DIR / "templates"
    shown: set[str] = set()
    unread = ["about/design.html"]
    while unread:
        name = unread.pop()
        if name not in shown:
            shown.add(name)
            unread += INCLUDED.findall((templates / name).read_text())
    components = {f"components/{path.name}" for path in (templates / "components").iterdir()}
    parts = {
        "inspection/passage.html",
        "inspection/matches.html",
        "inspections/facet.html",
        "search/row.html",
    }
    parts |= {"compare/followed.html", "compare/evidence.html", "compare/beside.html"}
    assert not (components | parts) - shown


@pytest.mark.django_db
def test_about_explains_the_two_scales(client: Client):
    page = client.get("/about/").content.decode()
    assert "nothing here turns one into the other" in page


@pytest.mark.django_db
def test_health_says_ok_where_the_database_answers(client: Client):
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "database": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_says_503_where_the_database_fails(client: Client):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        assert client.get("/health/").status_code == 503


@pytest.mark.django_db
def test_robots_keep_out_of_what_could_be_made_without_end(client: Client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /search" in text
    assert "Disallow: /compare" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


@pytest.mark.django_db
def test_the_sitemap_holds_authorities_and_inspections_and_neither_search_nor_comparisons(client: Client):
    make_authority(name="Without Reports")
    inspection = make_inspection(authority=make_authority(name="Ashdale"), start=date(2014, 9, 1))
    text = client.get("/sitemap.xml").content.decode()
    assert "/authorities/ashdale/" in text
    assert inspection.get_absolute_url() in text
    assert "without-reports" not in text
    assert "/search" not in text
    assert "/compare" not in text


@pytest.mark.django_db
def test_the_sitemap_names_when_each_page_changed(client: Client):
    make_inspection(authority=make_authority(name="Ashdale"), start=date(2014, 9, 1))
    text = client.get("/sitemap.xml").content.decode()
    assert text.count("<url>") == text.count("<lastmod>") == 9


@pytest.mark.django_db
def test_a_sitemap_that_is_too_long_for_one_file_lists_its_files(client: Client, monkeypatch):
    monkeypatch.setattr("reports.views.sitemaps.Inspections.limit", 2)
    ashdale = make_authority(name="Ashdale")
    made = [make_inspection(authority=ashdale, start=date(2014, month, 1)) for month in (1, 2, 3)]
    index = client.get("/sitemap.xml").content.decode()
    files = [address.removeprefix("http://testserver") for address in re.findall("<loc>(.*?)</loc>", index)]
    texts = [client.get(file).content.decode() for file in files]

    assert "<sitemapindex" in index
    assert files == [
        *("/sitemap-pages.xml", "/sitemap-authorities.xml"),
        *("/sitemap-inspections.xml", "/sitemap-inspections.xml?p=2"),
    ]
    for inspection in made:
        assert [inspection.get_absolute_url() in text for text in texts].count(True) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sitemap-inspections.xml?p=7", "/sitemap-search.xml"])
def test_a_file_that_the_sitemap_does_not_have_is_not_found(client: Client, address: str):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_and_offers_ways_on(client: Client):
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert b"Find the authority" in response.content


@pytest.mark.django_db
def test_an_error_is_answered_without_a_word_of_its_cause(client: Client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("reports.views.about.Inspection.objects.placed", fail)
    client.raise_request_exception = False
    response = client.get("/about/")
    assert response.status_code == 500
    assert b"Something went wrong here" in response.content
    assert b"secret of the house" not in response.content


PAGES = [
    "/",
    "/authorities/",
    "/authorities/ashdale/",
    "/national/",
    "/national/grid/",
    "/about/",
    "/about/design/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_inline_style_or_script(client: Client, address):
    make_inspection(authority=make_authority(name="Ashdale"))
    page = client.get(address).content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
    assert " onclick=" not in page


@pytest.mark.django_db
def test_files_that_could_not_be_read_are_not_said_to_have_been_read(client: Client):
    make_inspection()
    make_source(state="failed")
    assert "read from 1 file." in client.get("/about/").content.decode()


@pytest.mark.django_db
def test_fictional_authorities_are_mentioned_only_where_some_are_held(client: Client):
    make_inspection()
    assert "councils that do not exist" not in client.get("/about/").content.decode()
    make_inspection(authority=make_authority(fictional=True))
    assert "councils that do not exist" in client.get("/about/").content.decode()


LISTS = ["authorities", "inspections", "national", "national/grid", "themes", "trajectories", "search"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_every_list_offers_what_it_shows_as_csv(client: Client, name):
    inspection = make_inspection(paragraphs=["Neglect is known."])
    make_inspection(authority=inspection.authority, framework="ilacs", start=date(2019, 1, 1))
    tag_inspection(inspection)
    page = client.get(f"/{name}/", {"q": "neglect"} if name == "search" else {}).content.decode()
    assert f'href="/{name}.csv' in page
    response = client.get(f"/{name}.csv", {"q": "neglect"} if name == "search" else {})
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert response.getvalue().startswith("\ufeff".encode())  # type: ignore[attr-defined]
