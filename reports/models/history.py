"""What is kept of every change: triggers of the database write a row for each, whoever makes it (django-pghistory).

The kept rows hold what curators and operators wrote. They hold no text of a report, so that nothing of a withdrawn
one is left in them: what an outcome quotes and what a correction found in print is in the tables themselves alone.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import pghistory
from django.db.models import Model

M = TypeVar("M", bound=Model)

# The fields that are kept of each table.
KEPT_CORRECTION = ["inspection", "field", "strand", "order", "value", "reason", "made_by"]
KEPT_OUTCOME = ["earlier", "position", "later", "status", "evidence", "note", "confirmed_by"]
KEPT_INSPECTION = ["slug", "source", "withdrawn_at", "withdrawn_for", "withdrawn_reason", "withdrawn_by"]
KEPT_SOURCE = ["folder", "name", "sha256", "inspection"]
KEPT_THEME = ["slug", "name", "about", "expressions", "order", "edited"]
KEPT_THESAURUS = ["term", "expansions", "kind", "both_ways", "enabled", "edited"]


def keep_history(name: str, fields: list[str]) -> Callable[[type[M]], type[M]]:
    """Keep a row of these fields whenever a row of the model is added, changed in one of them, or deleted.

    `name` is that of the model that keeps them.
    """
    trackers: Any = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return cast("Callable[[type[M]], type[M]]", pghistory.track(*trackers, fields=fields, model_name=name))
