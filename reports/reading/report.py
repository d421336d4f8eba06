"""Everything that the page of one report shows, made ready before a template sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.models import (
    Correction,
    Inspection,
    Judgement,
    Paragraph,
    Source,
)
from reports.reading.corrected import CorrectedFact, corrected_facts
from reports.reading.outline import Section, outline, walk
from reports.reading.passages import Passage, match_up, passage_of, put_footnotes, tell_pages
from reports.reading.recommendations import Group, carriers, grouped
from reports.reading.themes import ThemeInReport, tags_of, themes_in
from reports.reading.words import Words, find_words


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body."""

    anchor: str
    text: str
    level: int
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Paragraphs that stand among the recommendations: from which number to which, and where."""

    first: Passage
    last: Passage


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """A judgement, what a curator changed of it, and where the report speaks of it."""

    judgement: Judgement
    correction: Correction | None
    anchor: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    anchor: str
    text: str
    judgement: Judgement | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(slots=True)
class Reading:
    """One report, ready to be read. `words` is what the reader searched for, where the reader did."""

    inspection: Inspection
    words: Words
    judgements: list[JudgementLine]
    groups: list[Group]
    body: list[Heading | Passage | Elsewhere]
    contents: list[Entry]
    corrections: list[CorrectedFact]
    sources: list[Source]
    matches: list[Passage]
    themes: list[ThemeInReport]

    @property
    def recommendation_count(self) -> int:
        return sum(len(group.passages) for group in self.groups)


def read(inspection: Inspection, *, words: Words) -> Reading:
    """Gather one report. The number of queries is the same for every report: nine, two for the words, and one where an
    authority was corrected."""
    judgements = list(inspection.judgements.order_by("order"))
    recommendations = list(inspection.recommendations.in_printed_order().defer("search_vector"))
    paragraphs = list(inspection.paragraphs.in_printed_order().defer("search_vector"))
    corrections = list(inspection.corrections.all())
    anchors = {paragraph.anchor for paragraph in paragraphs}
    carried = carriers(recommendations, paragraphs)
    found = find_words(words, inspection.paragraphs.all()) if words else {}
    tags = tags_of(inspection)
    passages = {each.pk: passage_of(each, found, tags.of_paragraphs, anchors=anchors) for each in paragraphs}
    found = find_words(words, inspection.recommendations.all()) if words else {}
    asked = {
        each.order: passage_of(each, found, tags.of_recommendations, anchors=anchors)
        for each in recommendations
    }
    for order, paragraph in carried.items():
        passages[paragraph.pk].also = asked[order].anchor
        asked[order] = passages[paragraph.pk]
    groups = grouped(recommendations, asked)
    root = outline(paragraphs, judgements)
    body = list(body_of(root, passages))
    read_in_order = [*asked.values(), *(each for each in body if isinstance(each, Passage))]
    tell_pages(read_in_order)
    put_footnotes(inspection.footnotes.order_by("order"), read_in_order)
    return Reading(
        inspection=inspection,
        words=words,
        judgements=[judgement_line(each, corrections, root, paragraphs) for each in judgements],
        groups=groups,
        body=body,
        contents=contents_of(root, carried),
        corrections=corrected_facts(corrections),
        sources=list(inspection.sources.all()),
        matches=match_up(read_in_order),
        themes=themes_in(read_in_order, tags),
    )


def body_of(root: Section, passages: dict[int, Passage]) -> Iterator[Heading | Passage | Elsewhere]:
    """The body in printed order; a run of paragraphs that are recommendations becomes one pointer to them."""
    run: list[Passage] = []
    for each in walk(root):
        passage = passages[each.pk] if isinstance(each, Paragraph) else None
        if passage is not None and passage.also:
            run.append(passage)
            continue
        if run:
            yield Elsewhere(first=run[0], last=run[-1])
            run = []
        if passage is not None:
            yield passage
        elif isinstance(each, Section):
            yield Heading(each.anchor, each.heading, each.level, each.judgement)
    if run:
        yield Elsewhere(first=run[0], last=run[-1])


def judgement_line(
    judgement: Judgement, corrections: list[Correction], root: Section, paragraphs: list[Paragraph]
) -> JudgementLine:
    """A judgement with its correction, and the heading or the paragraph that carries it."""
    correction = next((c for c in corrections if c.field == "grade" and c.strand == judgement.strand), None)
    sections = (each for each in walk(root) if isinstance(each, Section))
    heading = next((s.anchor for s in sections if s.judgement and s.judgement.pk == judgement.pk), "")
    paragraph = next((p.anchor for p in paragraphs if p.strand == judgement.strand), "")
    return JudgementLine(judgement=judgement, correction=correction, anchor=heading or paragraph)


def contents_of(root: Section, carried: dict[int, Paragraph]) -> list[Entry]:
    """The headings of the body two deep, without those that hold recommendations alone."""
    elsewhere = {paragraph.pk for paragraph in carried.values()}

    def entries(section: Section, deep: int) -> tuple[Entry, ...]:
        return tuple(
            Entry(each.anchor, each.heading, each.judgement, entries(each, deep - 1) if deep else ())
            for each in section.sections
            if any(paragraph.pk not in elsewhere for paragraph in each.paragraphs())
        )

    return list(entries(root, 1))
