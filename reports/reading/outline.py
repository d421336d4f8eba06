"""The paragraphs of a report under their headings, in printed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reports.models import Judgement, Paragraph

DEEPEST_HEADING = 6


@dataclass(slots=True)
class Section:
    """A heading and what stands under it: paragraphs and sections, in printed order.

    `judgement` is the judgement that the section is about, where it is about one and the section above it
    does not already say so.
    """

    anchor: str
    heading: str
    depth: int
    content: list[Paragraph | Section] = field(default_factory=list)
    judgement: Judgement | None = None

    @property
    def sections(self) -> list[Section]:
        return [each for each in self.content if isinstance(each, Section)]

    @property
    def level(self) -> int:
        """The level of its HTML heading: the page's title is 1, "The report" 2."""
        return min(self.depth + 2, DEEPEST_HEADING)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of it and of its sections."""
        for each in self.content:
            if isinstance(each, Section):
                yield from each.paragraphs()
            else:
                yield each


def outline(paragraphs: Iterable[Paragraph], judgements: Iterable[Judgement]) -> Section:
    """The report's outline: a section without a heading that holds everything."""
    root = Section(anchor="report", heading="", depth=0)
    path = [root]
    count = 0
    for paragraph in paragraphs:
        headings = paragraph.section
        shared = 0
        while shared < min(len(headings), len(path) - 1) and path[shared + 1].heading == headings[shared]:
            shared += 1
        del path[shared + 1 :]
        for heading in headings[shared:]:
            count += 1
            section = Section(anchor=f"section-{count}", heading=heading, depth=len(path))
            path[-1].content.append(section)
            path.append(section)
        path[-1].content.append(paragraph)
    first: dict[str, Judgement] = {}
    for judgement in judgements:
        first.setdefault(judgement.strand, judgement)
    give_judgements(root, first, said="")
    return root


def give_judgements(section: Section, judgements: dict[str, Judgement], *, said: str) -> None:
    """Tell each section the judgement that it is about."""
    strand = strand_of(section)
    if section.heading and strand and strand != said:
        section.judgement = judgements.get(strand)
        said = strand
    for each in section.sections:
        give_judgements(each, judgements, said=said)


def strand_of(section: Section) -> str:
    """The strand of all its paragraphs, or of those right under its heading; empty where they differ."""
    for paragraphs in (section.paragraphs(), (p for p in section.content if isinstance(p, Paragraph))):
        strands = {paragraph.strand for paragraph in paragraphs}
        if len(strands) == 1:
            return strands.pop()
    return ""


def walk(section: Section) -> Iterator[Section | Paragraph]:
    """Everything under a section in reading order, headings before what they head."""
    for each in section.content:
        yield each
        if isinstance(each, Section):
            yield from walk(each)
