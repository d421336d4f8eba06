"""The reference list of authorities: from the project's CSV files to rows."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from reports.models import Authority

DATA = Path(__file__).parents[1] / "data"
LISTS = (DATA / "authorities.csv", DATA / "fictional_authorities.csv")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many authorities a load added, changed and left as they were."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def load_authorities(lists: Iterable[Path] = LISTS) -> Loaded:
    """Bring the table of authorities up to the reference lists, matching by GSS code. Removes nothing."""
    rows = [(row, "fictional" in path.stem) for path in lists for row in read(path)]
    existing = {authority.gss_code: authority for authority in Authority.objects.all()}
    added = changed = 0
    for row, fictional in rows:
        facts = facts_of(row, fictional=fictional)
        authority = existing.get(row["gss_code"])
        if authority is None:
            existing[row["gss_code"]] = Authority.objects.create(gss_code=row["gss_code"], **facts)
            added += 1
        elif any(getattr(authority, field) != value for field, value in facts.items()):
            for field, value in facts.items():
                setattr(authority, field, value)
            authority.save()
            changed += 1
    for row, _ in rows:
        successors = [existing[code] for code in row.get("successors", "").split() if code in existing]
        existing[row["gss_code"]].successors.set(successors)
    return Loaded(added=added, changed=changed, unchanged=len(rows) - added - changed)


def read(path: Path) -> list[dict[str, str]]:
    """The rows of one reference list."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def facts_of(row: dict[str, str], *, fictional: bool) -> dict[str, object]:
    """One row of a reference list as the fields of an Authority; lists in a cell are split."""
    return {
        "name": row["name"],
        "slug": slugify(row["name"]),
        "dfe_code": row.get("dfe_code", ""),
        "ofsted_urn": row.get("ofsted_urn", ""),
        "region": row["region"],
        "type": row["type"],
        "former_names": [name.strip() for name in row.get("former_names", "").split(";") if name.strip()],
        "statistical_neighbours": row.get("statistical_neighbours", "").split(),
        "abolished": date.fromisoformat(row["abolished"]) if row.get("abolished") else None,
        "fictional": fictional,
    }
