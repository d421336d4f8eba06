"""Every URL of the admin that takes no argument answers a viewer, an adder and a corrector with a page or a refusal."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import NoReverseMatch, reverse

pytestmark = pytest.mark.django_db
MODELS = (
    "harvestedfile",
    "inspection",
    "job",
    "source",
    "correction",
    "outcome",
    "theme",
    "thesaurusentry",
    "authority",
)
VIEW = [f"view_{model}" for model in MODELS]
FOR_ADDERS = {"reports_source_upload"}


def names() -> Iterator[str]:
    for pattern in admin.site.get_urls():
        for one in getattr(pattern, "url_patterns", [pattern]):
            if one.name and one.name not in {"logout", "login"}:
                yield one.name


@pytest.mark.parametrize(
    "extra", [[], ["add_source"], ["add_correction"]], ids=["viewer", "adder", "corrector"]
)
def test_each_is_a_page_or_a_refusal(client: Client, extra: list[str]):
    user = User.objects.create_user("someone", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=VIEW + extra))
    client.force_login(user)
    walked = 0
    for name in sorted(set(names())):
        try:
            url = reverse(f"admin:{name}")
        except NoReverseMatch:
            continue
        status = client.get(url).status_code
        walked += 1
        seen = any(name == f"reports_{model}_changelist" for model in MODELS)
        if seen or (name in FOR_ADDERS and extra == ["add_source"]):
            assert status == 200, name
        elif name in FOR_ADDERS or name.endswith("_add"):
            assert status == 403, name
        else:
            assert status in {200, 302, 403, 404}, name
    assert walked > 15
