"""One paragraph, or one recommendation, as it is read: its text as HTML with its links and marks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.models import Footnote, Paragraph, Recommendation, Source
from reports.reading.text import html_of
from reports.reading.words import Found

# Lists deeper than this are shown at this depth: on a phone there is no room for more.
DEEPEST = 3
NOTHING = Found(marks=(), is_match=False)


@dataclass(slots=True)
class Passage:
    """A paragraph or a recommendation at its place.

    `level` is how deep a bullet is in its list, `former` what its text was called in an earlier reading.
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
    printed_page: int | None = None
    level: int = 0
    former: tuple[str, ...] = ()
    turns_page: bool = False
    is_match: bool = False
    also: str = ""
    themes: tuple[int, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    has_parts: bool = False

    def take(self, recommendation: "Passage") -> None:
        """Be the recommendation too: with its own points, which are in no paragraph, and what was found in them."""
        self.also = recommendation.anchor
        if recommendation.has_parts:
            self.html, self.has_parts = recommendation.html, True
            self.is_match = self.is_match or recommendation.is_match
            self.footnotes = (*self.footnotes, *recommendation.footnotes)


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
    parts: list[str] = []
    level = 0
    former: tuple[str, ...] = ()
    if isinstance(row, Recommendation):
        parts = row.parts
        kind, label = "recommendation", f"Recommendation {row.number or row.order}"
    else:
        kind, level, former = row.kind, min(row.level, DEEPEST), tuple(row.former_anchors)
        label = f"Paragraph {row.number}" if row.number else "Unnumbered paragraph"
        if level:
            label = f"Point of a list, level {level + 1}"
    return Passage(
        anchor=row.anchor,
        label=label,
        number=row.number,
        # What is in the margin: the number as printed, else a bullet or the sign of a paragraph.
        sign="¶" if kind == "text" else str(row.number or "•"),
        kind=kind,
        html=html_of(row.text, marks=here.marks, anchors=anchors, notes=notes, parts=parts),
        page=row.page,
        level=level,
        former=former,
        is_match=bool(here.marks),
        themes=themes.get(row.pk, ()),
        footnotes=notes,
        has_parts=bool(parts),
    )


def tell_pages(passages: Sequence[Passage], source: Source) -> None:
    """Tell each passage whether its page is another than that of the passage before it, and which number it bears."""
    page = None
    for passage in passages:
        passage.turns_page, page = passage.page != page, passage.page
        passage.printed_page = source.printed_page(passage.page)


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
