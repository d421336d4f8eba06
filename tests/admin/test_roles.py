"""Two roles come with the archive, and neither needs a superuser."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from reports.archive.roles import CURATORS, ROLES, WITHDRAWERS, create_roles
from tests.builders import make_inspection

pytestmark = pytest.mark.django_db


def member_of(client: Client, role: str) -> User:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_every_permission_that_it_is_said_to_have(role: str):
    assert set(Group.objects.get(name=role).permissions.values_list("codename", flat=True)) == set(
        ROLES[role]
    )


@pytest.mark.parametrize(("role", "may"), [(CURATORS, False), (WITHDRAWERS, True)])
def test_only_one_of_them_may_withdraw_a_report(client: Client, role: str, may: bool):
    member_of(client, role)
    url = f"/admin/reports/inspection/{make_inspection().pk}/withdraw/"
    assert client.get(url).status_code == (200 if may else 403)


@pytest.mark.parametrize(
    "path", ["source/", "source/upload/", "inspection/", "outcome/add/", "statuschallenge/", "theme/"]
)
def test_a_curator_reaches_what_daily_work_needs(client: Client, path: str):
    member_of(client, CURATORS)
    assert client.get(f"/admin/reports/{path}").status_code == 200


def test_a_curator_may_change_no_accounts(client: Client):
    member_of(client, CURATORS)
    assert client.get("/admin/auth/user/").status_code == 403


def test_what_an_operator_changed_stays():
    group = Group.objects.get(name=CURATORS)
    group.permissions.clear()
    create_roles()
    assert not group.permissions.exists()
