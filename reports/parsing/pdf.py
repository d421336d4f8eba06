"""A PDF's bytes to pages of printed lines: the only module that knows the PDF library.

A page's text is taken in one call. The library is then asked for the place and the text object of each
word, not of each character: a text object has one font at one size, and its facts are kept. Measured on
1,600 pages this costs a third on top of plain text extraction.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from reports.parsing.document import Page
from reports.parsing.errors import BeyondLimits, UnreadableReport
from reports.parsing.rows import COLUMN, SAME_BASELINE, SMALL, Run, clean, lines_of, raised

# A word ends at white space, and at the mark that the library sets for a hyphen where a line ends.
WORD = re.compile(r"[^\s\ufffe]+\ufffe?|\ufffe")
HYPHEN_MARK = "\ufffe"
# Digits behind a letter, a bracket or a full stop may be a footnote's mark, set smaller: "board1", "2014.10".
MAYBE_MARK = re.compile(r"(?<=.)\d{1,3}(?=[^\w]*$)")
BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
BOLD_WEIGHT = 600
SYMBOL = re.compile(r"wingdings|webdings|dingbats|symbol", re.IGNORECASE)
SYMBOLS = 0xF000
PASSWORD_WANTED = "password"  # noqa: S105 - a word of the library's message


# Where the library writes its answers: made once, for a worker reads one page at a time.
SIZE = ctypes.c_float()
MATRIX = pdfium.FS_MATRIX()
NAME = ctypes.create_string_buffer(128)


@dataclass(frozen=True, slots=True)
class Face:
    """What is the same for all words of one text object: size in points, and weight."""

    size: float
    bold: bool
    symbol: bool = False


def read_pdf(data: bytes, *, pages: int) -> Iterator[Page]:
    """The pages of a PDF in order, lines in reading order; at most `pages`. Raises UnreadableReport."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if PASSWORD_WANTED in str(error).lower():
            raise UnreadableReport("The PDF is encrypted: it cannot be read without its password.") from error
        raise UnreadableReport("The PDF is damaged or incomplete: it cannot be opened.") from error
    try:
        if len(document) > pages:
            raise BeyondLimits(f"The PDF has {len(document)} pages, more than the {pages} that are read.")
        first = 1
        for index in range(len(document)):
            page = read_page(document, index, first=first)
            first += len(page.lines)
            yield page
    finally:
        document.close()


def read_page(document: pypdfium2.PdfDocument, index: int, *, first: int) -> Page:
    """One page; `first` is the number of its first line in the document."""
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise UnreadableReport(f"The PDF is damaged: its page {index + 1} cannot be read.") from error
    try:
        width, height = page.get_size()
        runs = PageRuns(textpage.raw, height=height).runs()
        return Page(
            number=index + 1,
            lines=lines_of(runs, page=index + 1, first=first),
            width=width,
            height=height,
        )
    finally:
        textpage.close()
        page.close()


class PageRuns:
    """The runs of one page, asked of the library word by word."""

    def __init__(self, textpage: Any, *, height: float) -> None:
        self.textpage = textpage
        self.height = height
        self.faces: dict[int, Face] = {}
        # Addresses are good for one page: the library frees a font that no open page needs.
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_out, self.y_out = ctypes.pointer(self.x), ctypes.pointer(self.y)
        self.box = pdfium.FS_RECTF()
        self.box_out = ctypes.pointer(self.box)

    def runs(self) -> list[Run]:
        """Words in the file's order, gathered into runs."""
        text, shifted = self.text()
        runs: list[Run] = []
        run: Run | None = None
        end = -9
        for match in WORD.finditer(text):
            printed, (begin, past) = match.group(), match.span()
            start, last = self.indexes(begin, past - 1) if shifted else (begin, past - 1)
            face = self.face(start)
            left, top = self.origin(start)
            pdfium.FPDFText_GetLooseCharBox(self.textpage, last, self.box_out)
            right = max(self.box.right, left)
            word = clean(printed)
            if not word:
                continue
            if face.symbol and len(word) == 1 and word.isascii():
                # A symbol font's "n" is a square: as other files do it, in the private use area.
                word = chr(SYMBOLS + ord(word))
            elif word == printed and not word[-1].isalpha():
                word = self.marked(word, start, face)
            if run and begin - end <= 1 and follows(run, left=left, top=top, size=face.size):
                run.words.append(word)
                run.spaces.append(left - run.right)
                run.right = right
                run.bold = run.bold and (face.bold or not word.isalpha())
            else:
                run = Run(left, top, face.size, right, face.bold, [word])
                runs.append(run)
            end = past
            if printed[-1] == HYPHEN_MARK:
                run.words[-1] = word + "-"
                run = None
        return runs

    def text(self) -> tuple[str, bool]:
        """The page's text, and whether its indexes differ from the library's (characters that print nothing)."""
        count = pdfium.FPDFText_CountChars(self.textpage)
        if count <= 0:
            return "", False
        buffer = (ctypes.c_ushort * (2 * count + 2))()
        written = pdfium.FPDFText_GetText(self.textpage, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="surrogatepass")
        return text, len(text) != count

    def indexes(self, *places: int) -> tuple[int, ...]:
        """The library's character indexes for places in the text."""
        return tuple(pdfium.FPDFText_GetCharIndexFromTextIndex(self.textpage, place) for place in places)

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character's baseline begins, from the page's top left."""
        pdfium.FPDFText_GetCharOrigin(self.textpage, index, self.x_out, self.y_out)
        return self.x.value, self.height - self.y.value

    def face(self, index: int) -> Face:
        """Size and weight at a character; asked once for each text object."""
        found = pdfium.FPDFText_GetTextObject(self.textpage, index)
        if not found:
            return Face(size=0.0, bold=False)
        address = ctypes.addressof(found.contents)
        face = self.faces.get(address)
        if face is None:
            face = self.faces[address] = self.face_of(found)
        return face

    def marked(self, word: str, start: int, face: Face) -> str:
        """The word with a footnote's mark at its end raised: the digits that are set smaller than the rest."""
        match = MAYBE_MARK.search(word)
        if not match:
            return word
        place = match.end()
        while place > match.start() and self.face(start + place - 1).size < SMALL * face.size:
            place -= 1
        return word[:place] + raised(word[place : match.end()]) + word[match.end() :]

    def face_of(self, text_object: Any) -> Face:
        """Size on the page and weight of a text object."""
        pdfium.FPDFTextObj_GetFontSize(text_object, SIZE)
        scale = 1.0
        if pdfium.FPDFPageObj_GetMatrix(text_object, MATRIX):
            scale = math.hypot(MATRIX.c, MATRIX.d)
        font = pdfium.FPDFTextObj_GetFont(text_object)
        bold = symbol = False
        if font:
            address = ctypes.addressof(font.contents)
            if address not in self.fonts:
                self.fonts[address] = style_of(font)
            bold, symbol = self.fonts[address]
        return Face(size=round(SIZE.value * scale, 2), bold=bold, symbol=symbol)


def follows(run: Run, *, left: float, top: float, size: float) -> bool:
    """Whether a word goes on a run: same baseline, same size, to its right and without a column's gap."""
    return (
        abs(top - run.top) <= max(1.0, SAME_BASELINE * size)
        and SMALL < (size / run.size if run.size else 0) < 1 / SMALL
        and -0.5 * size <= left - run.right <= COLUMN * size
    )


def style_of(font: Any) -> tuple[bool, bool]:
    """Whether a font is bold, by its name or its weight; and whether its letters are signs."""
    pdfium.FPDFFont_GetBaseFontName(font, NAME, len(NAME))
    name = NAME.value.decode("latin-1")
    return bool(BOLD.search(name)) or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT, bool(
        SYMBOL.search(name)
    )
