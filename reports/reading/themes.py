"""The themes that a report writes about, and where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reports.models import Inspection, ParagraphTheme, RecommendationTheme, Theme
from reports.reading.passages import Passage


@dataclass(frozen=True, slots=True)
class ThemeInReport:
    """A theme, and how many passages of the report are on it."""

    theme: Theme
    passages: int


@dataclass(frozen=True, slots=True)
class Tags:
    """All themes, and those of each paragraph and recommendation of one report, all by primary key."""

    themes: dict[int, Theme]
    of_paragraphs: dict[int, tuple[int, ...]]
    of_recommendations: dict[int, tuple[int, ...]]


def tags_of(inspection: Inspection) -> Tags:
    """Everything that a report is tagged with. Three queries."""
    paragraphs = ParagraphTheme.objects.filter(paragraph__inspection=inspection)
    recommendations = RecommendationTheme.objects.filter(recommendation__inspection=inspection)
    order = ("theme__order", "theme__name")
    return Tags(
        themes=Theme.objects.in_bulk(),
        of_paragraphs=gathered(paragraphs.order_by(*order).values_list("paragraph", "theme")),
        of_recommendations=gathered(recommendations.order_by(*order).values_list("recommendation", "theme")),
    )


def gathered(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for key, theme in pairs:
        found[key] = (*found.get(key, ()), theme)
    return found


def themes_in(passages: Iterable[Passage], tags: Tags) -> list[ThemeInReport]:
    """The themes of the passages, those with most of them first."""
    counts = Counter(theme for passage in passages for theme in passage.themes)
    return [
        ThemeInReport(tags.themes[key], count) for key, count in counts.most_common() if key in tags.themes
    ]
