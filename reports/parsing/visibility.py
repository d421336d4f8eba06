"""Which text of a PDF's page a reader of the page sees: not what is invisible, off the page, or white on white.

Such text is in the file for machines, or was left behind by whoever edited it. It is never read as a fact of
the report, but its page says so.
"""

import ctypes
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium

from reports.parsing import pdf_calls

# Text render modes that put no ink on the page: 3 draws nothing, 7 only clips (ISO 32000-1, table 106).
WITHOUT_INK = {3, 7}
# A colour of which every part is at least this is so pale that only its background can make it visible.
PALE = 235
# Less opaque than this, of 255, is not seen.
OPAQUE = 13
# A background that differs by less than this from the text, of 255, does not show it.
CONTRAST = 20
# Pages are drawn at one pixel a point, and never larger than this.
MOST_PIXELS = 1500
# A picture that covers at least this share of a page is the page: a scan.
WHOLE_PAGE = 0.5
# Pictures are looked for among so many objects of a page.
MOST_OBJECTS = 2000

# Where the library writes a colour: made once, for a worker reads one page at a time.
RED, GREEN, BLUE, OPACITY = COLOUR = tuple(ctypes.c_uint() for _ in range(4))
COLOUR_OUT = tuple(ctypes.addressof(part) for part in COLOUR)


@dataclass(frozen=True, slots=True)
class Ink:
    """How one text object is drawn: `unseen` never shows; `pale` (its lightness) shows on a darker ground alone."""

    unseen: bool = False
    pale: int | None = None


SEEN = Ink()


def ink_of(text_object: int) -> Ink:
    """How the text object at an address is drawn."""
    if pdf_calls.render_mode(text_object) in WITHOUT_INK:
        return Ink(unseen=True)
    if not pdf_calls.fill_color(text_object, *COLOUR_OUT):
        return SEEN
    if OPACITY.value < OPAQUE:
        return Ink(unseen=True)
    lightest = min(RED.value, GREEN.value, BLUE.value)
    return Ink(pale=lightest) if lightest >= PALE else SEEN


class PageView:
    """What a page looks like, as far as its text needs it; drawn once, and only where a pale word asks."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.page = page
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page.raw, box)
        self.left, self.right, self.bottom, self.top = box.left, box.right, box.bottom, box.top

    def holds(self, *, left: float, right: float, baseline: float) -> bool:
        """Whether a word between these edges, in points from the page's own origin, is on the page at all."""
        inside: bool = right > self.left and left < self.right and self.bottom < baseline < self.top
        return inside

    def shows(self, lightness: int, *, left: float, right: float, baseline: float, size: float) -> bool:
        """Whether pale text of a size can be distinguished from most of what is drawn at its place."""
        shades = self.shades(left=left, right=right, bottom=baseline, top=baseline + 0.7 * size)
        if not shades:
            return False
        return abs(shades[len(shades) // 2] - lightness) >= CONTRAST

    def shades(self, *, left: float, right: float, bottom: float, top: float) -> list[int]:
        """The shades of the page in a rectangle, from dark to light."""
        width, height, stride, pixels = self.drawn
        across, down = width / (self.right - self.left), height / (self.top - self.bottom)
        first, last = int((left - self.left) * across), int((right - self.left) * across) + 1
        highest, lowest = int((self.top - top) * down), int((self.top - bottom) * down) + 1
        return sorted(
            pixel
            for row in range(max(0, highest), min(height, lowest))
            for pixel in pixels[row * stride + max(0, first) : row * stride + min(width, last)]
        )

    @cached_property
    def drawn(self) -> tuple[int, int, int, bytes]:
        """The page as grey pixels: width, height, bytes a row, and the bytes."""
        longest = max(self.right - self.left, self.top - self.bottom, 1.0)
        bitmap = self.page.render(scale=min(1.0, MOST_PIXELS / longest), grayscale=True)
        try:
            return bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
        finally:
            bitmap.close()

    @cached_property
    def picture(self) -> float:
        """The share of the page that its largest picture covers, from 0 to 1."""
        area = (self.right - self.left) * (self.top - self.bottom)
        largest = 0.0
        edges = [ctypes.c_float() for _ in range(4)]
        for index in range(min(pdfium.FPDFPage_CountObjects(self.page.raw), MOST_OBJECTS)):
            found = pdfium.FPDFPage_GetObject(self.page.raw, index)
            if pdfium.FPDFPageObj_GetType(found) != pdfium.FPDF_PAGEOBJ_IMAGE:
                continue
            if pdfium.FPDFPageObj_GetBounds(found, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                largest = max(largest, (right - left) * (top - bottom))
        return min(largest / area, 1.0) if area > 0 else 0.0

    @property
    def is_scan(self) -> bool:
        """Whether one picture is the page."""
        return self.picture >= WHOLE_PAGE
