"""What is usual in one document: the size of its type, the distance of its lines, its margins.

Everything that the rules call "larger", "far below" or "further in" is measured against these.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.parsing.document import Line, Page

# Word sets lines 1.2 times the type's size apart unless it is set otherwise.
USUAL_LEADING = 1.2
# Fewer lines than this do not show what is usual.
ENOUGH_LINES = 12
# A gap that is wider than the usual distance of lines by this factor parts two paragraphs.
PARAGRAPH_GAP = 1.27
# How far the left margins of even and odd pages may differ, in points, and be those of a two-sided document.
LEAST_SHIFT = 5.0
MOST_SHIFT = 60.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a document in points; a text file has none of them, and `printed` is false."""

    printed: bool
    size: float = 0.0
    leading: float = 0.0
    left: float = 0.0
    right: float = 0.0
    width: float = 0.0

    def is_larger(self, line: Line) -> bool:
        return self.printed and line.size is not None and line.size >= self.size + 1.2

    def is_small(self, line: Line) -> bool:
        return self.printed and line.size is not None and line.size <= self.size - 1.0

    def leading_of(self, line: Line) -> float:
        """The usual distance to the line above for type of this line's size."""
        if line.size is None or not self.size:
            return self.leading
        return self.leading * max(line.size, 1.0) / self.size


def straighten(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Pages whose left margins agree: a document set for printing on both sides has wider inner margins."""
    size = measure(pages).size
    even_edges, odd_edges = (
        edges_of([page for page in pages if page.number % 2 == parity], size) for parity in (0, 1)
    )
    even, odd = margin_of(even_edges), margin_of(odd_edges)
    if even is None or odd is None:
        return tuple(pages)
    shift = odd - even
    if not LEAST_SHIFT < abs(shift) < MOST_SHIFT:
        return tuple(pages)
    # A heading further out on pages of one side alone moves that side's margin, and nothing else of it.
    if agreement(even_edges, odd_edges, shift=shift) <= agreement(even_edges, odd_edges, shift=0):
        return tuple(pages)
    return tuple(page if page.number % 2 == 0 else moved(page, -shift) for page in pages)


def edges_of(pages: Sequence[Page], size: float) -> Counter[int]:
    """How many lines of the body's size begin at each left edge, in points; none where there is but one page."""
    return Counter(
        round(line.left)
        for page in pages
        for line in page.lines
        if len(pages) > 1 and line.left is not None and abs((line.size or 0.0) - size) <= 0.75
    )


def margin_of(edges: Counter[int]) -> int | None:
    """The leftmost edge at which text often begins; None where there is too little of it."""
    often = [left for left, count in edges.items() if count >= max(3, sum(edges.values()) // 25)]
    return min(often, default=None)


def agreement(even: Counter[int], odd: Counter[int], *, shift: int) -> float:
    """The share of lines, from 0 to 1, that begin at the same edges once odd pages are moved back by `shift`.

    Edges that differ by one point are the same: places are rounded.
    """
    of_even, of_odd = sum(even.values()), sum(odd.values())
    nearby = (
        (count / of_even, sum(odd[left + shift + by] for by in (-1, 0, 1)) / of_odd)
        for left, count in even.items()
    )
    return sum(min(shares) for shares in nearby)


def moved(page: Page, by: float) -> Page:
    """A page with all its lines moved sideways."""

    def beside(place: float | None) -> float | None:
        return None if place is None else round(place + by, 1)

    lines = tuple(
        replace(
            line,
            left=beside(line.left),
            right=beside(line.right),
            indent=beside(line.indent),
            cells=tuple(replace(cell, left=cell.left + by, right=cell.right + by) for cell in line.cells),
        )
        for line in page.lines
    )
    return replace(page, lines=lines)


def measure(pages: Sequence[Page]) -> Layout:
    """The measures of a document's pages."""
    lines = [line for page in pages for line in page.lines]
    if not any(line.size for line in lines):
        return Layout(printed=False)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * (line.size or 0.0)) / 2] += len(line.text)
    size = most_common(sizes)
    body = [line for line in lines if abs((line.size or 0.0) - size) <= 0.75]
    leadings = Counter(
        round(2 * distance) / 2 for distance in distances(body) if size * 0.9 <= distance <= size * 1.9
    )
    lefts = Counter(round(line.left or 0.0) for line in body)
    rights = sorted(line.right or 0.0 for line in body)
    common = [left for left, count in lefts.items() if count >= max(2, len(body) // 40)]
    return Layout(
        printed=True,
        size=size,
        leading=most_common(leadings) if sum(leadings.values()) >= ENOUGH_LINES else size * USUAL_LEADING,
        left=float(min(common, default=0)),
        right=rights[len(rights) * 19 // 20] if rights else 0.0,
        width=max((page.width or 0.0 for page in pages), default=0.0),
    )


def distances(lines: Iterable[Line]) -> list[float]:
    """From each line down to the next one of the same page."""
    ordered = list(lines)
    return [
        (below.top or 0.0) - (above.top or 0.0)
        for above, below in itertools.pairwise(ordered)
        if above.page == below.page
    ]


def most_common(counts: Counter[float]) -> float:
    """The commonest value, the smaller of two that are as common."""
    if not counts:
        return 0.0
    top = max(counts.values())
    return min(value for value, count in counts.items() if count == top)
