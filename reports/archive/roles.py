"""The roles of people who look after the archive: groups that `migrate` creates, with what each may do.

A superuser is not needed for daily work. An operator may change a group afterwards; it is made only once.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission

CURATORS = "Curators"
WITHDRAWERS = "Curators who may withdraw reports"

MODELS = (
    *(
        "authority",
        "correction",
        "harvestedfile",
        "inspection",
        "job",
        "outcome",
        "source",
        "statuschallenge",
        "statussuggestion",
        "theme",
        "thesaurusentry",
    ),
)
CURATE = (
    *(f"view_{model}" for model in MODELS),
    *("add_source", "add_correction", "delete_correction"),
    *("add_outcome", "change_outcome", "delete_outcome"),
    *("change_theme", "add_thesaurusentry", "change_thesaurusentry"),
)
ROLES: dict[str, tuple[str, ...]] = {CURATORS: CURATE, WITHDRAWERS: (*CURATE, "withdraw_inspection")}


def create_roles(**kwargs: Any) -> None:
    """Make each group that is not there yet; called after every `migrate`, once the permissions exist."""
    for name, codenames in ROLES.items():
        group, created = Group.objects.get_or_create(name=name)
        if created:
            group.permissions.set(
                Permission.objects.filter(content_type__app_label="reports", codename__in=codenames)
            )
