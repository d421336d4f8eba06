"""How much the archive says on a theme: through the years, under each grade, in each report.

All of it is counted when reports are tagged (ThemeShare); nothing here reads a paragraph.

How much is paragraphs for every 1,000 words. Frameworks write paragraphs of different lengths, so each measure was put
to the archive with every two neighbouring paragraphs joined: this one fell to 0.91 of what it was, the share of words
that are in paragraphs on the theme rose to 1.73 of it, and the share of reports, which no length of paragraphs
moves, is already everything for most themes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import ExtractYear, Round

from reports import frameworks
from reports.frameworks.other_kinds import GRADED, KIND_NAMES
from reports.models import Inspection, RecommendationTheme, Theme, ThemeShare
from reports.models.kept_figures import kept_for_version

FEW_REPORTS = 4  # a year with fewer says little
FEWEST_SAID = 3  # paragraphs, of a report that is said to say most


@dataclass(frozen=True, slots=True)
class Figure:
    """Paragraphs on a theme among so many words; `reports` say something on it, of so many `among` which they are."""

    paragraphs: int
    words: int
    reports: int = 0
    among: int = 0

    @property
    def per_1000(self) -> float | None:
        """Paragraphs for every 1,000 words; None where there are no words."""
        return round(1000 * self.paragraphs / self.words, 2) if self.words else None


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme of the list: what it has in all, and through the years (None: no report of that year).

    `firm` are the years that rest on enough reports to be described.
    """

    theme: Theme
    paragraphs: int
    recommendations: int
    reports: int
    per_1000: float
    by_year: tuple[tuple[int, float | None], ...]
    firm: frozenset[int]

    @property
    def firm_by_year(self) -> list[tuple[int, float]]:
        """Through the years that rest on enough reports to be described."""
        return [(year, value) for year, value in self.by_year if value is not None and year in self.firm]


def shares(*, newest: bool = False, kind: str = GRADED) -> QuerySet[ThemeShare]:
    """The shares of the reports of a kind of inspection; of the newest report of each authority alone with `newest`."""
    found = ThemeShare.objects.filter(inspection__in=Inspection.objects.listed().of_kinds(kind).order_by())
    return found.filter(inspection__in=newest_reports()) if newest else found


def newest_reports() -> QuerySet[Inspection]:
    """The newest report of each authority, in no order."""
    return Inspection.objects.newest_of_each_authority().order_by()


@kept_for_version(most=2 * len(KIND_NAMES))
def words_by_year(newest: bool = False, kind: str = GRADED) -> dict[int, tuple[int, int]]:
    """For each year, the words and the number of its reports."""
    rows = (
        shares(newest=newest, kind=kind)
        .filter(theme=None)
        .annotate(year=ExtractYear("inspection__start"))
        .values("year")
        .annotate(all_words=Sum("words"), reports=Count("inspection", distinct=True))
    )
    return {row["year"]: (row["all_words"], row["reports"]) for row in rows}


@kept_for_version(most=2)
def words_by_grade(newest: bool = False) -> dict[str, int]:
    """For each grade, the words that stand under it; under "" those that stand under no judgement."""
    rows = shares(newest=newest).filter(theme=None).values("grade").annotate(all_words=Sum("words"))
    return {row["grade"]: row["all_words"] for row in rows}


@kept_for_version(most=2)
def frameworks_by_year(newest: bool = False) -> dict[int, set[str]]:
    """The frameworks that the reports of each year were made under."""
    found: dict[int, set[str]] = {}
    rows = shares(newest=newest).filter(theme=None).annotate(year=ExtractYear("inspection__start"))
    for year, framework in rows.values_list("year", "inspection__framework").distinct():
        found.setdefault(year, set()).add(str(framework))
    return found


def by_year(theme: Theme, *, newest: bool = False) -> dict[int, Figure]:
    """For every year from the first to the last with a report; years without one have no words."""
    words = words_by_year(newest)
    if not words:
        return {}
    rows = (
        shares(newest=newest)
        .filter(theme=theme)
        .annotate(year=ExtractYear("inspection__start"))
        .values("year")
        .annotate(found=Sum("paragraphs"), reports=Count("inspection", distinct=True))
    )
    found = {row["year"]: row for row in rows}
    return {
        year: Figure(
            found[year]["found"] if year in found else 0,
            words.get(year, (0, 0))[0],
            found[year]["reports"] if year in found else 0,
            words.get(year, (0, 0))[1],
        )
        for year in range(min(words), max(words) + 1)
    }


def by_grade(theme: Theme, *, newest: bool = False) -> dict[str, Figure]:
    """Under each grade, best first, and last ("") under none: text that is under no judgement."""
    words = words_by_grade(newest)
    rows = (
        shares(newest=newest)
        .filter(theme=theme)
        .values("grade")
        .annotate(found=Sum("paragraphs"), reports=Count("inspection", distinct=True))
    )
    found = {row["grade"]: Figure(row["found"], words.get(row["grade"], 0), row["reports"]) for row in rows}
    return {
        grade: found.get(grade, Figure(0, words[grade]))
        for grade in (*frameworks.GRADES, "")
        if words.get(grade)
    }


@kept_for_version(most=2 * len(KIND_NAMES))
def all_themes(newest: bool = False, kind: str = GRADED) -> list[ThemeLine]:
    """Every theme with its figures in the reports of a kind of inspection, in the order of the list; with `newest` in
    the newest report of each authority."""
    words = words_by_year(newest, kind)
    every_word = sum(count for count, _ in words.values()) or 1
    years = range(min(words), max(words) + 1) if words else range(0)
    found: dict[int, dict[int, int]] = {}
    for row in (
        shares(newest=newest, kind=kind)
        .exclude(theme=None)
        .annotate(year=ExtractYear("inspection__start"))
        .values("theme", "year")
        .annotate(found=Sum("paragraphs"))
    ):
        found.setdefault(row["theme"], {})[row["year"]] = row["found"]
    reports = counts(
        shares(newest=newest, kind=kind)
        .exclude(theme=None)
        .values("theme")
        .annotate(n=Count("inspection", distinct=True))
    )
    recommendations = RecommendationTheme.objects.filter(
        recommendation__inspection__in=newest_reports()
        if newest
        else Inspection.objects.listed().of_kinds(kind).order_by()
    ).order_by()
    asked = counts(recommendations.values("theme").annotate(n=Count("pk")))
    firm = frozenset(year for year, (_, among) in words.items() if among >= FEW_REPORTS)
    return [
        ThemeLine(
            theme=theme,
            paragraphs=sum(found.get(theme.pk, {}).values()),
            recommendations=asked.get(theme.pk, 0),
            reports=reports.get(theme.pk, 0),
            per_1000=round(1000 * sum(found.get(theme.pk, {}).values()) / every_word, 2),
            by_year=tuple(
                (year, round(1000 * found.get(theme.pk, {}).get(year, 0) / words[year][0], 3))
                if year in words and words[year][0]
                else (year, None)
                for year in years
            ),
            firm=firm,
        )
        for theme in Theme.objects.all()
    ]


def counts(rows: Iterable[Any]) -> dict[int, int]:
    return {row["theme"]: row["n"] for row in rows}


def most_said(theme: Theme, *, newest: bool = False, limit: int = 10) -> list[tuple[Inspection, Figure]]:
    """The reports that say most on a theme for their length, the most first. Two queries, whatever there is."""
    found = {
        row["inspection"]: row["found"]
        for row in shares(newest=newest)
        .filter(theme=theme, inspection__word_count__gt=0)
        .values("inspection")
        .annotate(
            found=Sum("paragraphs"),
            per_1000=Round(Sum("paragraphs") * 1000.0 / F("inspection__word_count"), precision=2),
        )
        .filter(found__gte=FEWEST_SAID)
        .order_by("-per_1000", "inspection__slug")[:limit]
    }
    inspections = (
        Inspection.objects.select_related("authority")
        .only("slug", "start", "end", "framework", "word_count", "authority__name", "authority__slug")
        .in_bulk(list(found))
    )
    return [(inspections[pk], Figure(count, inspections[pk].word_count)) for pk, count in found.items()]
