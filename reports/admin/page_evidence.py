"""What a curator needs to judge the parser's warnings: each beside what was read on its page."""

from dataclasses import dataclass

from reports.models import Inspection, Source


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing read from a page: what it is, its text, and its anchor on the public page (may be empty)."""

    kind: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class WarnedPage:
    """A page (None: the document as a whole), the parser's warnings about it, and what was read on it."""

    page: int | None
    warnings: tuple[dict[str, str], ...]
    pieces: tuple[Piece, ...]


def pages_with_warnings(source: Source) -> tuple[WarnedPage, ...]:
    """The pages that a source's warnings are about, in order; warnings about no page in particular come first."""
    by_page: dict[int | None, list[dict[str, str]]] = {}
    for warning in source.warnings:
        by_page.setdefault(warning.get("page"), []).append(warning)
    read = pieces_by_page(source.inspection) if source.inspection else {}
    return tuple(
        WarnedPage(page, tuple(by_page[page]), tuple(read.get(page or 0, ())))
        for page in sorted(by_page, key=lambda page: page or 0)
    )


def pieces_by_page(inspection: Inspection) -> dict[int, list[Piece]]:
    """Everything that was read from a report by the page that it begins on: judgements, requests, paragraphs."""
    pages: dict[int, list[Piece]] = {}
    for judgement in inspection.judgements.all():
        piece = Piece("Judgement", f"{judgement.label}: {judgement.printed_grade}")
        pages.setdefault(judgement.page, []).append(piece)
    for recommendation in inspection.recommendations.all():
        piece = Piece("Recommendation", recommendation.text, recommendation.anchor)
        pages.setdefault(recommendation.page, []).append(piece)
    for paragraph in inspection.paragraphs.all():
        name = (
            f"Paragraph {paragraph.number}" if paragraph.number is not None else paragraph.get_kind_display()
        )
        pages.setdefault(paragraph.page, []).append(Piece(name, paragraph.text, paragraph.anchor))
    return pages
