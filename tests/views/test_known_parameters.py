"""No URL ignores a query parameter in silence: this walks all of them."""

import re
from datetime import date
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import URLPattern, resolve, reverse

from inspections.known_parameters import is_data, only
from reports import urls
from reports.browse.query_strings import is_tracker
from reports.models import Inspection, Source, Theme
from reports.views.known_parameters import EXEMPT, PARAMETERS
from tests.builders import make_authority, make_inspection, make_source

pytestmark = pytest.mark.django_db

ROUTES = {str(pattern.pattern): pattern for pattern in urls.urlpatterns}
TRACKED = "utm_source=x&utm_medium=y&fbclid=z&gclid=1&msclkid=2"


@pytest.fixture
def values(tmp_path, settings) -> dict[str, str]:
    """One value for each part of a route, of an archive that has a page at every route."""
    authority = make_authority(name="Ashmere")
    pair = [
        make_inspection(
            authority=authority,
            start=date(year, 3, 1),
            paragraphs=["A paragraph about plans."],
            recommendations=["Make plans."],
        )
        for year in (2014, 2016)
    ]
    source = make_source(media_type="text/plain", state="warnings", inspection=pair[0])
    Theme.objects.get_or_create(slug="plans", defaults={"name": "Plans"})
    return {
        "a": pair[0].slug,
        "b": pair[1].slug,
        "anchor": "para-1",
        "position": "1",
        "section": "authorities",
        "sha256": source.sha256,
        "code": "gap",
        "state": "warnings",
        "role": "title",
        "token": "none",
    }


def path_of(pattern: URLPattern, values: dict[str, str]) -> str:
    route = str(pattern.pattern)
    given = {name: value for name, value in values.items() if f":{name}>" in route}
    if ":extension>" in route:
        given["extension"] = "txt" if route.startswith("sources/") else "bib"
    if ":slug>" in route:
        given["slug"] = (
            "plans" if "themes/" in route else "ashmere" if "authorities/" in route else values["a"]
        )
    return reverse(str(pattern.name), kwargs=given)


def body_of(response) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def test_every_url_names_or_refuses_a_parameter_that_it_does_not_know(client: Client, values):
    silent = []
    for route, pattern in ROUTES.items():
        path = path_of(pattern, values)
        response = client.get(path, {"no-such-thing": "1"})
        if route.startswith(EXEMPT):
            continue
        if is_data(path):
            said = response.status_code == 400 and "“no-such-thing”" in body_of(response)
        elif response.status_code == 302:
            # Another URL takes over; the same one keeps the parameter, to name it then.
            said = not response.url.startswith(path) or "no-such-thing" in response.url
        else:
            # "find" is a part of a page that a script asks for, and has no room for a notice.
            said = "“no-such-thing”" in body_of(response) or pattern.name == "find"
        if not said:
            silent.append((path, response.status_code))
    assert silent == []


def test_trackers_change_no_answer(client: Client, values):
    for pattern in ROUTES.values():
        path = path_of(pattern, values)
        plain, tracked = client.get(path), client.get(f"{path}?{TRACKED}")
        assert plain.status_code == tracked.status_code, path
        assert "utm_" not in (body_of(tracked) if not is_data(path) else "")


def test_the_archives_own_links_carry_only_what_their_urls_know(client: Client, values):
    """A parameter that a view reads and the table does not name would be dropped from the archive's own links."""
    pages = [path_of(pattern, values) for pattern in ROUTES.values()]
    links = {"/search/?q=plans", "/inspections/?region=north-west", "/trajectories/?view=ends"}
    for page in [*pages, *links]:
        if not is_data(page):
            links |= set(re.findall(r'(?:href|action)="(/[^"#]*\?[^"#]*)', body_of(client.get(page))))
    kinds = {}
    for link in map(unescape, links):
        path, _, query = link.partition("?")
        if path.startswith("/admin/"):
            continue
        kinds[resolve(path).route, tuple(sorted(QueryDict(query)))] = link
    assert len(kinds) > 20
    for link in kinds.values():
        response = client.get(link)
        assert response.status_code in (200, 302), link
        assert "that this page does not know" not in (
            "" if is_data(link.partition("?")[0]) else body_of(response)
        ), link


def test_every_route_with_parameters_is_one_of_the_archives():
    assert set(PARAMETERS) <= set(ROUTES)


def test_the_refusal_says_which_parameters_there_are(client: Client, values):
    response = client.get("/themes/plans.csv?since=2022")
    assert response.status_code == 400
    said = body_of(response)
    assert said.startswith("/themes/plans.csv does not have the parameter “since”. It has: ")
    assert "show" in said


def test_a_page_names_what_it_does_not_know_and_goes_on(client: Client, values):
    response = client.get("/inspections/?regoin=london&from=2015")
    page = body_of(response)
    assert response.status_code == 200
    assert "a parameter that this page does not know: “regoin”" in page
    assert [row.inspection.slug for row in response.context["rows"]] == [values["b"]]


def test_a_redirect_to_the_shorter_url_keeps_what_is_not_known(client: Client, values):
    response = client.get("/inspections/?region=&regoin=london", follow=True)
    assert "“regoin”" in body_of(response)


def test_a_name_that_is_code_is_shown_as_text(client: Client, values):
    page = body_of(client.get("/national/?<script>alert(1)</script>=1"))
    assert "“&lt;script&gt;alert(1)&lt;/script&gt;”" in page


@pytest.mark.parametrize(
    "name", ["utm_source", "UTM_Campaign", "fbclid", "gclid", "_ga", "mc_eid", "srsltid"]
)
def test_what_shared_links_carry_is_a_tracker(name: str):
    assert is_tracker(name)


@pytest.mark.parametrize("name", ["q", "from", "grade", "gclidx", "utm", ""])
def test_what_a_reader_could_mean_is_none(name: str):
    assert not is_tracker(name)


def test_views_see_only_what_is_known():
    request = RequestFactory().get("/?a=1&a=2&b=3")
    assert only(request.GET, ("a",)) == QueryDict("a=1&a=2")


def test_curators_pages_keep_their_parameters(admin_client: Client):
    assert admin_client.get("/admin/reports/source/?o=1&q=x").status_code == 200
    assert Inspection.objects.count() == Source.objects.count() == 0
