"""Pages are kept between two changes of the archive, and nobody is served one from before a change."""

import gzip
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import brotli
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.views.decorators.cache import never_cache

from inspections import kept_pages
from inspections.kept_pages import KeptPagesMiddleware
from inspections.settings import MIDDLEWARE
from reports.models import ArchiveVersion, Authority, Inspection, Theme, ThesaurusEntry
from tests.builders import make_authority, make_inspection

# What no public page shows, and the version itself.
NOT_SHOWN = {
    "reports_archiveversion",
    "reports_versionmark",
    "reports_statuschallenge",
    "reports_owedcount",
    "reports_job",
    *(f"reports_{table}" for table in ("follower", "follow", "digest")),
    # Shown on /changes/, and only ever written together with a change of what is marked.
    "reports_archivechange",
    "reports_changemark",
    *(
        f"reports_{table}"
        for table in ("harvestrun", "harvestedprovider", "harvestedfile", "harvestedversion")
    ),
    *(f"reports_{table}history" for table in ("inspection", "outcome", "source", "theme", "thesaurus")),
}


@pytest.fixture(autouse=True)
def kept(settings: LazySettings) -> Iterator[None]:
    settings.MIDDLEWARE = MIDDLEWARE
    cache.clear()
    yield
    cache.clear()


def commit() -> None:
    """What a commit does: the version is raised where anything was written."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def version() -> int:
    commit()
    return ArchiveVersion.current().number


@pytest.mark.django_db
def test_every_table_that_pages_are_made_from_raises_the_version():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'mark_version' AND tgenabled = 'O'"
        )
        marked = {table for (table,) in cursor}
    models = apps.get_app_config("reports").get_models(include_auto_created=True)
    assert marked == {model._meta.db_table for model in models} - NOT_SHOWN


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda: make_authority(name="Marlow Fen"),
        lambda: Authority.objects.update(region="London"),
        lambda: Authority.objects.all().delete(),
        lambda: ThesaurusEntry.objects.create(term="zzzq", expansions=["children"], kind="everyday"),
        lambda: connection.cursor().execute("UPDATE reports_authority SET region = 'London'"),
    ],
    ids=["insert", "update", "delete", "thesaurus", "by hand"],
)
def test_whoever_writes_raises_the_version_by_one(write: Callable[[], object]):
    make_authority(name="Ashmere")
    before = version()
    write()
    assert version() == before + 1


@pytest.mark.django_db
def test_reading_raises_nothing_and_many_writes_of_one_transaction_raise_once():
    before = version()
    list(Authority.objects.all())
    assert version() == before
    make_inspection(judgements={"overall": "good"}, paragraphs=["One.", "Two."])
    assert version() == before + 1


@pytest.mark.django_db
def test_what_is_rolled_back_raises_nothing():
    before = version()
    with transaction.atomic():
        make_authority(name="Marlow Fen")
        transaction.set_rollback(True)
    assert version() == before


@pytest.mark.django_db
def test_an_unchanged_page_is_answered_with_304_by_one_query(client: Client, django_assert_num_queries):
    make_inspection()
    commit()
    etag = client.get("/inspections/")["ETag"]
    with django_assert_num_queries(1):
        response = client.get("/inspections/", headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response["ETag"] == etag
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.content == b""


@pytest.mark.django_db
def test_a_kept_page_is_the_page_that_was_made_and_costs_one_query(client: Client, django_assert_num_queries):
    make_inspection()
    commit()
    made = client.get("/authorities/")
    with django_assert_num_queries(1):
        kept = client.get("/authorities/")
    assert kept.content == made.content
    of_its_own = {"X-Request-ID", "Cache-Status"}
    assert {*kept.items()} ^ {*made.items()} == {
        (name, one[name]) for one in (kept, made) for name in of_its_own
    }
    assert (made["Cache-Status"], kept["Cache-Status"]) == ("archive; fwd=miss", "archive; hit")


@pytest.mark.django_db
def test_nothing_from_before_a_change_is_served(client: Client):
    inspection = make_inspection(judgements={"overall": "good"})
    commit()
    path = inspection.get_absolute_url()
    first = client.get(path)
    Inspection.objects.update(lead_inspector="Morgan Hale")
    commit()
    second = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert "Morgan Hale" in second.text
    assert "Morgan Hale" not in first.text


@pytest.mark.django_db
def test_each_encoding_has_its_own_tag_and_bytes():
    client = Client()  # not the one that reads a page as a browser does: bytes are compared
    make_inspection()
    commit()
    plain, packed, brotlied = (
        client.get("/authorities/", headers={"Accept-Encoding": accepted})
        for accepted in ("identity", "gzip", "br, gzip")
    )
    for _ in range(2):
        assert len({plain["ETag"], packed["ETag"], brotlied["ETag"]}) == 3
        assert gzip.decompress(packed.content) == brotli.decompress(brotlied.content) == plain.content
        packed = client.get("/authorities/", headers={"Accept-Encoding": "gzip"})
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.django_db
def test_head_answers_like_get_without_a_body(client: Client):
    make_inspection()
    commit()
    for path in ("/", "/inspections/", "/inspections.csv", "/robots.txt"):
        got, asked = client.get(path), client.head(path)
        assert asked.status_code == 200
        assert asked.content == b""
        assert asked["ETag"] == got["ETag"]
        assert asked["Content-Type"] == got["Content-Type"]


@pytest.mark.django_db
def test_equal_questions_are_one_page_whatever_their_order_and_what_trackers_added(client: Client):
    make_inspection()
    commit()
    tags = {
        client.get(f"/inspections/?{query}").headers["ETag"]
        for query in ("from=2012&framework=sif", "framework=sif&from=2012&utm_source=x&fbclid=1")
    }
    assert len(tags) == 1
    assert client.get("/inspections/?framework=sif")["ETag"] not in tags


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (
            "/inspections/?framework=sif&framework=cp",
            "/inspections/?framework=cp&framework=sif&framework=cp",
            True,
        ),
        ("/search/?q=plan&region=london&region=wales", "/search/?region=wales&region=london&q=plan", True),
        ("/search/?q=plan&q=placements", "/search/?q=placements&q=plan", False),
        ("/national/?strand=care&strand=overall", "/national/?strand=overall&strand=care", False),
        ("/inspections/?framework=sif", "/inspections/?framework=cp", False),
    ],
)
def test_alternatives_are_one_question_in_any_order_and_of_other_parameters_the_last_counts(
    one: str, other: str, equal: bool
):
    keys = {kept_pages.canonical_query(RequestFactory().get(path)) for path in (one, other)}
    assert (len(keys) == 1) is equal


@pytest.mark.django_db
def test_a_tag_is_good_for_its_own_page_alone(client: Client):
    make_inspection()
    commit()
    etag = client.get("/authorities/")["ETag"]
    assert client.get("/inspections/", headers={"If-None-Match": etag}).status_code == 200
    assert client.get("/inspections/no-such-report/", headers={"If-None-Match": etag}).status_code == 404
    assert client.get("/authorities/", headers={"If-None-Match": "*"}).status_code == 200


@pytest.mark.django_db
def test_what_is_not_found_has_no_tag_and_is_not_kept(client: Client):
    response = client.get("/authorities/nowhere/")
    assert response.status_code == 404
    assert "ETag" not in response
    make_authority(name="Nowhere")
    commit()
    assert client.get("/authorities/nowhere/").status_code == 200


@pytest.mark.django_db
def test_a_page_that_says_it_must_not_be_stored_is_not_kept():
    middleware = KeptPagesMiddleware(never_cache(lambda request: HttpResponse(str(next(numbers)))))
    numbers = iter(range(9))
    first, second = (middleware(RequestFactory().get("/form/")) for _ in range(2))
    assert (first.content, second.content) == (b"0", b"1")  # type: ignore[attr-defined]
    assert "ETag" not in second


@pytest.mark.django_db
def test_who_is_logged_in_gets_pages_of_their_own(admin_client: Client, client: Client):
    make_inspection()
    commit()
    response = admin_client.get("/authorities/")
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response
    assert "no-store" in admin_client.get("/admin/")["Cache-Control"]
    assert client.get("/authorities/")["Cache-Control"].startswith("public")


@pytest.mark.django_db
def test_a_curator_who_has_just_saved_sees_the_new_page_and_so_does_everybody(
    admin_client: Client, client: Client
):
    theme = Theme.objects.create(
        name="Rowing", slug="rowing", about="Boats.", expressions="oar", order=1, edited=True
    )
    commit()
    etag = client.get("/themes/rowing/")["ETag"]
    assert "Sculling" not in admin_client.get("/themes/rowing/").text
    given = {"name": "Sculling", "about": "Boats.", "expressions": "oar", "order": 1}
    saved = admin_client.post(f"/admin/reports/theme/{theme.pk}/change/", given)
    assert saved.status_code == 302
    commit()
    for reader in (admin_client, client):
        assert "Sculling" in reader.get("/themes/rowing/", headers={"If-None-Match": etag}).text


@pytest.mark.django_db
def test_a_page_of_another_day_is_another_page(client: Client, monkeypatch):
    make_inspection()
    commit()
    etag = client.get("/authorities/")["ETag"]
    monkeypatch.setattr(kept_pages, "today", lambda: datetime(2031, 1, 1, tzinfo=UTC))
    assert client.get("/authorities/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.django_db
def test_a_shared_cache_may_be_given_seconds(client: Client, settings: LazySettings):
    settings.SHARED_CACHE_SECONDS = 30
    page = client.get("/about/")
    assert page["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=30"
    assert varies_by(page) == {"Accept-Encoding", "Cookie"}, "it has to tell curators from readers"


def varies_by(response: object) -> set[str]:
    return {name.strip() for name in response["Vary"].split(",")}  # type: ignore[index]


@pytest.mark.django_db
def test_a_page_varies_by_encoding_alone_and_a_list_by_who_fetches_it(client: Client, admin_client: Client):
    for path, names in (
        ("/about/", {"Accept-Encoding"}),
        ("/inspections/", {"Accept-Encoding", "HX-Request"}),
        ("/inspections.csv", {"Accept-Encoding"}),
    ):
        made, kept = client.get(path), client.get(path)
        assert varies_by(made) == varies_by(kept) == names
        personal = admin_client.get(path, headers={"If-None-Match": made["ETag"]})
        assert (personal.status_code, personal["Cache-Control"]) == (200, "private, no-store")
        assert "Cookie" in varies_by(personal)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_one_has_the_page_made():
    made = []

    def slow(request: HttpRequest) -> HttpResponse:
        made.append(request)
        started.wait(5)
        return HttpResponse("a page")

    started = threading.Event()
    middleware = KeptPagesMiddleware(slow)
    answers: list[bytes] = []

    def ask() -> None:
        answers.append(middleware(RequestFactory().get("/")).content)  # type: ignore[attr-defined]
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    started.set()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert answers == [b"a page"] * 6
