"""What a line begins with: a paragraph's number, or a bullet of any kind."""

import re
from dataclasses import dataclass

from reports.parsing.document import Line

# "44. The strategy", "- 44. The strategy", "44) The strategy", "34     Most children"
NUMBERED = re.compile(
    r"(?P<listed>[-*+]\s+)?(?P<number>\d{1,3})(?P<stop>[.)]?)(?P<space>\s*)(?P<text>\S.*)", re.DOTALL
)
# "89." with nothing behind it
NUMBER_ALONE = re.compile(r"(?P<number>\d{1,3})[.)]")
# Bullets of text fonts, and the private-use characters in which symbol fonts are copied.
GLYPHS = "─•●▪■◼◾▫□◻○◦◉⚫⬤▶►▸➢➤➔→✓✔☑❖◆♦⁃∙·*§–—―‒−\u0336+-"
BULLET = re.compile(
    rf"(?P<glyph>[{re.escape(GLYPHS)}]|[\ue000-\uf8ff]|\bo(?=\s))(?P<space>\s*)(?P<text>\S.*)?", re.DOTALL
)
# These are also dashes and signs within sentences: a bullet only with space behind it.
DASHES = frozenset("-–—―‒−─\u0336+*·o→")


@dataclass(frozen=True, slots=True)
class Number:
    """A number before a paragraph. `stopped`: a full stop follows it; `listed`: a dash is before it."""

    value: int
    text: str
    stopped: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bullet before a paragraph."""

    glyph: str
    text: str


def number_of(line: Line) -> Number | None:
    """The number that a line begins with, if it could be a paragraph's; a number may be alone."""
    if alone := NUMBER_ALONE.fullmatch(line.text):
        return Number(value=int(alone["number"]), text="", stopped=True, listed=False)
    match = NUMBERED.fullmatch(line.text)
    if not match or not (match["stop"] or match["space"]):
        return None
    # "1.5 million", "10.30am", "2.1 Adoption"
    if not match["space"] and match["text"][0].isdigit():
        return None
    return Number(
        value=int(match["number"]),
        text=match["text"],
        stopped=bool(match["stop"]),
        listed=bool(match["listed"]),
    )


def bullet_of(line: Line, *, printed: bool) -> Bullet | None:
    """The bullet that a line begins with. A printed dash is one for sure only where its words are in a column."""
    bullet = dash_of(line)
    if bullet and bullet.glyph in DASHES and printed and line.indent is None:
        return None
    return bullet


def dash_of(line: Line) -> Bullet | None:
    """The bullet that a line begins with, even if it may be a dash of the sentence above."""
    match = BULLET.fullmatch(line.text)
    if not match or (match["glyph"] in DASHES and not match["space"]):
        return None
    return Bullet(glyph=match["glyph"], text=match["text"] or "")
