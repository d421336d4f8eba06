"""Themes: the list, and one theme across the archive."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from reports.browse.query_strings import url_with
from reports.charts import over_time, sparkline
from reports.exports import JsonList, as_objects, csv_response, list_response
from reports.exports import themes as exported
from reports.exports.chunks import in_chunks
from reports.frameworks.other_kinds import GRADED, KIND_NAMES
from reports.models import Inspection, Paragraph, Recommendation, Theme
from reports.models.inspection_queryset import KNOWN_OF_INSPECTION
from reports.overview.national import coverage
from reports.themes.figures import (
    FEW_REPORTS,
    all_themes,
    by_grade,
    by_year,
    frameworks_by_year,
    most_said,
)
from reports.views.refusals import refusal
from reports.views.site_urls import root_of
from reports.views.theme_parameters import KINDS, Asked, asked_for

PER_PAGE = 25


def theme_list(request: HttpRequest) -> HttpResponse:
    """`/themes/?newest=`: every theme, in all reports or in the newest of each authority."""
    asked, problems = asked_for(request.GET)
    newest, kind = asked.newest, asked.inspections
    pooled = over_time.pooled_years(frameworks_by_year(newest)) if kind == GRADED else frozenset()
    beginnings = over_time.first_years() | pooled | {year + 1 for year in pooled}
    lines = [
        (
            line,
            sparkline.draw(
                [value for _, value in line.by_year],
                title=read_aloud(line.firm_by_year),
                breaks=[place for place, (year, _) in enumerate(line.by_year) if year in beginnings],
            ),
        )
        for line in all_themes(newest, kind)
    ]
    years = lines[0][0].by_year if lines else ()
    context = {
        "lines": lines,
        "first": years[0][0] if years else None,
        "last": years[-1][0] if years else None,
        "coverage": coverage(),
        "others": Inspection.objects.unplaced().count(),
        "newest": newest,
        "problems": problems,
        "graded": kind == GRADED,
        "of_kinds": kinds_of_list(kind),
        "csv": url_with(reverse("themes-csv"), written(asked)),
        "json": url_with(reverse("themes-json"), written(asked)),
    }
    return render(request, "themes/list.html", context)


def kinds_of_list(shown: str) -> list[tuple[str, int, str, bool]]:
    """Each kind of inspection that is held: its name, how many there are, the list of themes in it, and whether that is
    shown; nothing where all are graded. One query."""
    path = reverse("themes")
    counts = Inspection.objects.kind_counts()
    if not set(counts) - {GRADED}:
        return []
    return [
        (KIND_NAMES[key][0], count, url_with(path, written(Asked(inspections=key))), key == shown)
        for key, count in counts.items()
    ]


def themes_csv(request: HttpRequest) -> HttpResponseBase:
    """`/themes.csv?newest=`: every theme with its figures, one row each."""
    asked, problems = asked_for(request.GET)
    if problems:
        return refusal(problems)
    lines = all_themes(asked.newest, asked.inspections)
    rows = exported.list_rows(lines, root=root_of(request))
    return csv_response(rows, columns=exported.LIST_COLUMNS, filename="themes.csv")


def themes_json(request: HttpRequest) -> HttpResponse:
    """`/themes.json?newest=`: the same rows as objects."""
    asked, problems = asked_for(request.GET)
    if problems:
        return refusal(problems)
    rows = exported.list_rows(all_themes(asked.newest, asked.inspections), root=root_of(request))
    return list_response(request, JsonList.of_table(exported.LIST_COLUMNS, rows))


def read_aloud(known: list[tuple[int, float]]) -> str:
    """What a sparkline shows, for a screen reader: of the years alone that rest on enough reports."""
    if not known:
        return f"No year with {FEW_REPORTS} reports or more"
    highest = max(known, key=lambda point: point[1])
    return f"From {known[0][1]:.1f} in {known[0][0]} to {known[-1][1]:.1f} in {known[-1][0]}, most in {highest[0]}"


def theme_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/themes/<slug>/`: through the years, by grade, and its paragraphs or recommendations."""
    theme = get_object_or_404(Theme, slug=slug)
    asked, problems = asked_for(request.GET)
    newest = asked.newest
    rows: QuerySet[Any] = texts(theme, asked)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    years = by_year(theme, newest=newest)
    path = reverse("theme", args=[slug])
    context = {
        "problems": problems,
        "theme": theme,
        "chart": over_time.draw(
            [(year, figure.per_1000) for year, figure in years.items()],
            name=theme.name,
            unit="paragraphs per 1,000 words",
            notes={
                year: f"{figure.reports} of {figure.among} report{'' if figure.among == 1 else 's'}"
                for year, figure in years.items()
            },
            thin=[year for year, figure in years.items() if figure.among < FEW_REPORTS],
            thin_is=f"fewer than {FEW_REPORTS} reports",
            pooled=over_time.pooled_years(frameworks_by_year(newest)),
        ),
        "grades": by_grade(theme, newest=newest),
        "most": most_said(theme, newest=newest),
        "page": page,
        "kind": asked.kind,
        "kinds": [
            (key, name, url_with(path, written(replace(asked, kind=key, grade=""))))
            for key, name in KINDS.items()
        ],
        "of_kinds": list(of_kinds(theme, asked)),
        "graded": asked.inspections == GRADED,
        "newest": newest,
        "other_reports": url_with(path, written(replace(asked, newest=not newest))),
        "grade": asked.grade,
        "others": Inspection.objects.unplaced().count(),
        "clear": url_with(path, written(replace(asked, grade=""))),
        "ways_out": [] if page.paginator.count else list(ways_out(theme)),
        "csv": url_with(reverse("theme-csv", args=[slug]), written(asked)),
        "json": url_with(reverse("theme-json", args=[slug]), written(asked)),
    }
    return render(request, "themes/theme.html", context)


def written(asked: Asked) -> QueryDict:
    """The parameters of a URL that asks for this, without those that it can do without."""
    data = QueryDict(mutable=True)
    if asked.kind != "paragraphs":
        data["show"] = asked.kind
    if asked.grade:
        data["grade"] = asked.grade
    if asked.newest:
        data["newest"] = "1"
    if asked.inspections != GRADED:
        data["kind"] = asked.inspections
    return data


def of_kinds(theme: Theme, asked: Asked) -> Iterator[tuple[str, int, str, bool]]:
    """What there is on the theme in each kind of inspection: its name, how much, the URL, and whether it is shown.
    Nothing where all are of one kind. One query."""
    path = reverse("theme", args=[theme.slug])
    model: type[Paragraph] | type[Recommendation] = (
        Recommendation if asked.kind == "recommendations" else Paragraph
    )
    found = model._default_manager.filter(
        theme_tags__theme=theme, inspection__in=Inspection.objects.listed().order_by()
    )
    counts = dict(found.order_by().values_list("inspection__kind").annotate(count=Count("pk")))
    if not any(counts):
        return
    for key, (one, _) in KIND_NAMES.items():
        count = counts.get("" if key == GRADED else key, 0)
        if count or key == asked.inspections:
            other = replace(asked, inspections=key, grade="", newest=False)
            yield one, count, url_with(path, written(other)), key == asked.inspections


def ways_out(theme: Theme) -> Iterator[tuple[str, str]]:
    """Where nothing is shown: what there is on the theme, and the list of all themes."""
    path = reverse("theme", args=[theme.slug])
    for kind, name in KINDS.items():
        if count := texts(theme, Asked(kind=kind)).count():
            yield f"{name} under any grade – {count}", f"{path}?show={kind}#texts"
    yield "All themes", reverse("themes")


def theme_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`/themes/<slug>.csv`: every paragraph or recommendation on the theme, one row each."""
    theme = get_object_or_404(Theme, slug=slug)
    asked, problems = asked_for(request.GET)
    if problems:
        return refusal(problems)
    found = texts(theme, asked)
    every = found.model._default_manager.select_related("inspection__authority").defer("search_vector")
    rows = in_chunks(found, every)
    return csv_response(
        exported.rows(rows, kind=asked.kind.removesuffix("s")),
        columns=exported.COLUMNS,
        filename=f"{slug}-{asked.kind}.csv",
    )


def theme_json(request: HttpRequest, slug: str) -> HttpResponse:
    """`/themes/<slug>.json?show=&page=&per_page=`: the same rows as objects, a page at a time."""
    theme = get_object_or_404(Theme, slug=slug)
    asked, problems = asked_for(request.GET)
    if problems:
        return refusal(problems)
    found, kind = texts(theme, asked), asked.kind.removesuffix("s")
    rows = JsonList(
        found.count(),
        lambda first, end: as_objects(exported.COLUMNS, exported.rows(found[first:end], kind=kind)),
        head={"theme": theme.name},
    )
    return list_response(request, rows)


def texts(theme: Theme, asked: Asked) -> QuerySet[Any]:
    """The paragraphs or the recommendations on a theme in the reports that are counted, the newest report first."""
    model: type[Paragraph] | type[Recommendation] = (
        Recommendation if asked.kind == "recommendations" else Paragraph
    )
    rows: QuerySet[Any] = (
        model._default_manager.filter(
            theme_tags__theme=theme,
            inspection__in=Inspection.objects.listed().of_kinds(asked.inspections).order_by(),
        )
        .select_related("inspection__authority")
        .defer("search_vector")
        .order_by(KNOWN_OF_INSPECTION.desc(), "-inspection__start", "inspection__slug", "order")
    )
    if asked.newest:
        rows = rows.filter(inspection__in=Inspection.objects.newest_of_each_authority().order_by())
    if asked.grade:
        rows = rows.filter(grade=asked.grade)
    return rows
