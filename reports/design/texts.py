"""Made-up texts for `/about/design/`: a passage, a search hit, what became of a recommendation, two texts side by side.

The pages' own values where they need no archive, else what has the same names; every link stays on the page.
"""

from datetime import date
from types import SimpleNamespace
from typing import Any

from reports.comparing.terms.pieces import Piece
from reports.comparing.terms.spans import Span
from reports.models import Footnote
from reports.models.recommendation_statuses import Status
from reports.reading.passages import Passage
from reports.reading.text import html_of
from reports.reading.words import Mark
from reports.search.page.snippets import Snippet

ANCHOR = "para-31"
SAID = "The ferry now waits for the last visit of the day, and no child on the island is seen after dark."
NOTE = Footnote(order=1, text="¹ Out of season it sails twice a day.", anchor=ANCHOR, place=9)
ASKED = "Make sure that every child on the island is visited within five working days."
AGAIN = "Visit children on the island within five working days, whatever the weather."


def text_specimens() -> dict[str, Any]:
    """What the page's context holds of texts."""
    return {"reading": reading(), "hit": hit(), **followed_recommendation(), "beside": beside()}


def reading() -> dict[str, Any]:
    """A numbered paragraph with a footnote and a word that was searched for, and the line that counts such matches."""
    passage = Passage(
        anchor=ANCHOR,
        label="Paragraph 31",
        number=31,
        sign="31",
        kind="numbered",
        html=html_of(SAID, marks=marks(SAID, "child"), notes=[NOTE]),
        page=9,
        turns_page=True,
        is_match=True,
        footnotes=(NOTE,),
    )
    return {"passage": passage, "matches": [passage], "inspection": report(2014)}


def hit() -> SimpleNamespace:
    """A text that a search found."""
    text = SimpleNamespace(
        anchor=ANCHOR,
        number=31,
        page=9,
        section=["Help and protection"],
        strand="help-and-protection",
        grade="requires improvement",
    )
    snippet = Snippet(SAID, marks(SAID, "child", "visit"), before=True)
    return SimpleNamespace(text=text, inspection=report(2014), snippet=snippet, marks="")


def followed_recommendation() -> dict[str, Any]:
    """A recommendation with what a later report says of it: the one that asks again, and a paragraph behind it."""
    again = Piece("recommendation", ANCHOR, 4, 4, AGAIN)
    paragraph = Piece("paragraph", ANCHOR, 31, 31, SAID)
    evidence = [
        SimpleNamespace(terms=SimpleNamespace(piece=again), snippet=spans(AGAIN, "island"), again="closely"),
        SimpleNamespace(terms=SimpleNamespace(piece=paragraph), snippet=spans(SAID, "island"), again=""),
    ]
    asked = Piece("recommendation", ANCHOR, 9, 9, ASKED, timescale="Immediately")
    followed = SimpleNamespace(
        position=9,
        recommendation=SimpleNamespace(piece=asked),
        evidence=evidence,
        best=evidence[:1],
        rest=evidence[1:],
        status=Status.ASKED_AGAIN,
        suggested=Status.ASKED_AGAIN,
        confidence=0.91,
        unclear=False,
        confirmed=False,
    )
    comparison = SimpleNamespace(a=report(2012), b=report(2014), over_time=True)
    return {
        "followed": followed,
        "comparison": comparison,
        "labels": SimpleNamespace(
            first="2012",
            where="in the report of 2014",
            statuses={status: status.value for status in Status},
        ),
    }


def beside() -> list[SimpleNamespace]:
    """A paragraph beside the most similar one, and two that are nearly the same."""
    earlier, later = (
        SimpleNamespace(piece=Piece("paragraph", ANCHOR, number, number, "")) for number in (28, 31)
    )
    changes = (
        Span("The ferry "),
        Span("rarely", "del"),
        Span("now", "ins"),
        Span(" waits for the last visit of the day."),
    )
    words = {"left": spans("Children on the island are seen late.", "island"), "right": spans(SAID, "island")}
    return [
        SimpleNamespace(earlier=earlier, later=later, later_heading="Help and protection", **words),
        SimpleNamespace(earlier=earlier, later=later, changes=changes),
    ]


def report(year: int) -> SimpleNamespace:
    """An inspection, as far as templates ask; it has no page of its own."""
    return SimpleNamespace(
        authority=SimpleNamespace(name="Harrow Vale", fictional=True),
        authority_printed="Harrow Vale",
        name="Harrow Vale",
        title="Inspection of services",
        framework="sif",
        start=date(year, 9, 30),
        end=date(year, 10, 22),
        source=SimpleNamespace(pages=24),
        get_absolute_url="",
    )


def marks(text: str, *words: str) -> tuple[Mark, ...]:
    return tuple(sorted(Mark(text.index(word), text.index(word) + len(word)) for word in words))


def spans(text: str, word: str) -> tuple[Span, ...]:
    before, _, after = text.partition(word)
    return Span(before), Span(word, "mark"), Span(after)
