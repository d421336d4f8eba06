"""What changed in the archive as data: one object a change. Whoever replays them has the present archive."""

from collections.abc import Iterable, Iterator
from typing import Any

from reports.models import ArchiveChange


def change_rows(changes: Iterable[ArchiveChange], *, root: str) -> Iterator[dict[str, Any]]:
    """Each change with its reason and what the report says since. `root` is the site's URL without its last slash.

    `report` is one number for a report, whatever becomes of its URL. Replaying means to keep the latest `state` of each
    report, and to drop a report whose state is null.
    """
    for change in changes:
        yield {
            "id": change.pk,
            "version": change.version,
            "at": change.at,
            "reason": change.reason,
            "report": change.inspection,
            "url": f"{root}/inspections/{change.slug}/",
            "grades_before": change.grades_before,
            "state": change.state or None,
        }
