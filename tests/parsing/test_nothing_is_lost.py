"""Every line of a source is in exactly one block, whatever the lines are."""

from hypothesis import given
from hypothesis import strategies as st

from reports.parsing.blocks import group
from reports.parsing.document import Cell, Line, Page
from reports.parsing.layout import measure
from reports.parsing.report import parse_pages
from reports.parsing.text import read_text

BEGINNINGS = st.sampled_from(
    [
        "",
        "",
        "1. ",
        "2. ",
        "17. ",
        "- 3. ",
        "• ",
        "\uf06e ",
        "- ",
        "– ",
        "o ",
        "¹ ",
        "## ",
        "34 ",
        "(i) ",
        "Contents ",
    ]
)
MIDDLES = st.sampled_from(
    [
        "Contents",
        "Areas for improvement",
        "Within three months:",
        "What needs to improve?",
        "The experiences and progress of care leavers: good",
        "Requires improvement",
        "Judgement",
        "Grade",
        "Inspection dates: 3 to 7 March 2014",
        "Lead inspector: Mary O'Neill",
        "© Crown copyright 2014",
        "Record of main findings",
        "a line of prose that ends in a full stop.",
        "and a line that goes on with it",
        "7",
        "Page 3 of 9",
        "multi-",
    ]
)
TEXTS = st.builds(
    "{}{}{}".format,
    BEGINNINGS,
    MIDDLES | st.text(min_size=1, max_size=30),
    st.sampled_from(["", "", "\t4", " 12"]),
)
SIZES = st.sampled_from([6.5, 8.0, 10.0, 12.0, 12.0, 12.0, 14.0, 26.0])


@st.composite
def pages(draw: st.DrawFn) -> tuple[Page, ...]:
    """Pages of printed lines at any places, from the top down or not."""
    number = 0
    found = []
    for page in range(1, draw(st.integers(1, 4)) + 1):
        lines = []
        for text in draw(st.lists(TEXTS, max_size=14)):
            number += 1
            left = draw(st.sampled_from([71.0, 71.0, 89.0, 99.0, 303.0]))
            parts = text.split("\t")
            cells = tuple(Cell(left + 200 * n, left + 200 * n + 90, part) for n, part in enumerate(parts))
            lines.append(
                Line(
                    page=page,
                    number=number,
                    text=text,
                    size=draw(SIZES),
                    bold=draw(st.booleans()),
                    left=left,
                    top=draw(st.floats(20, 830)),
                    right=left + draw(st.floats(10, 450)),
                    indent=draw(st.none() | st.just(left + 28)),
                    cells=cells if len(cells) > 1 else (),
                )
            )
        found.append(Page(page, tuple(lines), width=595.0, height=842.0))
    return tuple(found)


def assert_each_line_once(sheets: tuple[Page, ...]) -> None:
    blocks = group(sheets, measure(sheets))
    lines = [line for page in sheets for line in page.lines]
    assert sorted(line.number for block in blocks for line in block.lines) == [line.number for line in lines]
    assert all(list(block.lines) == sorted(block.lines, key=lambda line: line.number) for block in blocks)
    firsts = [block.lines[0].number for block in blocks]
    assert firsts == sorted(firsts)


@given(pages())
def test_each_printed_line_stands_in_one_block_in_order(sheets: tuple[Page, ...]):
    assert_each_line_once(sheets)


@given(st.lists(TEXTS | st.just(""), max_size=40))
def test_each_line_of_a_text_stands_in_one_block_in_order(lines: list[str]):
    assert_each_line_once(
        read_text("\n".join(lines).replace("\x00", "").encode("utf-8", "replace"), pages=99)
    )


@given(pages())
def test_a_report_of_any_lines_accounts_for_all_of_them(sheets: tuple[Page, ...]):
    wordy = tuple(Line(1, 10_000 + n, "Inspection of a place " * 20, 12.0) for n in range(3))
    report = parse_pages((*sheets, Page(99, wordy, 595.0, 842.0)))
    assert report.unaccounted == ()
