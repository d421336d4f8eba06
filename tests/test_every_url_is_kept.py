"""Every public URL says by what it can be asked for again, and answers 304 to a reader who has it."""

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from inspections.settings import MIDDLEWARE
from reports import urls
from reports.models import Inspection
from tests.browser.archive import ingest_samples

# Names of URLs, with what fills them; {a} and {b} are two inspections of one authority.
PATHS = {
    "home": "/",
    "authorities": "/authorities/",
    "authorities-csv": "/authorities.csv",
    "authorities-json": "/authorities.json",
    "authority": "/authorities/ashmere/",
    "authority-csv": "/authorities/ashmere.csv",
    "authority-json": "/authorities/ashmere.json",
    "authority-recommendations": "/authorities/ashmere/recommendations/",
    "authority-recommendations-csv": "/authorities/ashmere/recommendations.csv",
    "authority-recommendations-json": "/authorities/ashmere/recommendations.json",
    "national": "/national/",
    "national-csv": "/national.csv",
    "national-json": "/national.json",
    "national-grid": "/national/grid/",
    "national-grid-csv": "/national/grid.csv",
    "national-grid-json": "/national/grid.json",
    "inspections": "/inspections/?framework=sif",
    "inspections-csv": "/inspections.csv",
    "inspections-json": "/inspections.json",
    "inspections-feed": "/inspections.atom?framework=sif",
    "authority-feed": "/authorities/ashmere.atom",
    "theme-feed": "/themes/care-leavers.atom",
    "changes": "/changes/",
    "changes-json": "/changes.json",
    "changes-feed": "/changes.atom",
    "inspection": "/inspections/{b}/",
    "inspection-json": "/inspections/{b}.json",
    "inspection-csv": "/inspections/{b}.csv",
    "paragraphs-csv": "/inspections/{b}/paragraphs.csv",
    "recommendations-csv": "/inspections/{b}/recommendations.csv",
    "cite": "/inspections/{b}/cite/",
    "cite-passage": "/inspections/{b}/cite/para-12/",
    "cite-file": "/inspections/{b}/cite.bib",
    "cite-passage-file": "/inspections/{b}/cite/para-12.ris",
    "search": "/search/?q=plan",
    "search-csv": "/search.csv?q=plan",
    "search-json": "/search.json?q=plan",
    "search-feed": "/search.atom?q=plan",
    "compare": "/compare/{a}/{b}/",
    "compare-one": "/compare/{a}/",
    "compare-json": "/compare/{a}/{b}.json",
    "compare-csv": "/compare/{a}/{b}.csv",
    "compare-sections": "/compare/{a}/{b}/sections/",
    "compare-theme": "/compare/{a}/{b}/themes/care-leavers/",
    "themes": "/themes/",
    "themes-csv": "/themes.csv",
    "themes-json": "/themes.json",
    "theme": "/themes/care-leavers/",
    "theme-csv": "/themes/care-leavers.csv",
    "theme-json": "/themes/care-leavers.json",
    "trajectories": "/trajectories/",
    "trajectories-csv": "/trajectories.csv",
    "trajectories-json": "/trajectories.json",
    "about": "/about/",
    "about-design": "/about/design/",
    "about-quality": "/about/quality/",
    "quality-warnings-csv": "/about/quality/warnings.csv",
    "quality-warnings-json": "/about/quality/warnings.json",
    "quality-state": "/about/quality/states/clean/",
    "quality-role": "/about/quality/roles/title/",
    "quality-official": "/about/quality/official/",
    "quality-official-csv": "/about/quality/official.csv",
    "quality-official-json": "/about/quality/official.json",
    "quality-corrections": "/about/quality/corrections/",
    "quality-corrections-csv": "/about/quality/corrections.csv",
    "quality-corrections-json": "/about/quality/corrections.json",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "sitemap-section": "/sitemap-inspections.xml",
}
# Where there is nothing to keep: ways on to another URL, what machines watch, and files named by their own hash.
OTHERS = {
    "compare-challenge",
    "find",
    "source",
    "source-file",
    "health",
    "health-live",
    "health-ready",
    "quality-warning",
    *("follow", "follow-confirm", "follow-manage", "follow-stop"),
}


def test_no_url_is_forgotten_here():
    names = {pattern.name for pattern in urls.urlpatterns if hasattr(pattern, "name")}
    assert names - OTHERS == set(PATHS)


@pytest.mark.django_db
def test_every_public_url_has_a_tag_and_answers_304(client: Client, settings: LazySettings):
    settings.MIDDLEWARE = MIDDLEWARE
    ingest_samples()
    earlier, later = Inspection.objects.filter(authority__slug="ashmere").order_by("start")[:2]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the version is raised, as at a commit
    wrong = {}
    for name, path in PATHS.items():
        path = path.format(a=earlier.slug, b=later.slug)
        made = client.get(path)
        again = client.get(path, headers={"If-None-Match": made.get("ETag", "")})
        facts = (made.status_code, "ETag" in made, "Last-Modified" in made, again.status_code)
        if facts != (200, True, True, 304):
            wrong[name] = facts
    cache.clear()
    assert wrong == {}
