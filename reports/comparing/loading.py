"""Two reports out of the archive, as the pieces that are compared. A fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports import frameworks
from reports.comparing.terms.concepts import Finder
from reports.comparing.terms.pieces import Piece, Reader, Terms
from reports.comparing.terms.vocabulary import weights_for
from reports.comparing.terms.weights import Weights
from reports.comparing.terms.words import spellings
from reports.frameworks.other_kinds import BY_KEY, past_opening
from reports.language.stems import stems_of
from reports.models import Inspection, Paragraph, ParagraphTheme, Recommendation, RecommendationTheme

# Kinds that are letters, with an opening of their own.
LETTERS = {key for key, kind in BY_KEY.items() if kind.setting != "area report"}
# A report with fewer numbered paragraphs than this share is compared by its bullets and plain text too.
NUMBERED = 0.25


@dataclass(frozen=True, slots=True)
class Report:
    """The pieces of one report. `body`: the paragraphs that are compared, recommendations left out, as
    summaries are where paragraphs are numbered; `paragraphs`: all of them, `said`: all but those that are
    recommendations; `reader` reads any."""

    recommendations: tuple[Terms, ...]
    body: tuple[Terms, ...]
    paragraphs: tuple[Piece, ...]
    said: tuple[Piece, ...]
    reader: Reader

    @property
    def everything(self) -> tuple[Terms, ...]:
        """What can be about a recommendation."""
        return (*self.recommendations, *self.body)


def load(*inspections: Inspection) -> tuple[tuple[Report, ...], Weights]:
    """The reports of these inspections in the order given, and the weights of their words."""
    keys = [inspection.pk for inspection in inspections]
    paragraphs = list(Paragraph.objects.filter(inspection__in=keys).defer("search_vector").order_by("order"))
    recommendations = list(
        Recommendation.objects.filter(inspection__in=keys).defer("search_vector").order_by("order")
    )
    paragraph_themes = tags(
        ParagraphTheme.objects.filter(paragraph__inspection__in=keys).values_list(
            "paragraph_id", "theme__slug"
        )
    )
    recommendation_themes = tags(
        RecommendationTheme.objects.filter(recommendation__inspection__in=keys).values_list(
            "recommendation_id", "theme__slug"
        )
    )
    texts = [*(row.text for row in paragraphs), *(row.text for row in recommendations)]
    stems = stems_of(spellings(texts))
    weights = weights_for(stems.values())
    reader = Reader(stems, Finder(tuple(weights.concepts.values())))
    reports = tuple(
        report(
            [
                piece_of_recommendation(row, recommendation_themes.get(row.pk, frozenset()))
                for row in recommendations
                if row.inspection_id == key
            ],
            [
                piece_of_paragraph(row, paragraph_themes.get(row.pk, frozenset()))
                for row in paragraphs
                if row.inspection_id == key
            ],
            reader,
            letter=inspection.kind in LETTERS,
            repeated=bool(inspection.kind),
        )
        for inspection in inspections
        for key in (inspection.pk,)
    )
    return reports, weights


def report(
    recommendations: Sequence[Piece],
    paragraphs: Sequence[Piece],
    reader: Reader,
    *,
    letter: bool = False,
    repeated: bool = False,
) -> Report:
    """A report's pieces; a numbered recommendation, which is in both lists, is a recommendation alone.

    `repeated`: so does one without a number, as what a visit says needs to improve. `letter`: its opening names whom it
    is to and what was looked at, and says nothing of how that is.
    """
    asked = {
        (recommendation.number, opening(recommendation.text))
        for recommendation in recommendations
        if recommendation.number is not None or repeated
    }
    rest = [piece for piece in paragraphs if (piece.number, opening(piece.text)) not in asked]
    if letter:
        begins = past_opening([piece.section for piece in paragraphs])
        opens = {piece.anchor for piece in paragraphs[:begins]}
        rest = [piece for piece in rest if piece.anchor not in opens]
    numbered = [piece for piece in rest if piece.number is not None]
    body = numbered if len(numbered) >= NUMBERED * len(rest) else rest
    return Report(
        tuple(map(reader.read, recommendations)),
        tuple(map(reader.read, body)),
        tuple(paragraphs),
        tuple(rest),
        reader,
    )


def opening(text: str) -> str:
    """The first letters of a text, by which it is known again."""
    return "".join(character for character in text[:80].lower() if character.isalnum())[:40]


def tags(pairs: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    """Keys and slugs of themes, gathered by key."""
    found: dict[int, set[str]] = {}
    for key, slug in pairs:
        found.setdefault(key, set()).add(slug)
    return {key: frozenset(slugs) for key, slugs in found.items()}


def piece_of_paragraph(row: Paragraph, themes: frozenset[str]) -> Piece:
    return Piece(
        kind="paragraph",
        anchor=row.anchor,
        number=row.number,
        order=row.order,
        text=row.text,
        section=tuple(row.section),
        strand=row.strand,
        grade=row.grade,
        themes=themes,
        page=row.page,
        board=row.strand == frameworks.BOARD_STRAND,
    )


def piece_of_recommendation(row: Recommendation, themes: frozenset[str]) -> Piece:
    return Piece(
        kind="recommendation",
        anchor=row.anchor,
        number=row.number,
        order=row.order,
        text=row.text,
        section=tuple(row.headings),
        themes=themes,
        page=row.page,
        board=row.addressee == "LSCB",
        timescale=row.timescale,
        category=row.category,
    )
