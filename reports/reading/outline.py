"""The paragraphs of a report under their headings, in printed order, and where each strand is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from reports import frameworks
from reports.models import Judgement, Paragraph

DEEPEST_HEADING = 6


@dataclass(slots=True)
class Section:
    """A heading and what is under it: paragraphs and sections, in printed order.

    `path` are the headings down to its own. `judgement` is the one that the section gives the reasons for.
    """

    anchor: str
    path: tuple[str, ...]
    content: list[Paragraph | Section] = field(default_factory=list)
    judgement: Judgement | None = None

    @property
    def heading(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def depth(self) -> int:
        return len(self.path)

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


def outline(paragraphs: Iterable[Paragraph]) -> Section:
    """The report's outline: a section without a heading that holds everything."""
    root = Section(anchor="report", path=())
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
            section = Section(anchor=f"section-{count}", path=(*path[-1].path, heading))
            path[-1].content.append(section)
            path.append(section)
        path[-1].content.append(paragraph)
    return root


def give_judgements(
    root: Section, judgements: Iterable[Judgement], *, framework: str | None, asked: Collection[int]
) -> None:
    """Tell the section in which each strand is judged of its judgement: of the sections whose heading opens a part
    about the strand, the one with most to say on it. What fits no strand is judged under its own label.

    `asked` are the keys of paragraphs that are recommendations: a heading over them names what has to be done, and
    judges nothing.
    """
    parts: dict[str, list[Section]] = {}
    for section in sections_of(root):
        if strand := opens(section, framework):
            parts.setdefault(strand, []).append(section)
    for judgement in judgements:
        strand = "" if judgement.strand == "other" else judgement.strand
        places = parts.get(strand, []) if strand else headed(judgement.label, root)
        said = {words: section for section in reversed(places) if (words := words_on(strand, section, asked))}
        if said:
            place = said[max(said)]
            place.judgement = place.judgement or judgement


def opens(section: Section, framework: str | None) -> str | None:
    """The strand whose part the section's heading opens, None where the heading above already does or none does."""
    strand = frameworks.strand_of_section(framework, section.path)
    above = frameworks.strand_of_section(framework, section.path[:-1]) if section.depth > 1 else None
    return strand if strand != above else None


def headed(label: str, root: Section) -> list[Section]:
    """The sections under this heading, in small letters or large."""
    return [each for each in sections_of(root) if each.heading.casefold() == label.casefold()]


def words_on(strand: str, section: Section, asked: Collection[int]) -> int:
    """How many words of a section are about a strand, recommendations left out."""
    return sum(each.words for each in section.paragraphs() if each.strand == strand and each.pk not in asked)


def walk(section: Section) -> Iterator[Section | Paragraph]:
    """Everything under a section in reading order, headings before what they head."""
    for each in section.content:
        yield each
        if isinstance(each, Section):
            yield from walk(each)


def sections_of(root: Section) -> Iterator[Section]:
    """Every section in reading order."""
    return (each for each in walk(root) if isinstance(each, Section))
