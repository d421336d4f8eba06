"""A list as JSON, a page at a time, in the one shape that every list of the archive has.

    {"count": 268, "count_is_exact": true, "results": [...], "next": URL or null, "previous": URL or null,
     "licence": URL, "archive_version": 1234}

What a list says besides (the words of a search, say) comes first. `Link` headers (RFC 8288) name the same pages.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from reports.browse.query_strings import url_with
from reports.exports.csv import Cell
from reports.models import ArchiveVersion
from reports.models.archive_version import version_being_read

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
PER_PAGE = 50
MOST_PER_PAGE = 200
LONGEST_LINK = 900  # characters; four of them fit into the 4 kB that a proxy may allow for all headers
# The parameters that every list takes beside its own.
NAMES = ("page", "per_page")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JsonList:
    """A list to be shown a page at a time.

    `rows` gives those from one place to another (0 for the first). `listed`: how many can be had, where that is fewer
    than there are; `exact`: False where `count` is an estimate; `head`: what else there is to say.
    """

    count: int
    rows: Callable[[int, int], Iterable[Row]]
    listed: int | None = None
    exact: bool = True
    head: Mapping[str, Any] | None = None

    @classmethod
    def of_table(cls, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> "JsonList":
        """A table of rows under columns, as its CSV has them."""
        found = as_objects(columns, rows)
        return cls(len(found), lambda first, end: found[first:end])

    def length(self) -> int:
        return self.count if self.listed is None else self.listed


def as_objects(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[dict[str, Cell]]:
    """Rows of a table as objects."""
    return [dict(zip(columns, row, strict=True)) for row in rows]


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is asked for, and of how many rows each."""

    number: int
    size: int

    def of(self, length: int) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-length // self.size))

    @property
    def rows(self) -> tuple[int, int]:
        return (self.number - 1) * self.size, self.number * self.size


def list_response(request: HttpRequest, found: JsonList) -> HttpResponse:
    """The page of the list that the URL asks for; a sentence with status 400 where there is no such page."""
    page, problems = asked_page(request)
    last = page.of(found.length())
    if page.number > last:
        problems.append(
            f"page={page.number} is beyond the last: this list has {last} of {page.size} rows each."
        )
    if problems:
        return HttpResponse("\n".join(problems), status=400, content_type="text/plain; charset=utf-8")
    urls = dict(urls_of(request, page, last))
    return answer(found, list(found.rows(*page.rows)), urls)


def answer(found: JsonList, results: Sequence[Row], urls: Mapping[str, str]) -> HttpResponse:
    """Some rows of a list in the one shape; `urls`: where the other pages are, by their relation (IANA's names)."""
    body = {
        **(found.head or {}),
        "count": found.count,
        "count_is_exact": found.exact,
        "next": urls.get("next"),
        "previous": urls.get("prev"),
        "licence": LICENCE,
        "archive_version": version_of_archive(),
        "results": results,
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Link"] = links(urls)
    return response


def links(urls: Mapping[str, str]) -> str:
    """The header that names the other pages. Long URLs are left out, since servers in between bound a header; those of
    the next page and the one before are in the answer too."""
    pairs = [pair for pair in urls.items() if len(pair[1]) <= LONGEST_LINK]
    return ", ".join(f'<{url}>; rel="{rel}"' for rel, url in [*pairs, ("license", LICENCE)])


def asked_page(request: HttpRequest) -> tuple[Page, list[str]]:
    """The page that the URL asks for, and a sentence for each value that there cannot be."""
    number, wrong_number = whole_number(request, "page", usual=1, most=None)
    size, wrong_size = whole_number(request, "per_page", usual=PER_PAGE, most=MOST_PER_PAGE)
    return Page(number, size), [wrong for wrong in (wrong_number, wrong_size) if wrong]


def whole_number(request: HttpRequest, name: str, *, usual: int, most: int | None) -> tuple[int, str]:
    """The value of a parameter, or the usual one and what is wrong with the value."""
    given = request.GET.get(name, "").strip()
    if not given:
        return usual, ""
    if given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= (most or int(given)):
        return int(given), ""
    between = f"from 1 to {most}" if most else "from 1"
    return usual, f"{name} is a whole number {between}; “{given[:40]}” is not."


def urls_of(request: HttpRequest, page: Page, last: int) -> Iterator[tuple[str, str]]:
    """The pages that are linked, by their relation to this one (IANA's names)."""
    numbers = {"first": 1, "prev": page.number - 1, "next": page.number + 1, "last": last}
    for rel, number in numbers.items():
        if 1 <= number <= last:
            data = request.GET.copy()
            data["page"] = str(number)
            yield rel, request.build_absolute_uri(url_with(request.path, data))


def version_of_archive() -> int:
    """The version whose state this is: that of the request, or the newest."""
    return (version_being_read.get() or ArchiveVersion.current()).number
