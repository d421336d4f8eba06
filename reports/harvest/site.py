"""The inspectorate's site: every address, parameter, selector and label that the harvest relies on, and nothing else.

A change of the site is a change of this module. What a page lacks is raised as `ChangedMarkupError`: an error page with
status 200 looks the same at first, so whoever asks tries again before believing it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from django.conf import settings
from selectolax.lexbor import LexborHTMLParser, LexborNode

SITE = "https://reports.ofsted.gov.uk"
FILES = ("https://files.ofsted.gov.uk", "https://files.api.ofsted.gov.uk")
# Children's social care; local authority children's services. A page holds at most 100.
LISTING = {"q": "", "level_1_types": "3", "level_2_types[]": "12"}
ROWS = 100

RESULTS_COUNT = "strong.results-count"
RESULTS = "ul.results-list"
RESULT = "li.search-result"
RESULT_LINK = ".search-result__title a"
RESULT_FACTS = "ul.search-result__provider-info > li"
LATEST_REPORT = "latest report"
PROVIDER_TITLE = "h1.heading--title"
CANONICAL = 'link[rel="canonical"]'
TIMELINE = "ol.timeline"
DAY = "li.timeline__day"
DAY_DATE = ".timeline__date time"
PUBLICATION = "a.publication-link"
HIDDEN = "span.nonvisual"
METADATA = ".event__metadata"
PROVIDER_PATH = re.compile(r"^/provider/\d+/(?P<number>\d+)/?$")
FILE_PATH = re.compile(r"^/v1/file/(?P<id>[\w-]+)/?$")
DATE = re.compile(r"\b(\d{1,2} [A-Za-z]+ \d{4})\b")

# What a label says, in lower case with single spaces, and the kind of report that it promises. The label of graded
# inspections is one for all frameworks; what a report is follows from its own text.
KINDS = {
    "children's services inspection": "inspection",
    "single inspection of la children's services": "inspection",
    "children's services focused visit": "visit",
    "focused visit": "visit",
    "joint area child protection inspection": "jtai",
    "joint targeted area inspection": "jtai",
    "area send full inspection": "send",
    "joint area review": "other",
}
KIND_NAMES = ("inspection", "visit", "jtai", "send", "other", "unknown")
TAIL = re.compile(r"(,\s*pdf\s*-|\bas pdf\s*-|\s-\s\d{1,2} [a-z]+ \d{4}).*$")


class ChangedMarkupError(Exception):
    """A page without what it should hold; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class ListedProvider:
    """One row of the listing. `latest` is the day of its latest report, None where the row says none."""

    number: str
    url: str
    name: str
    latest: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the listing. `total` is what it says of all pages, None where it says nothing."""

    total: int | None
    providers: tuple[ListedProvider, ...]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One report of a provider's page. `kind` is "unknown" for a label that is not among `KINDS`."""

    url: str
    label: str
    kind: str
    event: date | None
    published: date | None


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """A provider's page: its name and its reports, newest first."""

    name: str
    files: tuple[PublishedFile, ...]


def base() -> str:
    """The site's address; a setting names another one, such as a stand-in that it is tried against."""
    return (settings.HARVEST_SITE_URL or SITE).rstrip("/")


def hosts() -> frozenset[str]:
    """The hosts, with their ports, that are asked; a redirect to any other is not followed."""
    addresses = (base(), *(settings.HARVEST_FILE_URLS or FILES))
    return frozenset(urlsplit(address).netloc for address in addresses)


def listing_url(start: int) -> str:
    """A page of the listing, from the row with this number."""
    return f"{base()}/search?{urlencode({**LISTING, 'start': start, 'rows': ROWS})}"


def start_of(url: str) -> int:
    """The row that a page of the listing starts with."""
    return int(parse_qs(urlsplit(url).query).get("start", ["0"])[0])


def read_listing(html: str) -> Listing:
    """A page of the listing; one without rows is the last. Raises ChangedMarkupError."""
    tree = LexborHTMLParser(html)
    count, results = tree.css_first(RESULTS_COUNT), tree.css_first(RESULTS)
    if count is None and results is None:
        raise ChangedMarkupError("The listing has neither a count nor a list of results.")
    rows = [provider_of(row) for row in (results.css(RESULT) if results else [])]
    if rows and not any(rows):
        raise ChangedMarkupError("No row of the listing links to a provider.")
    digits = re.search(r"\d[\d,]*", words(count)) if count else None
    total = int(digits[0].replace(",", "")) if digits else None
    return Listing(total, tuple(row for row in rows if row))


def provider_of(row: LexborNode) -> ListedProvider | None:
    """The provider of one row, None where it links to none."""
    link = row.css_first(RESULT_LINK)
    url = urljoin(base() + "/", (link.attributes.get("href") or "").strip()) if link else ""
    found = PROVIDER_PATH.match(urlsplit(url).path)
    if link is None or found is None:
        return None
    facts = [words(fact) for fact in row.css(RESULT_FACTS)]
    latest = next((day_in(fact) for fact in facts if fact.lower().startswith(LATEST_REPORT)), None)
    return ListedProvider(found["number"], url, words(link)[:200], latest)


def read_provider(html: str) -> ProviderPage:
    """A provider's page. Raises ChangedMarkupError where it has no name or no timeline, or no report can be read."""
    tree = LexborHTMLParser(html)
    title, timeline = tree.css_first(PROVIDER_TITLE), tree.css_first(TIMELINE)
    if title is None:
        raise ChangedMarkupError("The provider’s page has no title.")
    if timeline is None:
        raise ChangedMarkupError(f"The page of {words(title)} has no timeline.")
    links = timeline.css(PUBLICATION)
    files = [file_of(link, day) for day in timeline.css(DAY) for link in day.css(PUBLICATION)]
    found = {file.url: file for file in reversed(files) if file}
    if links and not found:
        raise ChangedMarkupError(f"No report of {words(title)} links to a file.")
    return ProviderPage(words(title)[:200], tuple(reversed(found.values())))


def file_of(link: LexborNode, day: LexborNode) -> PublishedFile | None:
    """The file that a link of the timeline leads to, None where that is not a file of the site."""
    url = urljoin(base() + "/", (link.attributes.get("href") or "").strip())
    parts = urlsplit(url)
    if parts.netloc not in hosts() or not FILE_PATH.match(parts.path):
        return None
    hidden, when, metadata = link.css_first(HIDDEN), day.css_first(DAY_DATE), day.css_first(METADATA)
    spoken = words(hidden) if hidden else ""
    shown = words(link).removesuffix(spoken).strip() or spoken
    label = plain_label(shown) or plain_label(spoken)
    published = day_in(words(metadata)) if metadata else None
    return PublishedFile(
        url=url,
        label=label[:200],
        kind=KINDS.get(label, "unknown"),
        event=day_in(words(when)) if when else None,
        published=published or day_in(spoken),
    )


def plain_label(text: str) -> str:
    """A label in lower case, without what follows the kind: "Area SEND full inspection, pdf - 15 July 2024"."""
    lower = " ".join(text.lower().replace("’", "'").split())
    return TAIL.sub("", lower).strip(" ,")


def name_of_file(url: str) -> str:
    """The name under which a file is kept: the id at the end of its address."""
    found = FILE_PATH.match(urlsplit(url).path)
    return f"{found['id'] if found else 'report'}.pdf"


def words(node: LexborNode) -> str:
    """The text of a node, with single spaces."""
    return " ".join(node.text(separator=" ").split())


def day_in(text: str) -> date | None:
    """The first day in a text, such as "07 June 2023"; None where there is none."""
    for found in DATE.findall(text):
        for form in ("%d %B %Y", "%d %b %Y"):
            try:
                return datetime.strptime(found, form).date()  # noqa: DTZ007 - a day, not a moment
            except ValueError:
                continue
    return None
