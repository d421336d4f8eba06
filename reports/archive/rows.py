"""A parsed report as rows of the archive, not yet saved. No query happens here."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports import frameworks
from reports.archive.anchors import Anchors, give_former_anchors
from reports.models import Footnote, Inspection, Judgement, Paragraph, Recommendation
from reports.parsing import document

# Where a sentence begins behind another.
SENTENCE_BEGINS = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a footnote in the text of a passage, which begins on `page`."""

    sign: str
    page: int
    anchor: str
    place: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything below one inspection."""

    judgements: tuple[Judgement, ...]
    recommendations: tuple[Recommendation, ...]
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...]

    @property
    def words(self) -> int:
        return sum(paragraph.words for paragraph in self.paragraphs)


def rows_of(
    report: document.ParsedReport,
    *,
    inspection: Inspection,
    corrected_grades: Mapping[tuple[str, int], str],
    before: Sequence[Paragraph] = (),
) -> Rows:
    """The rows of a report under an inspection; a corrected grade replaces the one that was read.

    `before` are the paragraphs of an earlier reading, whose anchors stay with their texts.
    """
    judgements = judgement_rows(report.judgements, inspection=inspection, corrected_grades=corrected_grades)
    grades = {j.strand: j.grade or "" for j in reversed(judgements)}
    recommendations = recommendation_rows(asked := asked_for(report), inspection=inspection)
    paragraphs = paragraph_rows(report.paragraphs, inspection=inspection, grades=grades, before=before)
    marks = [
        *marks_of(paragraphs, report.paragraphs),
        *marks_of(recommendations, asked),
    ]
    return Rows(
        judgements=judgements,
        recommendations=recommendations,
        paragraphs=paragraphs,
        footnotes=footnote_rows(report.blocks, marks, inspection=inspection),
    )


def judgement_rows(
    judgements: Sequence[document.Judgement],
    *,
    inspection: Inspection,
    corrected_grades: Mapping[tuple[str, int], str],
) -> tuple[Judgement, ...]:
    """Each judgement as printed, with its grade where that is one of the framework's scale."""
    scale = frameworks.scale_of(inspection.framework)
    seen: Counter[str] = Counter()
    rows = []
    for order, judgement in enumerate(judgements, start=1):
        seen[judgement.strand] += 1
        corrected = corrected_grades.get((judgement.strand, seen[judgement.strand]))
        said = corrected or judgement.grade or judgement.printed_grade.lower()
        grade = said if said in scale and (corrected or judgement.grade) else None
        if grade:
            status = Judgement.Status.GRADED
        elif Judgement.Status.NOT_JUDGED in said:
            status = Judgement.Status.NOT_JUDGED
        else:
            status = Judgement.Status.NOT_READ
        rows.append(
            Judgement(
                inspection=inspection,
                order=order,
                strand=judgement.strand,
                label=judgement.label,
                printed_grade=judgement.printed_grade,
                grade=grade,
                status=status,
                page=judgement.page,
            )
        )
    return tuple(rows)


def asked_for(report: document.ParsedReport) -> tuple[document.Recommendation, ...]:
    """What a report asks for: its recommendations, or the items of a document without grades."""
    if report.other is None:
        return report.recommendations
    return tuple(
        document.Recommendation(
            number=None,
            text=item.text,
            headings=item.headings,
            timescale=None,
            addressee=(item.addressee or "")[:300],
            page=item.page,
            category=item.category,
            parts=item.parts,
        )
        for item in report.other.items
    )


def recommendation_rows(
    recommendations: Sequence[document.Recommendation], *, inspection: Inspection
) -> tuple[Recommendation, ...]:
    return tuple(
        Recommendation(
            inspection=inspection,
            order=order,
            number=recommendation.number,
            text=recommendation.text,
            headings=list(recommendation.headings),
            timescale=recommendation.timescale or "",
            addressee=recommendation.addressee,
            page=recommendation.page,
            category=recommendation.category,
            parts=list(recommendation.parts),
        )
        for order, recommendation in enumerate(recommendations, start=1)
    )


def paragraph_rows(
    paragraphs: Sequence[document.Paragraph],
    *,
    inspection: Inspection,
    grades: Mapping[str, str],
    before: Sequence[Paragraph] = (),
) -> tuple[Paragraph, ...]:
    """The paragraphs in printed order, each with the anchor that its text had `before`, if it had one."""
    anchors = Anchors(before)
    rows: list[Paragraph] = []
    for order, paragraph in enumerate(paragraphs, start=1):
        above = rows[paragraph.under] if paragraph.under is not None else None
        strand = frameworks.strand_of_section(inspection.framework, paragraph.section) or ""
        rows.append(
            Paragraph(
                inspection=inspection,
                order=order,
                anchor=anchors.of(paragraph),
                number=paragraph.number,
                kind=paragraph.kind,
                section=list(paragraph.section),
                text=paragraph.text,
                page=paragraph.page,
                strand=strand,
                grade=grades.get(strand, ""),
                words=len(paragraph.text.split()),
                level=paragraph.level,
                under=above.anchor if above else "",
                lead_in=lead_in_of(above) if above else "",
            )
        )
    give_former_anchors(rows, before)
    return tuple(rows)


def lead_in_of(above: Paragraph) -> str:
    """What leads a bullet in: the last sentence of the paragraph above it, behind what leads that one in."""
    return " ".join(part for part in (above.lead_in, SENTENCE_BEGINS.split(above.text)[-1]) if part)


def marks_of(
    rows: Sequence[Paragraph | Recommendation], read: Sequence[document.Paragraph | document.Recommendation]
) -> Iterator[Mark]:
    """The marks of footnotes that passages carry, in printed order."""
    for row, passage in zip(rows, read, strict=True):
        for mark in passage.marks:
            yield Mark(sign=mark.sign, page=row.page, anchor=row.anchor, place=mark.place)


def footnote_rows(
    blocks: Sequence[document.Block], marks: Sequence[Mark], *, inspection: Inspection
) -> tuple[Footnote, ...]:
    """The footnotes, each tied to its mark where a passage carries it."""
    notes = [
        Footnote(inspection=inspection, order=order, text=block.text, page=block.page)
        for order, block in enumerate((block for block in blocks if block.role == "footnote"), start=1)
    ]
    untied = list(marks)
    for note in notes:
        mark = mark_of(note, untied)
        if mark:
            note.anchor, note.place = mark.anchor, mark.place
            untied.remove(mark)
    return tuple(notes)


def mark_of(note: Footnote, marks: Sequence[Mark]) -> Mark | None:
    """The first mark of a footnote on its page, else in a passage that may run on from the page before."""
    for page in (note.page, note.page - 1):
        for mark in marks:
            if mark.page == page and mark.sign == note.sign:
                return mark
    return None
