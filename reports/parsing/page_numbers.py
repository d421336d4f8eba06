"""The number that is printed on each page, which need not be the page's place in the file."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from reports.parsing.document import Block
from reports.parsing.furniture import PAGE_NUMBER

NUMBER = re.compile(r"\d{1,3}")
# "10 to 14 February 2025 3": the number at the end of a footer; "3 | Inspection of Ashmere": at its beginning.
AT_END = re.compile(r"(?<!\d)(?<![/.])\d{1,3}$")
AT_BEGINNING = re.compile(r"\d{1,3}(?=\s*[|\t])")


def printed_pages(blocks: Sequence[Block]) -> dict[int, int]:
    """The printed number of each page that has one, by the page's index in the file, from 1.

    A number in a footer is a page's where it is alone on its line, or where it runs with the pages as most do.
    """
    alone: defaultdict[int, set[int]] = defaultdict(set)
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for block in blocks:
        if block.role != "running":
            continue
        text = block.text.strip()
        if PAGE_NUMBER.fullmatch(text) and (first := NUMBER.search(text)):
            alone[block.page].add(int(first.group()))
        else:
            found = [AT_END.search(text), AT_BEGINNING.match(text)]
            beside[block.page].update(int(match.group()) for match in found if match)
    steps = Counter(
        number - page for page in sorted({*alone, *beside}) for number in sorted(alone[page] | beside[page])
    )
    usual = max(steps, key=lambda step: (steps[step], -abs(step)), default=0)
    pages: dict[int, int] = {}
    for page in sorted({*alone, *beside}):
        if steps[usual] > 1 and page + usual in alone[page] | beside[page]:
            pages[page] = page + usual
        elif len(alone[page]) == 1:
            pages[page] = next(iter(alone[page]))
    return pages
