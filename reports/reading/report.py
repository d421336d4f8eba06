"""Everything that the page of one report shows, made ready before a template sees it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.models import Correction, Inspection, Judgement, Source
from reports.reading.body import Piece, body_of
from reports.reading.contents import Entry, contents_of
from reports.reading.corrected import CorrectedFact, corrected_facts
from reports.reading.outline import Section, give_judgements, outline, sections_of
from reports.reading.passages import Passage, passage_of, put_footnotes, tell_pages
from reports.reading.recommendations import Group, carriers, grouped
from reports.reading.themes import ThemeInReport, tags_of, themes_in
from reports.reading.words import Words, find_words, matching


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """A judgement, what a curator changed of it, and the section that gives the reasons, if one does."""

    judgement: Judgement
    correction: Correction | None
    anchor: str


@dataclass(slots=True)
class Reading:
    """One report, ready to be read. `words` is what the reader searched for, where the reader did.

    `matches` are the passages found; `in_part`: none holds all of the words, and these hold some of them.
    """

    inspection: Inspection
    words: Words
    judgements: list[JudgementLine]
    groups: list[Group]
    body: list[Piece]
    contents: tuple[Entry, ...]
    corrections: list[CorrectedFact]
    sources: list[Source]
    matches: list[Passage]
    in_part: bool
    themes: list[ThemeInReport]

    @property
    def recommendation_count(self) -> int:
        return sum(len(group.passages) for group in self.groups)

    @property
    def asked_heading(self) -> str:
        """What is shown over all that it asks for: a visit, or another document
        without grades, recommends nothing, and says what needs to improve."""
        return "Recommendations" if self.inspection.framework else "What needs to improve"

    @property
    def asked_counts(self) -> list[tuple[int, str]]:
        """How much it asks for, by what it is called there: [(2, "areas for priority action"), ...]."""
        if self.inspection.framework:
            count = self.recommendation_count
            return [(count, f"recommendation{'' if count == 1 else 's'}")] if count else []
        priority = sum(len(group.passages) for group in self.groups if group.is_priority)
        counts = (
            (priority, "for priority action"),
            (self.recommendation_count - priority, "for improvement"),
        )
        return [(count, f"area{'' if count == 1 else 's'} {what}") for count, what in counts if count]

    @property
    def asks_several(self) -> bool:
        """Whether the recommendations are to more than one body, as to an authority and its safeguarding board."""
        return len({group.addressee for group in self.groups}) > 1


def read(inspection: Inspection, *, words: Words) -> Reading:
    """Gather one report. The number of queries is the same for every report: nine, two for the words, and one where an
    authority was corrected."""
    judgements = list(inspection.judgements.order_by("order"))
    recommendations = list(inspection.recommendations.in_printed_order().defer("search_vector"))
    paragraphs = list(inspection.paragraphs.in_printed_order().defer("search_vector"))
    corrections = list(inspection.corrections.all())
    footnotes = list(inspection.footnotes.order_by("order"))
    anchors = {paragraph.anchor for paragraph in paragraphs}
    carried = carriers(recommendations, paragraphs)
    in_paragraphs = find_words(words, inspection.paragraphs.all()) if words else {}
    in_recommendations = find_words(words, inspection.recommendations.all()) if words else {}
    whole = any(each.is_match for each in (*in_paragraphs.values(), *in_recommendations.values()))
    if whole:
        in_paragraphs, in_recommendations = matching(in_paragraphs), matching(in_recommendations)
    tags = tags_of(inspection)
    passages = {
        each.pk: passage_of(each, in_paragraphs, tags.of_paragraphs, anchors=anchors, footnotes=footnotes)
        for each in paragraphs
    }
    asked = {
        each.order: passage_of(
            each, in_recommendations, tags.of_recommendations, anchors=anchors, footnotes=footnotes
        )
        for each in recommendations
    }
    for order, paragraph in carried.items():
        passages[paragraph.pk].take(asked[order])
        asked[order] = passages[paragraph.pk]
    groups = grouped(recommendations, asked)
    asked_keys = {paragraph.pk for paragraph in carried.values()}
    root = outline(paragraphs)
    give_judgements(root, judgements, framework=inspection.framework, asked=asked_keys)
    body = body_of(root, passages)
    read_in_order = [*asked.values(), *(each for each in body if isinstance(each, Passage))]
    if inspection.source.tells_pages:
        tell_pages(read_in_order, inspection.source)
    put_footnotes(footnotes, read_in_order)
    return Reading(
        inspection=inspection,
        words=words,
        judgements=[judgement_line(each, judgements, corrections, root) for each in judgements],
        groups=groups,
        body=body,
        contents=contents_of(root, asked=asked_keys),
        corrections=corrected_facts(corrections),
        sources=list(inspection.sources.all()),
        matches=[passage for passage in read_in_order if passage.is_match],
        in_part=bool(words) and not whole,
        themes=themes_in(read_in_order, tags),
    )


def judgement_line(
    judgement: Judgement, judgements: list[Judgement], corrections: list[Correction], root: Section
) -> JudgementLine:
    """A judgement with its correction, and the section that gives the reasons for it."""
    same = [each for each in judgements if each.strand == judgement.strand]
    about = ("grade", judgement.strand, same.index(judgement) + 1)
    correction = next((c for c in corrections if (c.field, c.strand, c.order) == about), None)
    places = (
        each.anchor for each in sections_of(root) if each.judgement and each.judgement.pk == judgement.pk
    )
    return JudgementLine(judgement=judgement, correction=correction, anchor=next(places, ""))
