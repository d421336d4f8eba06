"""One paragraph, or one recommendation, as it is read: its text as HTML with its links and marks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.models import Footnote, Paragraph, Recommendation
from reports.reading.text import html_of
from reports.reading.words import Found

NOTHING = Found(marks=(), is_match=False)


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a passage among those that the reader searched for, and the anchors before and after it."""

    number: int
    before: str
    after: str


@dataclass(slots=True)
class Passage:
    """A paragraph or a recommendation at its place.

    `also` is the recommendation's anchor where a paragraph is a recommendation too; `turns_page` says that it
    is the first of its page.
    """

    anchor: str
    noun: str
    label: str
    number: int | None
    sign: str
    kind: str
    html: SafeString
    page: int
    turns_page: bool = False
    has_marks: bool = False
    is_match: bool = False
    match: Match | None = None
    also: str = ""
    themes: tuple[int, ...] = ()
    footnotes: tuple[str, ...] = ()


def passage_of(
    row: Paragraph | Recommendation,
    found: dict[int, Found],
    themes: dict[int, tuple[int, ...]],
    *,
    anchors: Collection[str],
) -> Passage:
    """The passage of a row.

    `found` are the reader's words and `themes` the keys of themes by primary key, `anchors` what may be linked to.
    """
    here = found.get(row.pk, NOTHING)
    if isinstance(row, Recommendation):
        kind, noun, label = "recommendation", "Recommendation", f"Recommendation {row.number or row.order}"
    else:
        kind, noun = row.kind, "Paragraph"
        label = f"Paragraph {row.number}" if row.number else "Unnumbered paragraph"
    return Passage(
        anchor=row.anchor,
        noun=noun,
        label=label,
        number=row.number,
        # What stands in the margin: the number as printed, else a bullet or the sign of a paragraph.
        sign="¶" if kind == "text" else str(row.number or "•"),
        kind=kind,
        html=html_of(row.text, marks=here.marks, anchors=anchors),
        page=row.page,
        has_marks=bool(here.marks),
        is_match=here.is_match,
        themes=themes.get(row.pk, ()),
    )


def match_up(passages: Iterable[Passage]) -> list[Passage]:
    """The passages that the reader searched for, in order, each told of its neighbours.

    Where no passage holds all of the words, those that hold any of them count.
    """
    passages = list(passages)
    matches = [passage for passage in passages if passage.is_match]
    matches = matches or [passage for passage in passages if passage.has_marks]
    for place, passage in enumerate(matches):
        passage.match = Match(
            number=place + 1,
            before=matches[place - 1].anchor if place else "",
            after=matches[place + 1].anchor if place + 1 < len(matches) else "",
        )
    return matches


def tell_pages(passages: Sequence[Passage]) -> None:
    """Tell each passage whether its page is another than that of the passage before it.

    A text without page breaks is one page only because its file is: it tells nothing of the report's pages.
    """
    if len({passage.page for passage in passages}) <= 1:
        return
    page = None
    for passage in passages:
        passage.turns_page, page = passage.page != page, passage.page


def put_footnotes(footnotes: Iterable[Footnote], passages: Sequence[Passage]) -> None:
    """Put each footnote behind the last passage that begins on its page, or on a page before it."""
    for footnote in footnotes:
        page = max((each.page for each in passages if each.page <= footnote.page), default=None)
        on_page = [each for each in passages if each.page == page]
        if on_page:
            on_page[-1].footnotes = (*on_page[-1].footnotes, footnote.text)
