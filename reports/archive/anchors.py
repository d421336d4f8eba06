"""The ids of paragraphs on a report's page, which a new reading of the report must not give to another text."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from reports.models import Paragraph
from reports.parsing import document

COUNTED = "text-"
# A shorter text may be found within another by chance.
ENOUGH_TO_KNOW = 12


class Anchors:
    """`para-12` by the printed number, `text-7` by count for what has none.

    Where a file holds two reports whose numbers both run from 1, the second twelve is `para-12-b`. A text without
    a number keeps the anchor that it had before, and a new one gets a number that none has had.
    """

    def __init__(self, before: Sequence[Paragraph] = ()) -> None:
        self.seen: dict[int, int] = {}
        self.kept: defaultdict[str, deque[str]] = defaultdict(deque)
        used = [0]
        for paragraph in before:
            for anchor in (paragraph.anchor, *paragraph.former_anchors):
                number = anchor.removeprefix(COUNTED)
                if anchor.startswith(COUNTED) and number.isdecimal():
                    used.append(int(number))
            if paragraph.number is None:
                self.kept[paragraph.text].append(paragraph.anchor)
        self.unnumbered = max(used)

    def of(self, paragraph: document.Paragraph) -> str:
        """The anchor of the next paragraph, in printed order."""
        if paragraph.number is None:
            if kept := self.kept[paragraph.text]:
                return kept.popleft()
            self.unnumbered += 1
            return f"{COUNTED}{self.unnumbered}"
        run = self.seen.get(paragraph.number, 0)
        self.seen[paragraph.number] = run + 1
        if run == 0:
            return f"para-{paragraph.number}"
        suffix = ascii_lowercase[run] if run < len(ascii_lowercase) else str(run + 1)
        return f"para-{paragraph.number}-{suffix}"


def give_former_anchors(rows: Sequence[Paragraph], before: Iterable[Paragraph]) -> None:
    """Put each anchor of an earlier reading that no row has now to the row that holds its text, or is a part of it.

    The anchor of a text that the report no longer has leads nowhere.
    """
    by_anchor = {row.anchor: row for row in rows}
    for old in before:
        gone = [anchor for anchor in (old.anchor, *old.former_anchors) if anchor not in by_anchor]
        if not gone:
            continue
        row = by_anchor.get(old.anchor) or next(
            (row for row in rows if shares_text(row.text, old.text)), None
        )
        if row:
            row.former_anchors = [*row.former_anchors, *gone]


def shares_text(text: str, old: str) -> bool:
    shorter, longer = sorted((text, old), key=len)
    return len(shorter) >= ENOUGH_TO_KNOW and shorter in longer
