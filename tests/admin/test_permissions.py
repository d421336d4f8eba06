"""Every URL of the admin for people with different rights: who reaches it, and who is refused, by GET and by POST."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reports.models import (
    Correction,
    Digest,
    Follower,
    Job,
    Outcome,
    StatusChallenge,
    StatusSuggestion,
    Theme,
    ThesaurusEntry,
)
from tests.builders import make_authority, make_harvested_file, make_inspection

pytestmark = pytest.mark.django_db

MODELS = (
    *("authority", "correction", "digest", "harvestedfile", "inspection", "job", "outcome"),
    *("source", "statuschallenge", "statussuggestion", "theme", "thesaurusentry"),
)
VIEW = tuple(f"view_{model}" for model in MODELS)
PEOPLE: dict[str, tuple[str, ...]] = {
    "nobody": (),  # may log in, and nothing else
    "viewer": VIEW,
    "adder": (*VIEW, "add_source"),
    "corrector": (*VIEW, "add_correction", "delete_correction"),
    "confirmer": (*VIEW, "add_outcome", "change_outcome", "delete_outcome"),
    "editor": (*VIEW, "change_theme", "add_thesaurusentry", "change_thesaurusentry"),
    "withdrawer": (*VIEW, "withdraw_inspection"),
}
# What takes a right beyond looking, and who of these people has it.
TAKES_MORE = {
    "reports_source_upload": {"adder"},
    "reports_source_preview": {"adder"},
    "reports_source_show_again": {"adder"},
    "reports_inspection_correct": {"corrector"},
    "reports_correction_withdraw": {"corrector"},
    "reports_inspection_withdraw": {"withdrawer"},
    "reports_inspection_restore": {"withdrawer"},
    "reports_outcome_add": {"confirmer"},
    "reports_outcome_delete": {"confirmer"},
    "reports_thesaurusentry_add": {"editor"},
}
# Forms that everybody who may look reads, and that fewer may send.
SENT_BY: dict[str, set[str]] = {
    "reports_authority_change": set(),  # nobody: the list comes from the reference data
    "reports_digest_change": set(),
    "reports_harvestedfile_change": set(),
    "reports_statuschallenge_change": set(),
    "reports_statussuggestion_change": set(),
    "reports_outcome_change": {"confirmer"},
    "reports_theme_change": {"editor"},
    "reports_thesaurusentry_change": {"editor"},
}


def expected(name: str, method: str) -> set[str]:
    """Who is let through to a URL of the admin, by its name."""
    _model, action = name.removeprefix("reports_").rsplit("_", 1)
    if name in TAKES_MORE:
        return TAKES_MORE[name]
    if name.startswith("auth_") or action in {"add", "delete"}:
        return set()  # accounts are an operator's; reports come and go by other ways
    if method == "post" and name in SENT_BY:
        return SENT_BY[name]
    return set(PEOPLE) - {"nobody"}


def names_of(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, list[str]]]:
    """The name of each URL of the archive's and the accounts' pages, with the names of its parameters."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names_of(each.url_patterns)
        elif each.name and each.name.startswith(("reports_", "auth_")):
            yield each.name, list(each.pattern.converters)  # type: ignore[union-attr]


@pytest.fixture
def urls(db: None) -> dict[str, str]:
    """Every URL of the admin by its name, on rows that are there."""
    ashmere = make_authority(name="Ashmere")
    earlier = make_inspection(authority=ashmere, start=date(2012, 11, 12), recommendations=["Plan."])
    later = make_inspection(authority=ashmere)
    user = User.objects.create_user("somebody")
    position = {"earlier": earlier, "later": later, "position": 1}
    rows = {
        "authority": ashmere,
        "inspection": earlier,
        "source": earlier.source,
        "correction": Correction.objects.create(
            inspection=earlier, field="start", printed="2012-11-12", value="2012-11-13", reason="Page 1."
        ),
        "outcome": Outcome.objects.create(**position, status="mixed"),
        "statuschallenge": StatusChallenge.objects.create(**position, message="That is not what it says."),
        "statussuggestion": StatusSuggestion.objects.create(
            **{**position, "position": 2}, status="mixed", confidence=0.5, stated=False
        ),
        "digest": Digest.objects.create(
            follower=Follower.objects.create(address="somebody@council.example"), day=date(2026, 11, 2)
        ),
        "harvestedfile": make_harvested_file(),
        "job": Job.objects.create(kind=Job.Kind.COUNT, subject="count", back="/admin/"),
        "theme": Theme.objects.create(slug="walks", name="Walks", about="Walks.", expressions="walk"),
        "thesaurusentry": ThesaurusEntry.objects.create(term="stroll", expansions=["walk"]),
        "user": user,
        "group": Group.objects.create(name="Readers"),
    }
    [admin] = [each for each in get_resolver().url_patterns if str(each.pattern) == "admin/"]
    found = {}
    for name, parameters in names_of(admin.url_patterns):  # type: ignore[union-attr]
        row = rows[name.split("_")[1]]
        given = {"key": "start", "token": "0" * 32}
        found[name] = reverse(
            f"admin:{name}", kwargs={each: given.get(each) or row.pk for each in parameters}
        )
    return found


def log_in(client: Client, person: str) -> None:
    user = User.objects.create_user(person, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=PEOPLE[person]))
    assert user.user_permissions.count() == len(PEOPLE[person])
    client.force_login(user)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("person", PEOPLE)
def test_each_url_of_the_admin_lets_those_through_who_have_the_right_and_nobody_else(
    client: Client, urls: dict[str, str], person: str, method: str
) -> None:
    log_in(client, person)
    reached = set()
    for name, url in urls.items():
        with transaction.atomic():
            status = getattr(client, method)(url).status_code
            transaction.set_rollback(True)
        assert status < 500, name
        if status != 403:
            reached.add(name)
    assert reached == {name for name in urls if person in expected(name, method)}


def test_who_is_not_logged_in_is_sent_to_the_log_in(client: Client, urls: dict[str, str]) -> None:
    answers = {name: client.get(url) for name, url in urls.items()}
    assert [name for name, answer in answers.items() if answer.status_code != 302] == []
    assert [name for name, answer in answers.items() if "/admin/login/" not in answer.url] == []  # type: ignore[attr-defined]


def test_the_walk_misses_no_model_of_the_admin(urls: dict[str, str]) -> None:
    assert {name.split("_")[1] for name in urls} == {*MODELS, "user", "group"}
    assert TAKES_MORE.keys() | SENT_BY.keys() <= urls.keys()
