"""Two inspections to a Comparison."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reports import frameworks
from reports.comparing import citing, judgements
from reports.comparing.comparison import Comparison, Evidence, FollowedRecommendation, ThemeRow
from reports.comparing.loading import Report, load
from reports.comparing.matching import Ranker
from reports.comparing.statuses.candidates import Later, Question
from reports.comparing.statuses.done_well import as_of_another_place
from reports.comparing.statuses.evidence import evidence, shown
from reports.comparing.statuses.rule_assessment import assess_by_rules
from reports.comparing.statuses.suggestions import Suggestion, suggest
from reports.comparing.statuses.twins import one_answer_for_twins
from reports.comparing.statuses.visits import as_of_a_visit
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.recommendation_query import Parts, telling_terms
from reports.comparing.terms.senses import senses
from reports.comparing.terms.weights import Weights
from reports.comparing.terms.words import spellings
from reports.language.stems import stems_of
from reports.models import Inspection, Judgement, Outcome, Theme, ThemeShare
from reports.models.recommendation_statuses import Status


@dataclass(frozen=True, slots=True)
class Reading:
    """Two reports, read."""

    a: Inspection
    b: Inspection
    earlier: Report
    later: Report
    weights: Weights
    names: frozenset[str]

    def ranker(self, parts: Parts | None = None) -> Ranker:
        """What ranks the later report's pieces; `parts` other than the usual are for measuring them."""
        return Ranker(
            self.later.everything,
            self.weights,
            earlier=self.earlier.everything,
            names=self.names,
            theme_rarity=self.theme_rarity,
            care_asked=frameworks.looks_at_care(self.a.framework),
            board_reviewed=self.board_reviewed,
            parts=parts,
        )

    @property
    def theme_rarity(self) -> dict[str, float]:
        """How informative a theme that two pieces share is, in these two reports."""
        return theme_rarity([*self.earlier.everything, *self.later.everything])

    @property
    def board_reviewed(self) -> bool:
        """Whether the later inspection looked at the safeguarding board."""
        return frameworks.board_within(self.b.framework) or any(
            one.piece.board for one in self.later.everything
        )


def read(a: Inspection, b: Inspection) -> Reading:
    """Both reports out of the archive."""
    (earlier, later), weights = load(a, b)
    names = spellings(inspection.authority.name for inspection in (a, b) if inspection.authority)
    return Reading(a, b, earlier, later, weights, frozenset(filter(None, stems_of(names).values())))


def compare(a: Inspection, b: Inspection) -> Comparison:
    """Everything that is said of two inspections, `a` being the earlier (`pairs.canonical` puts them so)."""
    reading = read(a, b)
    found = suggestions(reading)
    given = judgements_of(a), judgements_of(b)
    return Comparison(
        a=a,
        b=b,
        over_time=citing.same_authority(a, b),
        earlier_judgements=given[0],
        later_judgements=given[1],
        judgements=judgement_rows(a, b, given),
        recommendations=followed_recommendations(a, b, found, reading.later),
        new=new_ones(reading.later.recommendations, found),
        themes=theme_rows(a, b),
        board_reviewed=reading.board_reviewed,
    )


def recommendation_outcomes(a: Inspection, b: Inspection) -> tuple[FollowedRecommendation, ...]:
    """What became of each recommendation of `a`, the earlier, by the report of `b`: `compare` without the rest."""
    reading = read(a, b)
    return followed_recommendations(a, b, suggestions(reading), reading.later)


def suggestions(reading: Reading) -> tuple[Suggestion, ...]:
    """What is suggested of each earlier recommendation, in their order."""
    later = Later(reading.ranker())
    found = one_answer_for_twins(
        [
            suggest(assessed, later)
            for assessed in assess_by_rules(reading.earlier.recommendations, later.ranker)
        ]
    )
    if citing.same_authority(reading.a, reading.b):
        if not (reading.a.kind or reading.b.kind):
            return found
        return tuple(as_of_a_visit(Question(one.assessed.asked, later.ranker), one) for one in found)
    return tuple(as_of_another_place(Question(one.assessed.asked, later.ranker), one) for one in found)


def theme_rarity(readings: Sequence[Terms]) -> dict[str, float]:
    """How informative a shared theme is: 1 for one that a single piece has, 0 for one that all have."""
    counts = Counter(slug for reading in readings for slug in reading.piece.themes)
    total = max(len(readings), 2)
    return {slug: math.log(total / count) / math.log(total) for slug, count in counts.items()}


def judgements_of(inspection: Inspection) -> tuple[judgements.Given, ...]:
    """The judgements of one report in its order; a visit or an area inspection has none."""
    rows = Judgement.objects.filter(inspection=inspection).order_by("order") if inspection.framework else ()
    return tuple(
        judgements.Given(row.strand, row.label, row.grade, row.status, row.printed_grade) for row in rows
    )


def judgement_rows(
    a: Inspection, b: Inspection, given: tuple[Sequence[judgements.Given], Sequence[judgements.Given]]
) -> tuple[judgements.Row, ...]:
    """The judgements of both, aligned by the crosswalk; none where a framework is not known."""
    if not (a.framework and b.framework):
        return ()
    return judgements.rows(
        given[0],
        given[1],
        framework_a=a.framework,
        framework_b=b.framework,
        places=None if citing.same_authority(a, b) else (a.name, b.name),
    )


def followed_recommendations(
    a: Inspection, b: Inspection, found: Sequence[Suggestion], later: Report
) -> tuple[FollowedRecommendation, ...]:
    """What became of each recommendation with its evidence, and a curator's word where there is one."""
    decided = {
        outcome.position: outcome
        for outcome in Outcome.objects.filter(earlier=a, later=b).select_related("confirmed_by")
    }
    rows = []
    for suggestion in found:
        reading = suggestion.assessed.asked.terms
        outcome = decided.get(reading.piece.order)
        stale = outcome is not None and outcome.text != reading.piece.text
        items = shown(suggestion)
        if outcome is not None and not stale and outcome.evidence:
            items = chosen(outcome, later, suggestion)
        rows.append(
            FollowedRecommendation(
                reading.piece.order,
                reading,
                suggestion.status,
                suggestion.matches,
                items,
                outcome,
                stale,
                confidence=suggestion.confidence,
                sure=suggestion.stated,
                lead=suggestion.lead if items else "",
            )
        )
    return tuple(rows)


def chosen(outcome: Outcome, later: Report, suggestion: Suggestion) -> tuple[Evidence, ...]:
    """The evidence that a curator named; a place that the report no longer has is left out."""
    telling = telling_terms(suggestion.assessed.asked)
    asked = senses(suggestion.assessed.asked.terms.piece.text)
    said = {match.terms.piece.anchor: (match.sentence, match.sentence) for match in suggestion.matches}
    pieces = (*later.paragraphs, *(reading.piece for reading in later.recommendations))
    places = {piece.anchor: piece for piece in pieces}
    return tuple(
        evidence(
            later.reader.read(places[anchor]),
            telling,
            asked,
            said=said.get(anchor, (0, 0)),
            again="closely" if places[anchor].kind == "recommendation" else "",
        )
        for anchor in outcome.evidence
        if anchor in places
    )


def new_ones(recommendations: Sequence[Terms], found: Sequence[Suggestion]) -> tuple[Terms, ...]:
    """The later recommendations that no earlier one asked for already: by the rules, or as the first evidence."""
    asked_before = {one.terms.piece.anchor for suggestion in found for one in suggestion.assessed.again}
    asked_before |= {
        suggestion.ranked[0].candidate.match.terms.piece.anchor
        for suggestion in found
        if suggestion.ranked and suggestion.status == Status.ASKED_AGAIN
    }
    return tuple(reading for reading in recommendations if reading.piece.anchor not in asked_before)


def theme_rows(a: Inspection, b: Inspection) -> tuple[ThemeRow, ...]:
    """Every theme that either report is on, in the order of the list."""
    counts: dict[tuple[int, int | None], int] = {}
    words: dict[int, int] = {a.pk: 0, b.pk: 0}
    for share in ThemeShare.objects.filter(inspection__in=[a, b]):
        key = (share.inspection_id, share.theme_id)
        counts[key] = counts.get(key, 0) + share.paragraphs
        if share.theme_id is None:
            words[share.inspection_id] += share.words
    rows = []
    for theme in Theme.objects.all():
        in_a, in_b = counts.get((a.pk, theme.pk), 0), counts.get((b.pk, theme.pk), 0)
        if in_a or in_b:
            rows.append(
                ThemeRow(
                    theme,
                    in_a,
                    in_b,
                    per_1000(in_a, words[a.pk]),
                    per_1000(in_b, words[b.pk]),
                )
            )
    return tuple(rows)


def per_1000(paragraphs: int, words: int) -> float:
    """Paragraphs for every 1,000 words of the report."""
    return round(1000 * paragraphs / words, 2) if words else 0.0
