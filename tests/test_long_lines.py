"""What people read when they look at the code of pages: no line is longer than 120, as far as it can be broken."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
OWN = [path for kind in ("*.css", "js/*.js") for path in STATIC.glob(kind) if ".min." not in path.name]
# A paragraph keeps its lines as they are (`white-space: pre-line`), so its template breaks none of its text.
KEPT_LINES = ROOT / "templates/inspection/passage.html"
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if path != KEPT_LINES)
MOST = 120
# What is in one of these cannot be broken: a tag of Django's, a value in quotes, what is shown as it is written, and
# the blocks that become a title or an attribute.
UNBROKEN = re.compile(
    r"\{%\s*block (?:title|description)\b.*?\{%\s*endblock.*?%\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
    r"|<(?P<raw>script|style|pre|textarea)\b.*?</(?P=raw)>",
    re.DOTALL,
)
TAG = re.compile(r"""</?[a-zA-Z!](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
QUOTED = re.compile(r""""[^"]*"|'[^']*'""", re.DOTALL)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_line_of_a_style_sheet_or_a_script_is_longer_than_120(path: Path) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    assert [number for number, line in lines if len(line) > MOST] == []


def filled(found: re.Match[str]) -> str:
    """The same length without a blank; lines stay lines."""
    return re.sub(r"[^\n]", "x", found[0])


def breakable(source: str) -> str:
    """A template with signs in place of all that a line break may not enter."""
    without_django = UNBROKEN.sub(filled, source)
    return TAG.sub(lambda tag: QUOTED.sub(filled, tag[0]), without_django)


def long_lines(source: str) -> list[int]:
    """The numbers of the lines that are too long, and have a blank where they could be broken."""
    return [
        number
        for number, line in enumerate(breakable(source).split("\n"), start=1)
        if len(line) > MOST and " " in line.strip()
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_line_of_a_template_that_can_be_broken_is_longer_than_120(path: Path) -> None:
    assert long_lines(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>" + "word " * 30 + "</p>", [1]),
        ('<a class="one" href="/a/very/long/url/' + "x" * 120 + '">', [1]),
        ("{% include 'x.html' with " + "a=b " * 40 + "only %}", []),
        ('<a\n  title="' + "word " * 30 + '">', []),
    ],
)
def test_a_line_is_too_long_where_it_has_a_place_to_break(source: str, found: list[int]) -> None:
    assert long_lines(source) == found
