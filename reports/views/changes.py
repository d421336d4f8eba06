"""`/changes/`: what changed in the archive, when, and why; as a page, as data to replay, and as a feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import urlencode
from django.utils.timezone import make_aware

from reports import frameworks
from reports.exports import JsonList
from reports.exports.changes import change_rows
from reports.exports.json_list import answer
from reports.models import ArchiveChange, ArchiveVersion, Authority
from reports.views.refusals import refusal
from reports.views.site_urls import root_of

PARAMETERS = ("since", "page")
DATA_PARAMETERS = ("since", "after")
PER_PAGE = 50
AT_ONCE = 1000  # changes in one answer of data
NO_SINCE = (
    "“{value}” is neither a version of the archive nor a time. Use a number, or a day such as 2026-11-01."
)
NO_AFTER = "“{value}” is not the id of a change. Use a number such as 120."
LARGEST = 2**63 - 1
LONGEST_TIME = len("2026-11-28T19:05:21.123456+00:00")
REASONS = {
    "new": "New in the archive",
    "re-read": "Read again, with another result",
    "corrected": "Corrected by a curator",
    "replaced": "Replaced by a newer file",
    "dated": "Its day of publication is known, or another one",
    "withdrawn": "Withdrawn",
    "restored": "Put back after it was withdrawn",
}
NAMES = {
    **{strand.key: strand.name for strand in frameworks.STRANDS},
    **{framework.key: framework.name for framework in frameworks.FRAMEWORKS},
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change as a reader sees it. `moves` are sentences on grades: "Care leavers: good, was inadequate"."""

    change: ArchiveChange
    name: str
    url: str
    reason: str
    moves: tuple[str, ...]


def changes_page(request: HttpRequest) -> HttpResponse:
    """`/changes/?since=`: the newest first."""
    since, problems = asked_since(request.GET)
    found = ArchiveChange.objects.since(since).newest_first()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    data = url_since("changes-json", request.GET)
    context = {
        "page": page,
        "lines": lines_of(page.object_list),
        "problems": problems,
        "since": request.GET.get("since", "").strip() if not problems else "",
        "json": data,
        "version": ArchiveVersion.current().number,
    }
    return render(request, "changes/changes.html", context, status=400 if problems else 200)


def changes_json(request: HttpRequest) -> HttpResponse:
    """`/changes.json?since=&after=`: the oldest first, a thousand at most, with the URL of those that follow."""
    since, problems = asked_since(request.GET)
    after, wrong = asked_after(request.GET)
    if problems := [*problems, *wrong]:
        return refusal(problems)
    found = ArchiveChange.objects.since(since).oldest_first()
    rows = list((found.filter(pk__gt=after) if after else found)[: AT_ONCE + 1])
    more = len(rows) > AT_ONCE
    rows = rows[:AT_ONCE]
    given = request.GET.get("since", "").strip()
    follow = urlencode([*([("since", given)] if given else []), ("after", rows[-1].pk)]) if more else ""
    urls = {"next": request.build_absolute_uri(f"{reverse('changes-json')}?{follow}")} if more else {}
    return answer(
        JsonList(found.count(), lambda first, end: ()), list(change_rows(rows, root=root_of(request))), urls
    )


def url_since(name: str, data: QueryDict) -> str:
    since = data.get("since", "").strip()
    return reverse(name) + (f"?{urlencode({'since': since})}" if since else "")


def asked_since(data: QueryDict) -> tuple[datetime | int | None, list[str]]:
    """The moment or version that a URL names, and what is wrong with it, in one sentence."""
    value = data.get("since", "").strip()
    if not value:
        return None, []
    if is_number(value):
        return int(value), []
    if len(value) <= LONGEST_TIME and (moment := moment_of(value)) is not None:
        return moment, []
    return None, [NO_SINCE.format(value=shortened(value))]


def moment_of(value: str) -> datetime | None:
    """A time, or the beginning of a day; None where the text is neither."""
    try:
        if day := parse_date(value):
            return make_aware(datetime.combine(day, time()))
        moment = parse_datetime(value.replace(" ", "+") if value.count(" ") == 1 and "T" in value else value)
    except (ValueError, OverflowError):
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else make_aware(moment)


def asked_after(data: QueryDict) -> tuple[int, list[str]]:
    """The change that data go on after, 0 for none, and what is wrong with it."""
    value = data.get("after", "").strip()
    if not value:
        return 0, []
    if is_number(value):
        return int(value), []
    return 0, [NO_AFTER.format(value=shortened(value))]


def is_number(value: str) -> bool:
    """Whether a text is a number that a version or a key may have. A long one is not even read."""
    digits = value.isascii() and value.isdecimal() and len(value) <= len(str(LARGEST))
    return digits and int(value) <= LARGEST


def shortened(value: str) -> str:
    """A value as a sentence shows it back."""
    return value.replace("\x00", "")[:40]


def lines_of(changes: Iterable[ArchiveChange]) -> list[ChangeLine]:
    """The changes as a reader sees them. One query, for the names of authorities."""
    changes = list(changes)
    slugs = {change.state.get("authority") for change in changes}
    names = dict(Authority.objects.filter(slug__in=slugs - {None}).values_list("slug", "name"))
    return [line_of(change, names) for change in changes]


def line_of(change: ArchiveChange, names: dict[str, str]) -> ChangeLine:
    return ChangeLine(
        change=change,
        name=name_of(change, names),
        url=reverse("inspection", args=[change.slug]),
        reason=REASONS[change.reason],
        moves=tuple(
            f"{NAMES.get(strand, strand)}: {since or 'no longer there'}, was {before or 'not there'}"
            for strand, before, since in change.grade_moves
        ),
    )


def name_of(change: ArchiveChange, names: dict[str, str]) -> str:
    """What a report is called: its authority and day, else its title; nothing is said of one that was withdrawn."""
    state = change.state
    if not state:
        return change.slug
    start = state.get("start")
    when = f", {date.fromisoformat(start):%-d %B %Y}" if start else ""
    return f"{names.get(state.get('authority') or '', '') or state.get('title') or change.slug}{when}"


def at_midnight(day: date) -> datetime:
    """A day as the moment that a feed wants."""
    return datetime.combine(day, time(), tzinfo=UTC)
