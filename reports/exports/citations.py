"""A report, or one paragraph of it, as a reference: OSCOLA style, BibTeX, RIS, and the head's citation tags."""

import re
from dataclasses import dataclass
from datetime import date

from reports import frameworks
from reports.frameworks import other_kinds
from reports.language import dates
from reports.models import Inspection, Paragraph, Recommendation, Source

# OSCOLA, 4th edition, 3.4: author, title (publisher year) pinpoint <URL> accessed date.
OFSTED = "Ofsted"
FICTION = "Inspection Archive (fictional sample)"
REINSPECTION = re.compile(r"\bre-?\s?inspection", re.IGNORECASE)
ASKED = {
    "recommendation": "recommendation",
    "priority action": "priority action",
    "improvement": "area for improvement",
}
LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{mark: f"\\{mark}" for mark in "&%$#_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference says.

    `published` is the day that the report prints: where it prints none, a reference names no year of publication,
    since an inspection of December is often published in the year after. `pinpoint` is empty for a whole report
    and `page` None, as it is for a text that does not say its pages; `url` leads to the place cited,
    `source` to the file as it was published, at its page.
    """

    key: str
    author: str
    title: str
    inspected: str
    published: date | None
    pinpoint: str
    page: int | None
    printed_page: int | None
    url: str
    source: str


def citation_of(
    inspection: Inspection, *, root: str, passage: Paragraph | Recommendation | None = None
) -> Citation:
    """The reference of a report, or of a passage in it. `root` is the site's URL without its last slash."""
    paged = inspection.source.tells_pages
    url = f"{root}{inspection.get_absolute_url()}"
    return Citation(
        key=inspection.slug if passage is None else f"{inspection.slug}-{passage.anchor}",
        author=author_of(inspection),
        title=title_of(inspection),
        inspected=dates.period(inspection.start, inspection.end) if inspection.start else "",
        published=inspection.published,
        pinpoint=pinpoint_of(passage, source=inspection.source) if passage else "",
        page=passage.page if passage and paged else None,
        printed_page=inspection.source.printed_page(passage.page) if passage else None,
        url=url if passage is None else f"{url}#{passage.anchor}",
        source=f"{url}source/" + (f"#page={passage.page}" if passage and paged else ""),
    )


def author_of(inspection: Inspection) -> str:
    """Who published it: Ofsted, for a whole area with other inspectorates."""
    if inspection.authority and inspection.authority.fictional:
        return FICTION
    kind = other_kinds.BY_KEY.get(inspection.kind)
    return kind.author if kind else OFSTED


def title_of(inspection: Inspection) -> str:
    """The title as it is printed, and the authority's name where that is not in it."""
    framework = frameworks.BY_KEY.get(inspection.framework or "")
    title = inspection.title or (framework.name if framework else inspection.document_title)
    if inspection.reinspection and title and not REINSPECTION.search(title):
        title = f"Re-{title[:1].lower()}{title[1:]}"
    name = inspection.authority.name if inspection.authority else inspection.authority_printed
    return title if name and name.casefold() in title.casefold() else ": ".join(filter(None, (title, name)))


def pinpoint_of(passage: Paragraph | Recommendation, *, source: Source) -> str:
    """Where in the report: by the printed number where there is one, else by the page, as it is printed there.

    A text file without page breaks does not say the page of the report that it was made from.
    """
    paged, page = source.tells_pages, page_named(passage.page, source)
    if isinstance(passage, Recommendation):
        noun = ASKED[passage.category]
        if passage.number:
            return f"{noun} {passage.number}"
        return f"{noun} on {page}" if paged else f"unnumbered {noun}"
    if passage.number is None:
        return page if paged else "unnumbered paragraph"
    # "para-12-b": the file holds two reports whose numbers both run from 1.
    again = passage.anchor != f"para-{passage.number}"
    return f"para {passage.number} ({page})" if again and paged else f"para {passage.number}"


def page_named(page: int, source: Source) -> str:
    """A page by the number that is printed on it, and its place in the file where that is another."""
    printed = source.printed_page(page)
    if printed is None or printed == page:
        return f"page {page}"
    return f"page {printed} (page {page} of the file)"


def oscola(citation: Citation, *, accessed: date) -> tuple[str, str, str]:
    """The reference in three parts, so that a page can set the middle one, the title, in italics."""
    facts = [f"inspected {citation.inspected}"] if citation.inspected else []
    if citation.published:
        facts.append(f"{citation.author} {citation.published.year}")
    pinpoint = f" {citation.pinpoint}" if citation.pinpoint else ""
    rest = (
        f" ({', '.join(facts) or citation.author}){pinpoint} <{citation.url}> accessed {dates.day(accessed)}"
    )
    return f"{citation.author}, ", citation.title, rest


def bibtex(citation: Citation, *, accessed: date) -> str:
    """A @techreport entry, for biblatex and plain BibTeX alike."""
    fields = {
        "author": f"{{{latex(citation.author)}}}",
        "title": f"{{{latex(citation.title)}}}",
        "institution": latex(citation.author),
        "year": str(citation.published.year) if citation.published else "",
        "month": str(citation.published.month) if citation.published else "",
        "pages": str(citation.printed_page or citation.page or ""),
        "note": latex("; ".join([*notes(citation), f"source: {citation.source}"])),
        "url": citation.url,
        "urldate": accessed.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{{citation.key},", *lines, "}"]) + "\n"


def ris(citation: Citation, *, accessed: date) -> str:
    """A RIS record of a report; its lines end as the format asks."""
    fields = [
        ("TY", "RPRT"),
        ("AU", citation.author),
        ("TI", citation.title),
        ("PB", citation.author),
        ("PY", str(citation.published.year) if citation.published else ""),
        ("DA", f"{citation.published:%Y/%m/%d}" if citation.published else ""),
        ("SP", str(citation.printed_page or citation.page or "")),
        *(("N1", note) for note in notes(citation)),
        ("UR", citation.url),
        ("L1", citation.source),
        ("Y2", f"{accessed:%Y/%m/%d}"),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - "]) + "\r\n"


def notes(citation: Citation) -> list[str]:
    said = [f"Inspected {citation.inspected}"] if citation.inspected else []
    if not citation.pinpoint:
        return said
    cited = citation.printed_page or citation.page
    page = f" (page {cited})" if cited and "page" not in citation.pinpoint else ""
    return [*said, f"{citation.pinpoint[:1].upper()}{citation.pinpoint[1:]}{page}"]


def latex(text: str) -> str:
    return "".join(LATEX.get(character, character) for character in one_line(text))


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
