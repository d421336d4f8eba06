"""The lines drawn across a PDF's pages: they alone separate the rows of some tables."""

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

THICKEST = 3.0
SHORTEST = 20.0
# A drawing of more parts than this is a picture, not the frame of a table.
MOST_OBJECTS = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line, in points from the page's top left."""

    left: float
    right: float
    top: float


def read_rules(data: bytes) -> Mapping[int, tuple[Rule, ...]]:
    """The level rules of each page, by the page's number from 1; none where the file is not a PDF that opens."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return {}
    try:
        return {index + 1: rules_of(document, index) for index in range(len(document))}
    finally:
        document.close()


def rules_of(document: pypdfium2.PdfDocument, index: int) -> tuple[Rule, ...]:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return ()
    try:
        height = page.get_size()[1]
        edges = [ctypes.c_float() for _ in range(4)]
        found: list[Rule] = []
        for number in range(min(pdfium.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)):
            drawn = pdfium.FPDFPage_GetObject(page.raw, number)
            if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
                continue
            if not pdfium.FPDFPageObj_GetBounds(drawn, *edges):
                continue
            left, bottom, right, top = (edge.value for edge in edges)
            if top - bottom < THICKEST and right - left > SHORTEST:
                found.append(Rule(left, right, height - top))
        return tuple(found)
    finally:
        page.close()
