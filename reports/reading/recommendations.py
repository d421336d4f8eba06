"""The recommendations of a report under their timescales or headings."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reports.models import Paragraph, Recommendation
from reports.reading.passages import Passage


@dataclass(frozen=True, slots=True)
class Group:
    """Recommendations under one heading or timescale, to one addressee. `above`: what that heading is under;
    `is_priority`: they are priority actions."""

    anchor: str
    above: str
    heading: str
    addressee: str
    passages: tuple[Passage, ...]
    is_priority: bool = False

    @property
    def marked(self) -> bool:
        """Whether these are priority actions and their heading does not say so."""
        return self.is_priority and "priority" not in self.heading.lower()


def carriers(
    recommendations: Iterable[Recommendation], paragraphs: Iterable[Paragraph]
) -> dict[int, Paragraph]:
    """By a recommendation's order, the paragraph that carries it: the same number, if it has one, and text.

    What a recommendation's own points say is in no paragraph.
    """
    by_text: dict[tuple[int | None, str], list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_text.setdefault((paragraph.number, paragraph.text), []).append(paragraph)
    found = {}
    for recommendation in recommendations:
        if same := by_text.get((recommendation.number, recommendation.lead)):
            found[recommendation.order] = same.pop(0)
    return found


def group_key(each: Recommendation) -> tuple[str, str, tuple[str, ...], str]:
    """What recommendations of one group have in common."""
    return each.addressee, each.timescale, tuple(each.headings), each.category


def grouped(recommendations: Iterable[Recommendation], passages: dict[int, Passage]) -> list[Group]:
    """The recommendations in printed order, those that are together under one heading. `passages` by order."""
    groups: list[Group] = []
    runs = groupby(recommendations, key=group_key)
    for (addressee, timescale, headings, category), run in runs:
        groups.append(
            Group(
                anchor=f"recommendations-{len(groups) + 1}",
                above="" if timescale else ": ".join(headings[:-1]),
                heading=timescale or (headings[-1] if headings else ""),
                addressee=addressee,
                passages=tuple(passages[recommendation.order] for recommendation in run),
                is_priority=category == Recommendation.Category.PRIORITY_ACTION,
            )
        )
    return groups
