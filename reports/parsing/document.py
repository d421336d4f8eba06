"""The values that travel through the parser: frozen, and each remembers its page and line.

The shape of ParsedReport is that of the JSON which `manage.py parse` prints, field for field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Role = Literal[
    "title",
    "front",
    "contents",
    "heading",
    "numbered",
    "bullet",
    "text",
    "table",
    "footnote",
    "running",
    "boilerplate",
]
Kind = Literal["numbered", "bullet", "text"]
Category = Literal["recommendation", "priority action", "improvement"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One column's share of a printed line: its place, and the text between two wide gaps."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. Sizes and places are in PDF points from the page's top left; a text file has none.

    `top` is the line's baseline, measured from the top of the page. A line that wide gaps part into columns
    has `cells`, and tabs between them in `text`. `indent` is where the words behind a number or bullet begin.
    `level` is the depth of a Markdown heading.
    """

    page: int
    number: int
    text: str
    size: float | None = None
    bold: bool = False
    left: float | None = None
    top: float | None = None
    right: float | None = None
    indent: float | None = None
    cells: tuple[Cell, ...] = ()
    level: int | None = None
    # Empty lines above, in a text file: an empty line ends a paragraph, three stand for a page break.
    space: int = 0


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that a curator should look at; `code` is stable, `message` is for people."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a source, and its size in points (None: a text file).

    `warnings` say what of the page could not be read as it is printed.
    """

    number: int
    lines: tuple[Line, ...]
    width: float | None = None
    height: float | None = None
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, and the part they play in the report."""

    role: Role
    text: str
    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Authority:
    """A name as the report prints it, and what the reference list makes of it (None: not resolved)."""

    printed: str
    name: str | None = None
    gss_code: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    label: str
    grade: str | None
    printed_grade: str
    strand: str
    page: int


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """A raised mark ("²") that was taken out of a text, and how many characters of the text are before it."""

    sign: str
    place: int


@dataclass(frozen=True, slots=True)
class Recommendation:
    number: int | None
    text: str
    headings: tuple[str, ...]
    timescale: str | None
    addressee: str
    page: int
    marks: tuple[FootnoteMark, ...] = ()
    # "priority action" where its heading says so; `class` in what `parse` prints.
    category: Category = "recommendation"
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int | None
    text: str
    section: tuple[str, ...]
    kind: Kind
    page: int
    marks: tuple[FootnoteMark, ...] = ()
    # How deep a bullet is in its list (0: outermost), and the index of the paragraph that leads it in.
    level: int = 0
    under: int | None = None


ActionClass = Literal["priority action", "improvement"]


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What a document without grades asks for; `addressee` is who is asked, where that is said."""

    text: str
    category: ActionClass
    headings: tuple[str, ...]
    addressee: str | None
    page: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an area inspection and the sentence that says it: no grade."""

    outcome: str
    printed: str
    page: int


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """What is read of a document that is not a graded inspection; `kind` None: only its items are read."""

    kind: str | None
    theme: str | None = None
    outcome: Outcome | None = None
    partners: tuple[str, ...] = ()
    items: tuple[ActionItem, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """Everything that one report says, with the parser's warnings."""

    authority: Authority | None
    framework: str | None
    reinspection: bool
    title: str | None
    start: date | None
    end: date | None
    published: date | None
    lead_inspector: str | None
    judgements: tuple[Judgement, ...]
    recommendations: tuple[Recommendation, ...]
    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    unaccounted: tuple[Line, ...]
    warnings: tuple[Warning, ...]
    pages: int = 1
    # The number that is printed on a page, by the page's index in the file from 1.
    printed_pages: Mapping[int, int] = field(default_factory=dict)
    # A document of another kind has no framework, and this instead.
    other: OtherDocument | None = None
