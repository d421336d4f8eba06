"""A PDF's bytes to pages of printed lines: with `visibility`, `form_fields`, `drawn_rules` and `pdf_calls` the only
ones that know the PDF library.

A page's text is taken in one call. The library is then asked for the place and the text object of each
word, not of each character: a text object has one font at one size, and its facts are kept. Measured on
1,600 pages this costs a third on top of plain text extraction.
"""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from reports.parsing import pdf_calls
from reports.parsing.columns import columns_of
from reports.parsing.document import Line, Page
from reports.parsing.errors import BeyondLimits, UnreadableReport
from reports.parsing.form_fields import FormFields
from reports.parsing.page_warnings import Oddities, page_warnings
from reports.parsing.rows import COLUMN, SAME_BASELINE, SMALL, Run, clean, lines_of, raised
from reports.parsing.visibility import SEEN, Ink, PageView, ink_of

# A word ends at white space, and at the mark that the library sets for a hyphen where a line ends.
WORD = re.compile(r"[^\s\ufffe]+\ufffe?|\ufffe")
HYPHEN_MARK = "\ufffe"
# Digits behind a letter, a bracket or a full stop may be a footnote's mark, set smaller: "board1", "2014.10".
MAYBE_MARK = re.compile(r"(?<=.)\d{1,3}(?=[^\w]*$)")
BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
BOLD_WEIGHT = 600
SYMBOL = re.compile(r"wingdings|webdings|dingbats|symbol", re.IGNORECASE)
SYMBOLS = 0xF000
# A word drawn again within this share of its size is the same word; narrower than any letter.
SAME_PLACE = 0.2
# Places are kept by rows of so many points, more than SAME_PLACE of any body text.
ROW = 8
# What stands for a character of a font that does not say which characters its signs are.
UNREADABLE = "\ufffd"
PASSWORD_WANTED = "password"  # noqa: S105 - a word of the library's message


# Where the library writes its answers: made once, for a worker reads one page at a time.
SIZE = ctypes.c_float()
MATRIX = pdfium.FS_MATRIX()
NAME = ctypes.create_string_buffer(128)
SIZE_OUT, MATRIX_OUT, NAME_OUT = (ctypes.addressof(answer) for answer in (SIZE, MATRIX, NAME))


@dataclass(frozen=True, slots=True)
class Face:
    """What is the same for all words of one text object: size in points, weight, and how it is drawn."""

    size: float
    bold: bool
    symbol: bool = False
    ink: Ink = SEEN
    # Whether the font says which characters its signs are.
    readable: bool = True


# A document has few faces, and many text objects with each.
face_like = lru_cache(maxsize=1024)(Face)


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
        fields = FormFields(document)
        first = 1
        for index in range(len(document)):
            page = read_page(document, index, first=first, fields=fields)
            first += len(page.lines)
            yield page
    finally:
        document.close()


def read_page(document: pypdfium2.PdfDocument, index: int, *, first: int, fields: FormFields) -> Page:
    """One page; `first` is the number of its first line in the document."""
    try:
        page = document[index]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise UnreadableReport(f"The PDF is damaged: its page {index + 1} cannot be read.") from error
    try:
        width, height = page.get_size()
        view = PageView(page)
        words = PageRuns(textpage.raw, height=height, view=view)
        runs = words.runs()
        oddities = Oddities(hidden=words.hidden, unreadable=words.unreadable)
        if not runs and words.hidden and view.is_scan:
            # A scan's text is laid over its picture unseen, so that it can be searched.
            runs = PageRuns(textpage.raw, height=height, view=view, unseen=True).runs()
            oddities = Oddities(recognised=True)
        filled = fields.runs(page, height=height, beside=runs)
        lines = lines_of(runs + filled, page=index + 1, first=first)
        columns = columns_of(runs, width=width)
        if columns.parts:
            lines = in_columns(columns.parts, page=index + 1, first=first)
        oddities.filled = [run.text for run in filled]
        oddities.maybe_columns = columns.unsure
        return Page(
            number=index + 1,
            lines=lines,
            width=width,
            height=height,
            warnings=page_warnings(index + 1, lines, oddities, scan=not lines and view.picture > 0),
        )
    finally:
        textpage.close()
        page.close()


def in_columns(parts: Sequence[list[Run]], *, page: int, first: int) -> tuple[Line, ...]:
    """The lines of a page's parts, one part after another."""
    lines: list[Line] = []
    for part in parts:
        lines += lines_of(part, page=page, first=first + len(lines))
    return tuple(lines)


class PageRuns:
    """The runs of one page, asked of the library word by word."""

    def __init__(self, textpage: Any, *, height: float, view: PageView, unseen: bool = False) -> None:
        self.textpage = textpage
        self.address = pdf_calls.address_of(textpage)
        self.height = height
        self.view = view
        # Whether text that is not seen is read too, as the text of a scan is.
        self.unseen = unseen
        self.hidden: list[str] = []
        self.unreadable = 0
        self.drawn = DrawnWords()
        self.faces: dict[int, Face] = {}
        # Addresses are good for one page: the library frees a font that no open page needs.
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_out, self.y_out = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.box = pdfium.FS_RECTF()
        self.box_out = ctypes.addressof(self.box)

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
            pdf_calls.char_origin(self.address, start, self.x_out, self.y_out)
            # A character's baseline begins at its origin.
            left, top = self.x.value, self.height - self.y.value
            pdf_calls.loose_char_box(self.address, last, self.box_out)
            right = max(self.box.right, left)
            word = clean(printed)
            if not word or self.drawn.again(word, left=left, top=top, size=face.size):
                continue
            goes_on = (
                run is not None and begin - end <= 1 and follows(run, left=left, top=top, size=face.size)
            )
            # Most words go on a run in ordinary ink, and are seen.
            if not (goes_on and face.ink is SEEN) and not self.is_seen(
                face, left=left, right=right, top=top, goes_on=goes_on
            ):
                self.hidden.append(word)
                continue
            if not face.readable and len(word) > 1:
                word = UNREADABLE * len(word)
                self.unreadable += 1
            elif face.symbol and len(word) == 1 and word.isascii():
                # A symbol font's "n" is a square: as other files do it, in the private use area.
                word = chr(SYMBOLS + ord(word))
            elif word == printed and not word[-1].isalpha():
                word = self.marked(word, start, face)
            if run is not None and goes_on:
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

    def is_seen(self, face: Face, *, left: float, right: float, top: float, goes_on: bool) -> bool:
        """Whether a reader of the page sees a word: it is on the page, has ink, and shows on its ground.

        The end of a line that begins on the page and is too long for it (`goes_on`) belongs to the line.
        """
        baseline = self.height - top
        if not goes_on and not self.view.holds(left=left, right=right, baseline=baseline):
            return False
        if face.ink is SEEN:
            return True
        if face.ink.pale is not None:
            return self.view.shows(
                face.ink.pale, left=left, right=right, baseline=baseline, size=face.size or 1.0
            )
        return self.unseen

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

    def face(self, index: int) -> Face:
        """Size and weight at a character; asked once for each text object."""
        address = pdf_calls.text_object(self.address, index)
        if not address:
            return Face(size=0.0, bold=False)
        face = self.faces.get(address)
        if face is None:
            readable = pdf_calls.has_unicode_error(self.address, index) != 1
            face = self.faces[address] = self.face_of(address, readable=readable)
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

    def face_of(self, text_object: int, *, readable: bool) -> Face:
        """Size on the page, weight and ink of the text object at an address."""
        pdf_calls.font_size(text_object, SIZE_OUT)
        scale = 1.0
        if pdf_calls.matrix(text_object, MATRIX_OUT):
            scale = math.hypot(MATRIX.c, MATRIX.d)
        font = pdf_calls.font(text_object)
        bold = symbol = False
        if font:
            if font not in self.fonts:
                self.fonts[font] = style_of(font)
            bold, symbol = self.fonts[font]
        size = round(SIZE.value * scale, 2)
        return face_like(size, bold, symbol, ink_of(text_object), readable or symbol)


class DrawnWords:
    """The words of a page by their place: a word that is drawn over itself, as some programs do for weight or
    shadow, is one word."""

    def __init__(self) -> None:
        # By word, then by row.
        self.places: dict[str, dict[int, list[tuple[float, float]]]] = {}

    def again(self, word: str, *, left: float, top: float, size: float) -> bool:
        """Whether the word was drawn at this place before; if not, its place is kept."""
        drawn = self.places.get(word)
        if drawn is None:
            # Most words of a page are drawn once.
            self.places[word] = {int(top / ROW): [(left, top)]}
            return False
        near = SAME_PLACE * (size or 1.0)
        # A place near the edge of its row may have been kept in the one beside it.
        above, own, below = int((top - near) / ROW), int(top / ROW), int((top + near) / ROW)
        for row in (own,) if above == below else (above, own, below):
            for other_left, other_top in drawn.get(row, ()):
                if abs(left - other_left) <= near and abs(top - other_top) <= near:
                    return True
        drawn.setdefault(own, []).append((left, top))
        return False


def follows(run: Run, *, left: float, top: float, size: float) -> bool:
    """Whether a word goes on a run: same baseline, same size, to its right and without a column's gap."""
    return (
        -0.5 * size <= left - run.right <= COLUMN * size
        and abs(top - run.top) <= max(1.0, SAME_BASELINE * size)
        and SMALL < (size / run.size if run.size else 0) < 1 / SMALL
    )


def style_of(font: int) -> tuple[bool, bool]:
    """Whether the font at an address is bold, by its name or its weight; and whether its letters are signs."""
    pdf_calls.font_name(font, NAME_OUT, len(NAME))
    name = NAME.value.decode("latin-1")
    bold = bool(BOLD.search(name)) or pdf_calls.font_weight(font) >= BOLD_WEIGHT
    return bold, bool(SYMBOL.search(name))
