"""One paragraph, or one recommendation, as it is read: its text as HTML with its links and marks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.models import Footnote, Paragraph, Recommendation
from reports.reading.text import html_of
from reports.reading.words import Found

NOTHING = Found(marks=(), is_match=False)


@dataclass(slots=True)
class Passage:
    """A paragraph or a recommendation at its place.

    `also` is the recommendation's anchor where a paragraph is a recommendation too; `turns_page` says that it
    is the first of its page.
    """

    anchor: str
    label: str
    number: int | None
    sign: str
    kind: str
    html: SafeString
    page: int
    turns_page: bool = False
    is_match: bool = False
    also: str = ""
    themes: tuple[int, ...] = ()
    footnotes: tuple[Footnote, ...] = ()


def passage_of(
    row: Paragraph | Recommendation,
    found: dict[int, Found],
    themes: dict[int, tuple[int, ...]],
    *,
    anchors: Collection[str],
    footnotes: Sequence[Footnote],
) -> Passage:
    """The passage of a row.

    `found` are the reader's words and `themes` the keys of themes by primary key, `anchors` what may be linked to,
    `footnotes` those of the whole report.
    """
    notes = tuple(note for note in footnotes if note.anchor == row.anchor)
    here = found.get(row.pk, NOTHING)
    if isinstance(row, Recommendation):
        kind, label = "recommendation", f"Recommendation {row.number or row.order}"
    else:
        kind = row.kind
        label = f"Paragraph {row.number}" if row.number else "Unnumbered paragraph"
    return Passage(
        anchor=row.anchor,
        label=label,
        number=row.number,
        # What stands in the margin: the number as printed, else a bullet or the sign of a paragraph.
        sign="¶" if kind == "text" else str(row.number or "•"),
        kind=kind,
        html=html_of(row.text, marks=here.marks, anchors=anchors, notes=notes),
        page=row.page,
        is_match=bool(here.marks),
        themes=themes.get(row.pk, ()),
        footnotes=notes,
    )


def tell_pages(passages: Sequence[Passage]) -> None:
    """Tell each passage whether its page is another than that of the passage before it."""
    page = None
    for passage in passages:
        passage.turns_page, page = passage.page != page, passage.page


def put_footnotes(footnotes: Iterable[Footnote], passages: Sequence[Passage]) -> None:
    """Put each footnote that no passage carries behind the last one that begins on its page, or on a page before."""
    placed = {note for passage in passages for note in passage.footnotes}
    for footnote in footnotes:
        if footnote in placed:
            continue
        page = max((each.page for each in passages if each.page <= footnote.page), default=None)
        on_page = [each for each in passages if each.page == page]
        if on_page:
            on_page[-1].footnotes = (*on_page[-1].footnotes, footnote)
