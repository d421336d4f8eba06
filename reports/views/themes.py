"""Themes: the list, and one theme across the archive."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from reports import frameworks
from reports.charts import over_time, sparkline
from reports.exports import csv_response
from reports.exports.csv import Cell
from reports.models import Paragraph, Recommendation, Theme
from reports.query_strings import address, without
from reports.theme_figures import all_themes, by_grade, by_year, most_said

PER_PAGE = 25
KINDS = {"paragraphs": "Paragraphs", "recommendations": "Recommendations"}
COLUMNS = (
    "kind",
    "inspection",
    "authority",
    "start",
    "framework",
    "number",
    "strand",
    "grade",
    "page",
    "text",
)


def theme_list(request: HttpRequest) -> HttpResponse:
    """`/themes/`."""
    lines = [
        (line, sparkline.draw([value for _, value in line.by_year], title=spoken(line.by_year)))
        for line in all_themes()
    ]
    years = lines[0][0].by_year if lines else ()
    context = {
        "lines": lines,
        "first": years[0][0] if years else None,
        "last": years[-1][0] if years else None,
    }
    return render(request, "themes/list.html", context)


def spoken(points: tuple[tuple[int, float | None], ...]) -> str:
    """What a sparkline shows, for a screen reader."""
    known = [(year, value) for year, value in points if value is not None]
    if not known:
        return "Nothing yet"
    highest = max(known, key=lambda point: point[1])
    return f"From {known[0][1]:.1f} in {known[0][0]} to {known[-1][1]:.1f} in {known[-1][0]}, most in {highest[0]}"


def theme_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/themes/<slug>/`: through the years, by grade, and its paragraphs or recommendations."""
    theme = get_object_or_404(Theme, slug=slug)
    kind = request.GET.get("show") if request.GET.get("show") in KINDS else "paragraphs"
    grade = request.GET.get("grade", "")
    rows: QuerySet[Any] = texts(theme, str(kind), grade)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    years = by_year(theme)
    path = reverse("theme", args=[slug])
    shown = without(request.GET, "page")
    context = {
        "theme": theme,
        "chart": over_time.draw(
            [(year, figure.per_1000) for year, figure in years.items()],
            name=theme.name,
            unit="paragraphs per 1,000 words",
            notes={
                year: f"{figure.reports} report{'' if figure.reports == 1 else 's'} on it"
                for year, figure in years.items()
            },
        ),
        "grades": by_grade(theme),
        "most": most_said(theme),
        "page": page,
        "kind": kind,
        "kinds": [(key, name, f"{path}?show={key}") for key, name in KINDS.items()],
        "grade": grade if grade in frameworks.GRADES else "",
        "clear": address(path, without(request.GET, "grade")),
        "csv": address(reverse("theme-csv", args=[slug]), shown),
    }
    return render(request, "themes/theme.html", context)


def theme_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`/themes/<slug>.csv`: every paragraph or recommendation on the theme, one row each."""
    theme = get_object_or_404(Theme, slug=slug)
    kind = "recommendations" if request.GET.get("show") == "recommendations" else "paragraphs"
    rows = texts(theme, kind, request.GET.get("grade", ""))
    return csv_response(csv_rows(rows, kind), columns=COLUMNS, filename=f"{slug}-{kind}.csv")


def csv_rows(rows: QuerySet[Any], kind: str) -> Iterator[list[Cell]]:
    for row in rows.iterator(chunk_size=500):
        inspection = row.inspection
        yield [
            kind.removesuffix("s"),
            inspection.slug,
            inspection.authority.name if inspection.authority else inspection.authority_printed,
            inspection.start,
            inspection.framework,
            row.number,
            getattr(row, "strand", ""),
            getattr(row, "grade", ""),
            row.page,
            row.text,
        ]


def texts(theme: Theme, kind: str, grade: str) -> QuerySet[Any]:
    """The paragraphs or the recommendations on a theme, the newest report first."""
    model: type[Paragraph] | type[Recommendation] = Recommendation if kind == "recommendations" else Paragraph
    rows: QuerySet[Any] = (
        model._default_manager.filter(theme_tags__theme=theme)
        .select_related("inspection__authority")
        .defer("search_vector")
        .order_by("-inspection__start", "inspection__slug", "order")
    )
    if kind == "paragraphs" and grade in frameworks.GRADES:
        rows = rows.filter(grade=grade)
    return rows
