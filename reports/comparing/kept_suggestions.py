"""Suggested statuses as they are kept: worked out once for each pair of reports, and again when either changes.

Reading two reports against each other costs a second of work for a few pairs, which is too much for a page. A kept
suggestion holds while its digest does: the texts of both reports, the weights and the code that it was made by. Where
one is missing or no longer holds, the pair is read again; nothing is written in a request. How rare a word is in the
archive may have moved since: `manage.py suggest_statuses --all` works everything out afresh.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, groupby
from pathlib import Path

from django.db import connection, transaction

from reports.comparing.followed_pairs import followed_pairs
from reports.comparing.service import read, suggestions
from reports.comparing.statuses import learned, visits
from reports.comparing.statuses.evidence import shown
from reports.models import Authority, Inspection, Recommendation, StatusSuggestion

Pair = tuple[Inspection, Inspection]

# The texts of some reports as one hash each. What curators confirm is not part of them.
TEXTS = """
SELECT inspection_id, md5(string_agg(piece, '|' ORDER BY piece)) FROM (
    SELECT inspection_id, 'p' || "order" || anchor || strand || text AS piece
    FROM reports_paragraph WHERE inspection_id = ANY(%(keys)s)
    UNION ALL
    SELECT inspection_id, 'r' || "order" || addressee || text
    FROM reports_recommendation WHERE inspection_id = ANY(%(keys)s)
) pieces GROUP BY inspection_id
"""


@cache
def method_digest() -> str:
    """A hash of the weights and of the code that suggests by them: another model makes everything stale."""
    code = sorted(Path(__file__).parent.rglob("*.py"))
    found = hashlib.sha256()
    for path in (learned.FILE, visits.FILE, *code):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def text_digests(inspections: Collection[Inspection]) -> dict[int, str]:
    """By key of inspection, a hash of its texts. One query."""
    with connection.cursor() as cursor:
        cursor.execute(TEXTS, {"keys": [one.pk for one in inspections]})
        return dict(cursor.fetchall())


def with_recommendations(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs of which the earlier report asks for something. One query."""
    keys = {earlier.pk for earlier, _ in pairs}
    asking = set(Recommendation.objects.filter(inspection__in=keys).values_list("inspection", flat=True))
    return [pair for pair in pairs if pair[0].pk in asking]


def digest_of(pair: Pair, texts: dict[int, str]) -> str:
    """What a suggestion of a pair is worked out from."""
    earlier, later = (texts.get(one.pk, "") for one in pair)
    return hashlib.sha256(f"{earlier} {later} {method_digest()}".encode()).hexdigest()


def kept_or_worked_out(pairs: Sequence[Pair]) -> dict[tuple[int, int], list[StatusSuggestion]]:
    """The suggestions of each pair, by the keys of the two; where all are kept, in three queries."""
    pairs = with_recommendations(pairs)
    texts = text_digests(set(chain.from_iterable(pairs)))
    kept: dict[tuple[int, int], list[StatusSuggestion]] = {}
    for one in StatusSuggestion.objects.filter(
        earlier__in={earlier.pk for earlier, _ in pairs}, later__in={later.pk for _, later in pairs}
    ).order_by("position"):
        kept.setdefault((one.earlier_id, one.later_id), []).append(one)
    found = {}
    for earlier, later in pairs:
        digest = digest_of((earlier, later), texts)
        known = kept.get((earlier.pk, later.pk), [])
        holds = bool(known) and all(one.digest == digest for one in known)
        found[earlier.pk, later.pk] = known if holds else worked_out(earlier, later, digest)
    return found


def worked_out(earlier: Inspection, later: Inspection, digest: str) -> list[StatusSuggestion]:
    """What the models suggest of each recommendation of a pair, not saved."""
    return [
        StatusSuggestion(
            earlier=earlier,
            later=later,
            position=suggestion.assessed.asked.terms.piece.order,
            status=suggestion.status.value,
            confidence=suggestion.confidence,
            stated=suggestion.stated,
            lead=suggestion.lead if items else "",
            evidence=[item.terms.piece.anchor for item in items],
            digest=digest,
        )
        for suggestion in suggestions(read(earlier, later))
        for items in [shown(suggestion)]
    ]


def bring_up_to_date(*, authority: Authority | None = None, everything: bool = False) -> Iterator[Pair]:
    """Work out the pairs that are missing or no longer hold, of all authorities or of one, or every pair; yields each,
    saved together with the others of its authority. Suggestions of pairs that are no longer followed are deleted."""
    pairs = with_recommendations(list(followed_pairs(authority)))
    texts = text_digests(set(chain.from_iterable(pairs)))
    kept = StatusSuggestion.objects.all()
    if authority is not None:
        kept = kept.filter(earlier__authority=authority)
    held: dict[tuple[int, int], set[str]] = {}
    for earlier_id, later_id, digest in kept.values_list("earlier", "later", "digest").distinct():
        held.setdefault((earlier_id, later_id), set()).add(digest)
    for earlier_id, later_id in held.keys() - {(earlier.pk, later.pk) for earlier, later in pairs}:
        kept.filter(earlier=earlier_id, later=later_id).delete()
    for _, of_authority in groupby(pairs, key=lambda pair: pair[0].authority_id):
        due = [
            (pair, digest)
            for pair in of_authority
            for digest in [digest_of(pair, texts)]
            if everything or held.get((pair[0].pk, pair[1].pk)) != {digest}
        ]
        if due:
            save({pair: worked_out(*pair, digest) for pair, digest in due})
            yield from (pair for pair, _ in due)


@transaction.atomic
def save(found: Mapping[Pair, Sequence[StatusSuggestion]]) -> None:
    """Put the suggestions of some pairs in the place of those before; of two who do so at once one is heard."""
    for pair, suggested in found.items():
        StatusSuggestion.objects.of_pair(*pair).delete()
        StatusSuggestion.objects.bulk_create(suggested, ignore_conflicts=True)
