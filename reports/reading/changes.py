"""The past of what curators and operators write: who changed what, when, from what to what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model
from pghistory.models import Events

from reports.models import Correction, Inspection, Source
from reports.reading.corrected import STRAND_NAMES, fact_of

MOST = 200  # changes of one thing that are shown, the last ones
WHAT = {"insert": "added", "update": "changed", "delete": "deleted"}
# Of what a change is said about: who did it is said beside it, and what only an identity is says nothing.
NOT_SAID = {
    "made_by",
    "made_by_id",
    "confirmed_by",
    "confirmed_by_id",
    "withdrawn_by",
    "withdrawn_by_id",
    "edited",
}
NAMES = {
    "about": "what belongs here",
    "both_ways": "both ways",
    "expansions": "also searched",
    "expressions": "searches",
    "inspection_id": "report",
    "slug": "name in the URL",
    "source_id": "file",
    "withdrawn_at": "withdrawn",
    "withdrawn_for": "kind of reason",
    "withdrawn_reason": "reason",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a change: what it was (None of what is new) and what it became."""

    name: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `who` is a user's name, or "a command"; `version` is the key of the values that it left."""

    when: datetime
    who: str
    thing: str
    what: str
    differences: tuple[Difference, ...]
    version: int
    model: str
    values: Mapping[str, Any]


def changes_of(thing: Model, *, around: bool = False) -> list[Change]:
    """The changes of one row, the last first; `around`: of the rows that refer to it too (a report's corrections)."""
    every: Any = Events.objects
    found = every.references(thing) if around else every.tracks(thing)
    events = list(found.order_by("-pgh_created_at", "-pgh_id")[:MOST])
    return list(read(events))


def read(events: Iterable[Any]) -> Iterator[Change]:
    """Events as people read them, with the names of users and files. Two queries for all of them."""
    events = list(events)
    authors = users({author_of(event) for event in events} - {None})
    files = labels(events)
    for event in events:
        key = author_of(event)
        model = event.pgh_obj_model.partition(".")[2].lower()
        yield Change(
            when=event.pgh_created_at,
            who=authors.get(key, "a former curator") if key else "a command",
            thing=name_of(event, model),
            what=what_of(event, model),
            differences=tuple(differences(event, files)),
            version=event.pgh_id,
            model=model,
            values=event.pgh_data,
        )


def author_of(event: Any) -> int | None:
    """The key of the user whose request made a change; None of a command, and of what a reader sends."""
    user = (event.pgh_context or {}).get("user")
    return int(user) if user is not None else None


def users(keys: set[int | None]) -> dict[int, str]:
    """The names of users by key."""
    model: Any = get_user_model()
    found = model.objects.filter(pk__in=keys) if keys else ()
    return {user.pk: user.get_username() for user in found}


def labels(events: Iterable[Any]) -> dict[str, str]:
    """The names of the files that events are about, by key."""
    keys = set()
    for event in events:
        keys.update([event.pgh_data.get("source_id"), *((event.pgh_diff or {}).get("source_id") or ())])
    found = Source.objects.filter(pk__in=keys - {None}) if keys - {None} else ()
    return {str(source.pk): source.label for source in found}


def name_of(event: Any, model: str) -> str:
    """What changed, in a few words: "correction of Overall effectiveness"."""
    data = event.pgh_data
    if model == "correction":
        return f"correction of {fact_of(fact(data))}"
    if model == "outcome":
        return f"status of recommendation {data['position']}"
    name = data.get("term") or data.get("name") or data.get("slug") or ""
    kind = {"inspection": "report", "source": "file", "thesaurusentry": "entry"}.get(model, model)
    return f"{kind} {name}".strip()


def fact(data: Mapping[str, Any]) -> Correction:
    """The correction that a kept row was, to name its fact; nothing is saved of it."""
    return Correction(field=data["field"], strand=data["strand"], order=data["order"])


def what_of(event: Any, model: str) -> str:
    """The verb of a change: of a report whose file or withdrawal changed, that."""
    diff = event.pgh_diff or {}
    if model == "inspection" and event.pgh_label == "update":
        if "withdrawn_at" in diff:
            return "withdrawn" if diff["withdrawn_at"][1] else "restored"
        if "source_id" in diff:
            return "given another file"
    if model == "correction" and event.pgh_label == "delete":
        return "taken back"
    return WHAT.get(event.pgh_label, str(event.pgh_label))


def differences(event: Any, files: Mapping[str, str]) -> Iterator[Difference]:
    """Each field that says something: of a new row its values, of a changed one what was and what is."""
    if event.pgh_label == "update":
        pairs = {name: (before, after) for name, (before, after) in (event.pgh_diff or {}).items()}
    elif event.pgh_obj_model in ("reports.Inspection", "reports.Source"):
        pairs = {}
    else:
        pairs = {name: (None, value) for name, value in event.pgh_data.items() if value not in ("", [], None)}
    for name, (before, after) in pairs.items():
        if name in NOT_SAID or name == "id" or (event.pgh_label != "update" and name.endswith("_id")):
            continue
        was = None if event.pgh_label != "update" else in_words(name, before, files)
        yield Difference(NAMES.get(name, name.replace("_", " ")), was, in_words(name, after, files))


def in_words(name: str, value: Any, files: Mapping[str, str]) -> str:
    """A value as a table shows it."""
    if name == "source_id":
        return files.get(str(value), "a file that is gone")
    if name == "strand":
        return STRAND_NAMES.get(str(value), str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "none"
    return "none" if value in ("", None) else str(value)


@dataclass(frozen=True, slots=True)
class PastCorrection:
    """One change of a correction, as the public page says it; who made it is not shown there."""

    when: datetime
    inspection: Inspection
    fact: str
    what: str
    value: str
    reason: str


def past_corrections(most: int) -> list[PastCorrection]:
    """The last changes of corrections that were changed or taken back, the newest first.

    What was made once and stands is in the list of corrections; a report that was withdrawn shows nothing.
    """
    history: Any = apps.get_model("reports", "CorrectionHistory")
    found = history.objects.exclude(pgh_label="insert").filter(
        inspection__in=Inspection.objects.order_by().values("pk")
    )
    rows = found.select_related("inspection__authority").order_by("-pgh_id")[:most]
    return [
        PastCorrection(
            when=row.pgh_created_at,
            inspection=row.inspection,
            fact=fact_of(row),
            what="taken back" if row.pgh_label == "delete" else "changed to",
            value=row.value or "none printed",
            reason=row.reason,
        )
        for row in rows
    ]
