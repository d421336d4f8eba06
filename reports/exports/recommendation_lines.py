"""An authority's recommendations through its inspections as data: a row for each step of each line."""

from collections.abc import Iterator
from typing import Any

from reports.comparing.recommendation_lines import Line, RecommendationHistory, Step
from reports.exports.csv import Cell

COLUMNS = (
    "authority",
    "inspection",
    "inspection_url",
    "position",
    "number",
    "recommendation",
    "addressee",
    "line_confidence",
    "class",
    "kind",
    "later_inspection",
    "later_start",
    "status",
    "suggested_status",
    "confidence",
    "confirmed_by_curator",
    "lead",
    "evidence",
    "comparison_url",
    "later_kind",
)


def line_rows(history: RecommendationHistory, *, root: str) -> Iterator[list[Cell]]:
    """The rows under COLUMNS; a status that is not stated is empty, with the suggested one beside it."""
    for line in history.lines:
        head = line_facts(line, root=root)
        for step in line.steps:
            yield [*head.values(), *step_facts(line, step, root=root).values()]


def lines_json(history: RecommendationHistory, *, root: str) -> Iterator[dict[str, Any]]:
    """Each line with its steps under `steps`."""
    for line in history.lines:
        steps = [
            {**facts, "evidence": str(facts["evidence"]).split()}
            for facts in (step_facts(line, step, root=root) for step in line.steps)
        ]
        yield {**line_facts(line, root=root), "steps": steps}


def line_facts(line: Line, *, root: str) -> dict[str, Cell]:
    piece = line.piece
    authority = line.inspection.authority
    return {
        "authority": authority.name if authority else None,
        "inspection": line.inspection.slug,
        "inspection_url": f"{root}{line.inspection.get_absolute_url()}#{piece.anchor}",
        "position": line.position,
        "number": piece.number,
        "recommendation": piece.text,
        "addressee": None if line.inspection.kind else "LSCB" if piece.board else "local authority",
        "line_confidence": round(line.confidence, 3),
        "class": piece.category,
        "kind": line.inspection.kind_key,
    }


def step_facts(line: Line, step: Step, *, root: str) -> dict[str, Cell]:
    return {
        "later_inspection": step.later.slug,
        "later_start": step.later.start,
        "status": step.status.value if step.status else None,
        "suggested_status": step.suggested.value,
        "confidence": round(step.suggestion.confidence, 3),
        "confirmed_by_curator": step.confirmed,
        "lead": step.carried_by or None,
        "evidence": " ".join(step.evidence),
        "comparison_url": f"{root}/compare/{line.inspection.slug}/{step.later.slug}/#fate-{line.position}",
        "later_kind": step.later.kind_key,
    }
