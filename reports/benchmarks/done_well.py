"""How right "done well" is in comparisons of two authorities, against pairs that a reader judged.

The labels are facts: two URLs, the recommendation's position, the paragraph that was shown first, and whether
"the second authority is said to do this well" is right, partly right or wrong. Those called "fresh" were judged after
the rules were written: all that they state in 127 pairs drawn by chance (1,258 recommendations).
"""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from reports.comparing.pairs import UnknownInspectionError, at
from reports.comparing.service import recommendation_outcomes
from reports.models.recommendation_statuses import Status

FILE = Path(__file__).with_name("done_well.csv")


def measured() -> dict[str, Counter[str]]:
    """For each half of the labels, how many are stated by what they were judged to be, and how many are left out.

    "missing": the archive lacks a report; "other evidence": another paragraph is shown first than the one judged.
    """
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found: dict[str, Counter[str]] = {}
    by_pair: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for row in rows:
        by_pair.setdefault((row["a"], row["b"]), []).append(row)
    for (a, b), judged in by_pair.items():
        try:
            followed = {one.position: one for one in recommendation_outcomes(at(a), at(b))}
        except UnknownInspectionError:
            followed = {}
        for label in judged:
            count = found.setdefault(label["half"], Counter())
            count["labels"] += 1
            one = followed.get(int(label["position"]))
            if one is None:
                count["missing"] += 1
            elif not one.evidence or one.evidence[0].terms.piece.anchor != label["paragraph"]:
                count["other evidence"] += 1
            elif one.status == Status.IMPROVED:
                count[f"stated, {label['judged']}"] += 1
            else:
                count[f"not stated, {label['judged']}"] += 1
    return found


def line(half: str, count: Mapping[str, int]) -> str:
    """One half in a line: how many are stated, and how many of them are right."""
    stated = {judged: count.get(f"stated, {judged}", 0) for judged in ("right", "partly", "wrong")}
    total = sum(stated.values())
    share = f"{stated['right'] / total:.2f}" if total else "no"
    return (
        f"{half}: {count['labels']} labels, {total} stated: {share} right ({stated['right']} right, "
        f"{stated['partly']} partly, {stated['wrong']} wrong); {count.get('missing', 0)} of reports that are not "
        f"here, {count.get('other evidence', 0)} with other evidence"
    )
