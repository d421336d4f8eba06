"""The recommendations of a report under their timescales or headings."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reports.models import Paragraph, Recommendation
from reports.reading.passages import Passage


@dataclass(frozen=True, slots=True)
class Group:
    """Recommendations under one heading or timescale, to one addressee. `above`: what that heading stands under."""

    anchor: str
    above: str
    heading: str
    addressee: str
    passages: tuple[Passage, ...]


def carriers(
    recommendations: Iterable[Recommendation], paragraphs: Iterable[Paragraph]
) -> dict[int, Paragraph]:
    """By a recommendation's order, the paragraph that carries it: the same number, if it has one, and text.

    What a recommendation's own points say stands in no paragraph.
    """
    by_text: dict[tuple[int | None, str], list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_text.setdefault((paragraph.number, paragraph.text), []).append(paragraph)
    found = {}
    for recommendation in recommendations:
        if same := by_text.get((recommendation.number, recommendation.lead)):
            found[recommendation.order] = same.pop(0)
    return found


def grouped(recommendations: Iterable[Recommendation], passages: dict[int, Passage]) -> list[Group]:
    """The recommendations in printed order, those that stand together under one heading. `passages` by order."""
    groups: list[Group] = []
    runs = groupby(recommendations, key=lambda each: (each.addressee, each.timescale, tuple(each.headings)))
    for (addressee, timescale, headings), run in runs:
        groups.append(
            Group(
                anchor=f"recommendations-{len(groups) + 1}",
                above="" if timescale else ": ".join(headings[:-1]),
                heading=timescale or (headings[-1] if headings else ""),
                addressee=addressee,
                passages=tuple(passages[recommendation.order] for recommendation in run),
            )
        )
    return groups
