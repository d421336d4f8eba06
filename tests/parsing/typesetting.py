"""Small PDFs made for tests: text at chosen places, and a setter that sets a report the way reports are set.

Only what the parser looks at is there: fonts of two weights, sizes and places. No library is needed.
"""

import textwrap
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
FONTS = {False: "F1", True: "F2"}


@dataclass(slots=True)
class Sheet:
    """One page: pieces of text with their places, in points from the top left, and what is drawn before or behind
    them in a PDF's own operators (from the bottom left)."""

    pieces: list[tuple[str, float, float, float, bool]] = field(default_factory=list)
    before: list[bytes] = field(default_factory=list)
    after: list[bytes] = field(default_factory=list)
    # The fields of a form: value and rectangle, from the bottom left.
    fields: list[tuple[str, tuple[float, float, float, float]]] = field(default_factory=list)

    def put(self, text: str, left: float, top: float, *, size: float = 12, bold: bool = False) -> "Sheet":
        self.pieces.append((text, left, top, size, bold))
        return self

    def stream(self) -> bytes:
        parts = [
            b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET"
            % (FONTS[bold].encode(), size, left, HEIGHT - top, escaped(text))
            for text, left, top, size, bold in self.pieces
        ]
        return b"\n".join([*self.before, *parts, *self.after])


def text_at(text: str, left: float, top: float, *, size: float = 12, font: str = "F1") -> bytes:
    """The operators that draw a text, to be among others that change how it is drawn."""
    return b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (
        font.encode(),
        size,
        left,
        HEIGHT - top,
        escaped(text),
    )


PICTURE = b"q 500 0 0 700 50 70 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x40\x80\xc0\x40 EI Q"


def escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def pdf(*sheets: Sheet) -> bytes:
    """The bytes of a PDF with these pages. Font F3 has signs without characters."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(sheets)))
    first_field = 6 + 2 * len(sheets)
    fields = [field for sheet in sheets for field in sheet.fields]
    form = " ".join(f"{first_field + n} 0 R" for n in range(len(fields)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {f'/AcroForm << /Fields [{form}] >>' if fields else ''} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Subset /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
        b"/Subtype /CIDFontType2 /BaseFont /Subset /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> >>] >>",
    ]
    used = 0
    for number, sheet in enumerate(sheets):
        stream = sheet.stream()
        here = " ".join(f"{first_field + used + n} 0 R" for n in range(len(sheet.fields)))
        used += len(sheet.fields)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {7 + 2 * number} 0 R "
            f"/Annots [{here}] /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    for number, (value, rectangle) in enumerate(fields):
        place = " ".join(f"{edge:g}" for edge in rectangle)
        objects.append(
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (field%d) /V (%s) /Rect [%s] /F 4 >>"
            % (number, escaped(value), place.encode())
        )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body
        + head
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )


@dataclass
class Setter:
    """Sets a report line by line, with hanging numbers and bullets, footers, and pages that end where they are full."""

    footer: str = "Inspection of Ashmere local authority children's services"
    bottom: float = 760
    leading: float = 14.5
    chars: int = 78
    sheets: list[Sheet] = field(default_factory=lambda: [Sheet()])
    top: float = 80

    def line(
        self, text: str, left: float = 71, *, gap: float | None = None, size: float = 12, bold: bool = False
    ) -> None:
        self.top += self.leading if gap is None else gap
        if self.top > self.bottom:
            self.next_page()
        self.sheets[-1].put(text, left, self.top, size=size, bold=bold)

    def next_page(self) -> None:
        self.foot()
        self.sheets.append(Sheet())
        self.top = 90

    def foot(self) -> None:
        if self.footer and len(self.sheets) > 1:
            self.sheets[-1].put(self.footer, 71, 803, size=8, bold=True)
            self.sheets[-1].put(str(len(self.sheets)), 513, 808, size=8)

    def heading(self, text: str, *, size: float = 14) -> None:
        self.line(text, gap=30, size=size, bold=True)

    def wrapped(self, text: str, left: float, *, chars: int) -> None:
        for part in textwrap.wrap(text, chars)[1:]:
            self.line(part, left)

    def paragraph(self, text: str, *, chars: int | None = None) -> None:
        chars = chars or self.chars
        self.line(textwrap.wrap(text, chars)[0], gap=26)
        self.wrapped(text, 71, chars=chars)

    def numbered(self, number: int, text: str, *, mark: str = ".") -> None:
        self.line(f"{number}{mark}", gap=26)
        self.sheets[-1].put(textwrap.wrap(text, self.chars - 6)[0], 99, self.top)
        self.wrapped(text, 99, chars=self.chars - 6)

    def bullet(self, text: str, *, left: float = 71, glyph: str = "•") -> None:
        self.line(glyph, left, gap=20)
        self.sheets[-1].put(textwrap.wrap(text, self.chars - 6)[0], left + 18, self.top)
        self.wrapped(text, left + 18, chars=self.chars - 6)

    def row(
        self, *cells: str, lefts: tuple[float, ...] = (77, 303), gap: float = 27, size: float = 12
    ) -> None:
        self.line(cells[0], lefts[0], gap=gap, size=size)
        for cell, left in zip(cells[1:], lefts[1:], strict=True):
            self.sheets[-1].put(cell, left, self.top, size=size)

    def beside(self, text: str, *, by: float, left: float = 303) -> None:
        """A cell `by` points below the last line."""
        self.sheets[-1].put(text, left, self.top + by)

    def front(self, title: str, *facts: str) -> None:
        for part in textwrap.wrap(title, 36):
            self.line(part, gap=31, size=26)
        for fact in facts:
            self.line(fact, gap=26)

    def bytes(self) -> bytes:
        self.foot()
        return pdf(*self.sheets)


def ilacs(*, authority: str = "Ashmere", dates: str = "Inspection dates: 4 to 15 March 2024") -> Setter:
    """The front page of an inspection of 2024, up to its table of grades."""
    setter = Setter()
    setter.front(
        f"Inspection of {authority} local authority children's services",
        dates,
        "Lead inspector: Mary O'Neill, His Majesty's Inspector",
    )
    return setter


def graded(setter: Setter) -> Setter:
    """With the usual table of five grades."""
    setter.row("Judgement", "Grade")
    setter.row("The impact of leaders on social work", "Good")
    setter.line("practice with children and families", 77)
    setter.row("The experiences and progress of", "Good")
    setter.line("children who need help and protection", 77)
    setter.row("The experiences and progress of", "Outstanding")
    setter.line("children in care", 77)
    setter.row("The experiences and progress of care", "Inadequate")
    setter.line("leavers", 77)
    setter.row("Overall effectiveness", "Good")
    return setter


def single(*, overall: str = "Children's services in Ashmere are inadequate", board: bool = True) -> Setter:
    """The front page of an inspection of 2015 under the single framework, up to its table of grades."""
    setter = Setter(footer="")
    setter.line("Ashmere Council", gap=30, size=26)
    setter.line("Inspection of services for children in need of help and", gap=25, size=14, bold=True)
    setter.line("protection, children looked after and care leavers", gap=17, size=14, bold=True)
    if board:
        setter.line("and", gap=23, size=14)
        setter.line(
            "Review of the effectiveness of the Local Safeguarding Children", gap=23, size=14, bold=True
        )
        setter.line("Board", gap=17, size=14, bold=True)
    setter.line("Inspection date: 3 March 2015 - 25 March 2015", gap=23, size=14)
    setter.line("Report published: 13 May 2015", gap=23, size=14)
    setter.line(overall, gap=30, size=14, bold=True)
    return setter


def strands(setter: Setter) -> Setter:
    """With the five rows of the single framework."""
    lefts = (71.0, 388.0)
    setter.row("1. Children who need help and protection", "Requires improvement", lefts=lefts, gap=30)
    setter.row("2. Children looked after and achieving permanence", "Good", lefts=lefts)
    setter.row("2.1 Adoption performance", "Outstanding", lefts=(119, 388))
    setter.row("2.2 Experiences and progress of care leavers", "Inadequate", lefts=(119, 388))
    setter.row("3. Leadership, management and governance", "Inadequate", lefts=lefts)
    setter.next_page()
    return setter
