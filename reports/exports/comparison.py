"""A comparison as data: JSON whole, and CSV with a row for each judgement, recommendation and theme."""

from collections.abc import Iterator
from typing import Any

from reports.comparing.comparison import Comparison, FollowedRecommendation
from reports.comparing.judgements import Given, Row
from reports.comparing.labels import labels
from reports.comparing.terms.pieces import Terms
from reports.exports.csv import Cell
from reports.models.recommendation_statuses import status_word

# The matches that are handed out for each recommendation.
MATCHES = 10

# What the columns are called over time; between two authorities some go by other names.
COLUMNS = (
    "part",
    "position",
    "subject",
    "relation_or_status",
    "confirmed",
    "earlier",
    "earlier_status",
    "later",
    "later_status",
    "movement",
    "reason",
    "evidence",
    "suggested_status",
    "confidence",
)


OF_TWO = {
    "earlier": "first",
    "earlier_status": "first_status",
    "later": "second",
    "later_status": "second_status",
    "movement": "side_by_side",
}


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Everything that a comparison says, as objects. A `status` is the machine's word, its label a reader's.

    Over time a `status` is one of `outcomes.Status`; of two authorities one of `outcomes.OF_TWO_PLACES` ("asked for
    there too", "criticised there too", "done well", "mixed", "not found"); null where none is stated. The same
    words are in `suggested_status`.
    """
    named = labels(comparison)
    return {
        "a": comparison.a.slug,
        "b": comparison.b.slug,
        "a_kind": comparison.a.kind_key or None,
        "b_kind": comparison.b.kind_key or None,
        "one_authority": comparison.over_time,
        "judgements": [judgement(row) for row in comparison.judgements],
        "recommendations": [
            {
                **recommendation(followed, over_time=comparison.over_time),
                "status_label": named.statuses[followed.status] if followed.status else named.unclear,
            }
            for followed in comparison.recommendations
        ],
        "new_recommendations": [
            {"position": r.piece.order, "number": r.piece.number, "text": r.piece.text}
            for r in comparison.new
        ],
        "themes": [
            {
                "theme": row.theme.slug,
                "name": row.theme.name,
                "a_per_1000": row.a_per_1000,
                "b_per_1000": row.b_per_1000,
                "a_paragraphs": row.a_paragraphs,
                "b_paragraphs": row.b_paragraphs,
            }
            for row in comparison.themes
        ],
    }


def judgement(row: Row) -> dict[str, Any]:
    return {
        "strand_a": row.earlier.strand if row.earlier else None,
        "strand_b": row.later.strand if row.later else None,
        "relation": row.relation,
        "grade_a": row.earlier.grade if row.earlier else None,
        "grade_b": row.later.grade if row.later else None,
        "grade_status_a": grade_status(row.earlier, row),
        "grade_status_b": grade_status(row.later, row),
        "movement": row.movement,
        "direction": None if row.direction == "none" else row.direction,
        "reason": row.reason,
        "source": row.source,
    }


def grade_status(given: Given | None, row: Row) -> str:
    return given.status if given else row.absent


def recommendation(followed: FollowedRecommendation, *, over_time: bool = True) -> dict[str, Any]:
    """One recommendation of the first report; `over_time`: the second is of the same authority."""
    return {
        "position": followed.position,
        "number": followed.recommendation.piece.number,
        "text": followed.recommendation.piece.text,
        "timescale": followed.recommendation.piece.timescale or None,
        "class": followed.recommendation.piece.category,
        "status": status_word(followed.status, over_time=over_time) if followed.status else None,
        "confirmed": followed.confirmed,
        "suggested_status": status_word(followed.suggested, over_time=over_time),
        "confidence": followed.confidence,
        "lead": followed.carried_by or None,
        "note": followed.outcome.note if followed.outcome and not followed.stale else "",
        "evidence": [place(item.terms) for item in followed.evidence],
        "matches": matches(followed),
    }


def matches(followed: FollowedRecommendation) -> list[dict[str, Any]]:
    """The evidence that is shown, in its order, and behind it what else is about the recommendation."""
    scores = {match.terms.piece.anchor: match.score for match in followed.matches}
    first = [item.terms for item in followed.evidence]
    seen = {reading.piece.anchor for reading in first}
    rest = [match.terms for match in followed.matches if match.terms.piece.anchor not in seen]
    return [
        {**place(reading), "score": scores.get(reading.piece.anchor)} for reading in [*first, *rest][:MATCHES]
    ]


def place(reading: Terms) -> dict[str, Any]:
    """Where a piece is in its report."""
    return {"kind": reading.piece.kind, "number": reading.piece.known_number, "anchor": reading.piece.anchor}


def columns(comparison: Comparison) -> list[str]:
    """COLUMNS by the names that fit a comparison."""
    if comparison.over_time:
        return list(COLUMNS)
    return [OF_TWO.get(column, column) for column in COLUMNS]


def csv_rows(comparison: Comparison) -> Iterator[list[Cell]]:
    """The rows under COLUMNS: judgements, then recommendations, then what is new, then themes."""
    named = labels(comparison)
    for row in comparison.judgements:
        yield [
            "judgement",
            None,
            row.strand,
            row.relation,
            None,
            row.earlier.grade if row.earlier else None,
            grade_status(row.earlier, row),
            row.later.grade if row.later else None,
            grade_status(row.later, row),
            row.movement,
            row.reason,
            row.source,
            None,
            None,
        ]
    for followed in comparison.recommendations:
        found = "; ".join(item.terms.piece.name for item in followed.evidence)
        text = followed.recommendation.piece.text
        confirmed = followed.confirmed
        status = named.statuses[followed.status] if followed.status else named.unclear
        suggested = named.statuses[followed.suggested]
        yield [
            *("recommendation", followed.position, text, status, confirmed, *[None] * 6, found),
            *(suggested, followed.confidence),
        ]
    for reading in comparison.new:
        yield [
            "recommendation",
            reading.piece.order,
            reading.piece.text,
            named.new,
            False,
            *[None] * 6,
            reading.piece.name,
            None,
            None,
        ]
    for theme in comparison.themes:
        yield [
            "theme",
            None,
            theme.theme.name,
            {"earlier": named.alone[0], "later": named.alone[1]}.get(theme.alone, "in both"),
            None,
            theme.a_per_1000,
            None,
            theme.b_per_1000,
            None,
            "paragraphs per 1,000 words",
            None,
            f"{theme.a_paragraphs} and {theme.b_paragraphs} paragraphs",
            None,
            None,
        ]
