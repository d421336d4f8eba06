"""The archive beside the inspectorate's own statistics: by sheet, row by row, and the published headline figures."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from reports.browse.query_strings import canonical, url_with
from reports.browse.url_parameters import Option, Parameter, UrlQuery, read_parameters
from reports.exports import JsonList, as_objects, csv_response, list_response
from reports.exports.chunks import in_chunks
from reports.exports.csv import Cell
from reports.models import OfficialInspection
from reports.official.headlines import ON, headlines
from reports.official.known import grades_of, kind_name, strand_name
from reports.views.refusals import refusal
from reports.views.site_urls import root_of

PER_PAGE = 50
PARAMETERS = ("sheet", "result", "page")
Result = OfficialInspection.Result
COLUMNS = (
    "file", "sheet", "row", "authority", "gss_code", "kind", "start", "published", "result", "inspection", "url",
    "differences",
)  # fmt: skip


def official(request: HttpRequest) -> HttpResponse:
    """`/about/quality/official/?sheet=&result=`: sums by sheet, the rows that are asked for, headline figures."""
    sheets = sheet_counts()
    page = Paginator(asked(read(request, sheets)), PER_PAGE).get_page(request.GET.get("page"))
    path = reverse("quality-official")
    context: dict[str, Any] = {
        "problems": read(request, sheets).problems,
        "sheets": [
            {
                **sheet,
                "url": f"{path}?{urlencode({'sheet': sheet['sheet']})}",
                "cells": [
                    (label, sheet[value], link(path, sheet["sheet"], value))
                    for value, label in Result.choices
                ],
            }
            for sheet in sheets
        ],
        "results": Result.choices,
        "sheet": request.GET.get("sheet", ""),
        "result": request.GET.get("result", ""),
        "page": page,
        "rows": [shown(row) for row in page.object_list],
        "headlines": headlines() if sheets else [],
        "on": ON,
        "csv": url_with(reverse("quality-official-csv"), canonical(request.GET, names=("sheet", "result"))),
    }
    return render(request, "quality/official.html", context)


def official_csv(request: HttpRequest) -> HttpResponseBase:
    """`/about/quality/official.csv?sheet=&result=`: the same rows, each with its differences in words."""
    query = read(request, sheet_counts())
    if query.problems:
        return refusal(query.problems)
    found = asked(query)
    rows = csv_rows(in_chunks(found, found), root=root_of(request))
    return csv_response(rows, columns=COLUMNS, filename="official.csv")


def official_json(request: HttpRequest) -> HttpResponse:
    """`/about/quality/official.json?sheet=&result=&page=&per_page=`: the same rows as objects, a page at a time."""
    query = read(request, sheet_counts())
    if query.problems:
        return refusal(query.problems)
    found, root = asked(query), root_of(request)
    rows = JsonList(
        found.count(), lambda first, end: as_objects(COLUMNS, csv_rows(found[first:end], root=root))
    )
    return list_response(request, rows)


def read(request: HttpRequest, sheets: Iterable[dict[str, Any]]) -> UrlQuery:
    """What a request asks for: a sheet that the archive has, and a result."""
    names = dict.fromkeys(sheet["sheet"] for sheet in sheets)
    return read_parameters(
        request.GET,
        [
            Parameter("sheet", options=lambda known: (Option.of(name, name) for name in names)),
            Parameter("result", options=lambda known: (Option.of(*choice) for choice in Result.choices)),
        ],
    )


def asked(query: UrlQuery) -> QuerySet[OfficialInspection]:
    """The rows of the sheet and result that are asked for."""
    found = OfficialInspection.objects.select_related("authority", "inspection")
    if sheet := query.one("sheet"):
        found = found.filter(sheet=sheet)
    if result := query.one("result"):
        found = found.filter(result=result)
    return found


def sheet_counts() -> list[dict[str, Any]]:
    """Each sheet with how many of its rows have each result: one query."""
    counted: dict[str, Any] = {value: Count("pk", filter=Q(result=value)) for value in Result.values}
    rows = OfficialInspection.objects.order_by().values("file", "sheet").annotate(all=Count("pk"))
    return [dict(row) for row in rows.annotate(**counted).order_by("file", "sheet")]


def link(path: str, sheet: str, result: str) -> str:
    """Where the rows of one sheet with one result are."""
    return f"{path}?{urlencode({'sheet': sheet, 'result': result})}"


def shown(row: OfficialInspection) -> dict[str, Any]:
    """A row as the page shows it."""
    return {
        "row": row,
        "kind": kind_name(row),
        "grades": grades_of(row),
        "differences": [(strand_name(one["what"]), one) for one in row.differences],
        "recoded": [(strand_name(one["what"]), one) for one in row.recoded],
    }


def csv_rows(rows: Iterable[OfficialInspection], *, root: str) -> Iterator[list[Cell]]:
    """The rows under COLUMNS."""
    for row in rows:
        said = [*row.differences, *row.recoded]
        yield [
            row.file,
            row.sheet,
            row.row,
            row.authority.name if row.authority else row.authority_printed,
            row.authority.gss_code if row.authority else None,
            kind_name(row),
            row.start,
            row.published,
            row.result,
            row.inspection.slug if row.inspection else None,
            f"{root}{row.inspection.get_absolute_url()}" if row.inspection else None,
            "; ".join(
                f"{one['what']}: {one['official'] or 'none'}, here {one['ours'] or 'none'}" for one in said
            ),
        ]
