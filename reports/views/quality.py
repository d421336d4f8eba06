"""How good the archive is: what was read, the parser's warnings, what curators corrected, and where to look."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from reports import frameworks
from reports.comparing.statuses.quality import measured
from reports.exports import JsonList, as_objects, csv_response, list_response
from reports.exports.chunks import in_chunks
from reports.exports.quality import CORRECTION_COLUMNS, WARNING_COLUMNS, correction_rows, warning_rows
from reports.models import Correction, Inspection, Outcome, Source
from reports.reading.changes import past_corrections
from reports.reading.corrected import corrected_facts
from reports.views.site_urls import root_of

PER_PAGE = 50
PAST = 100  # corrections changed or taken back that the page shows, the newest
ROLE_NAMES = {
    "title": "Title",
    "front": "Front page",
    "contents": "Contents",
    "heading": "Headings",
    "numbered": "Numbered paragraphs",
    "bullet": "Bullets",
    "text": "Unnumbered text",
    "table": "Tables",
    "footnote": "Footnotes",
    "running": "Running headers and footers",
    "boilerplate": "Licence, addresses, standard text",
}
STATE_TEXTS = {
    Source.State.CLEAN: "read without a warning",
    Source.State.WARNINGS: "read, with warnings",
    Source.State.UNKNOWN_AUTHORITY: "kept, but the name of the authority was not resolved",
    Source.State.UNKNOWN_KIND: "kept with their text, but of a kind that the archive does not know",
    Source.State.FAILED: "files that could not be read",
}


@dataclass(frozen=True, slots=True)
class YearRow:
    """Inspections of one year, framework by framework in their order; `counts` are (framework, count)."""

    year: int
    counts: tuple[tuple[frameworks.Framework, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class RoleShare:
    """How many source lines ended in one role, and their share of all lines in per cent."""

    role: str
    name: str
    lines: int
    share: float


def quality(request: HttpRequest) -> HttpResponse:
    """`/about/quality/`: the archive as it is, every number a link to the reports behind it."""
    states = Source.objects.state_counts()
    rows = year_rows()
    context = {
        "frameworks": frameworks.FRAMEWORKS,
        "rows": rows,
        "totals": [(f, sum(dict(row.counts)[f] for row in rows)) for f in frameworks.FRAMEWORKS],
        "total": sum(row.total for row in rows),
        "states": [(s, STATE_TEXTS[s], states[s.value]) for s in Source.State if s.value in states],
        "warnings": Source.objects.shown().warning_counts(),
        "roles": role_shares(),
        "corrections": shown_corrections().count(),
        "statuses": measured(),
        "confirmed": Outcome.objects.shown().count(),
    }
    return render(request, "quality/quality.html", context)


def warning(request: HttpRequest, code: str) -> HttpResponse:
    """`/about/quality/warnings/<code>/`: the reports that carry one kind of warning, with what each says."""
    found = Source.objects.shown().with_warning(code).for_reading().by_label()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    if not page.object_list:
        raise Http404("No report carries this warning.")
    rows = [(source, [w for w in source.warnings if w.get("code") == code]) for source in page]
    name = code.replace("-", " ").replace("_", " ").capitalize()
    return render(request, "quality/warning.html", {"name": name, "page": page, "rows": rows})


def warnings_csv(request: HttpRequest) -> HttpResponseBase:
    """`/about/quality/warnings.csv`: every warning of every report that is shown."""
    warned = Source.objects.shown().exclude(warnings=[]).for_reading().by_label()
    rows = warning_rows(in_chunks(warned, Source.objects.for_reading()), root=root_of(request))
    return csv_response(rows, columns=WARNING_COLUMNS, filename="warnings.csv")


def warnings_json(request: HttpRequest) -> HttpResponse:
    """`/about/quality/warnings.json?page=&per_page=`: the same rows as objects."""
    warned = Source.objects.shown().exclude(warnings=[]).for_reading().by_label()
    rows = warning_rows(in_chunks(warned, Source.objects.for_reading()), root=root_of(request))
    return list_response(request, JsonList.of_table(WARNING_COLUMNS, rows))


def state(request: HttpRequest, state: str) -> HttpResponse:
    """`/about/quality/states/<state>/`: the files in one state."""
    if state not in Source.State.values:
        raise Http404("There is no such state.")
    found = Source.objects.in_state(state).for_reading().by_label()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    chosen = Source.State(state)
    context = {"name": chosen.label, "text": STATE_TEXTS[chosen], "page": page}
    return render(request, "quality/state.html", context)


def role(request: HttpRequest, role: str) -> HttpResponse:
    """`/about/quality/roles/<role>/`: the reports with lines in one role, the largest share first."""
    if role not in ROLE_NAMES:
        raise Http404("There is no such role.")
    found = Source.objects.shown().with_share_of(role).for_reading()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "quality/role.html", {"name": ROLE_NAMES[role], "page": page})


def corrections(request: HttpRequest) -> HttpResponse:
    """`/about/quality/corrections/`: every correction with what was printed and why, and those changed since or taken
    back; who made them is not shown, nor any of a report that was withdrawn.
    """
    found = shown_corrections()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    past = past_corrections(PAST) if page.number == 1 else []
    context = {"page": page, "rows": corrected_facts(list(page.object_list)), "past": past}
    return render(request, "quality/corrections.html", context)


def corrections_csv(request: HttpRequest) -> HttpResponseBase:
    """`/about/quality/corrections.csv`: every correction, the newest first."""
    found = shown_corrections()
    rows = correction_rows(in_chunks(found, found), root=root_of(request))
    return csv_response(rows, columns=CORRECTION_COLUMNS, filename="corrections.csv")


def corrections_json(request: HttpRequest) -> HttpResponse:
    """`/about/quality/corrections.json?page=&per_page=`: the same rows as objects, a page at a time."""
    found, root = shown_corrections(), root_of(request)
    rows = JsonList(
        found.count(),
        lambda first, end: as_objects(CORRECTION_COLUMNS, correction_rows(found[first:end], root=root)),
    )
    return list_response(request, rows)


def shown_corrections() -> QuerySet[Correction]:
    """The corrections of the reports that are shown, the newest first."""
    found = Correction.objects.filter(inspection__in=Inspection.objects.order_by().values("pk"))
    return found.select_related("inspection__authority").order_by("-made_at", "pk")


def year_rows() -> list[YearRow]:
    """Inspections by year and framework, the newest year first."""
    counted = Inspection.objects.placed().order_by().values_list("start__year", "framework")
    counts = {(year, key): n for year, key, n in counted.annotate(n=Count("pk"))}
    years = sorted({year for year, _ in counts}, reverse=True)
    return [
        YearRow(year, tuple((f, counts.get((year, f.key), 0)) for f in frameworks.FRAMEWORKS))
        for year in years
    ]


def role_shares() -> list[RoleShare]:
    lines = Source.objects.shown().lines_by_role(*ROLE_NAMES)
    total = sum(lines.values()) or 1
    return [
        RoleShare(role, name, lines[role], 100 * lines[role] / total) for role, name in ROLE_NAMES.items()
    ]
