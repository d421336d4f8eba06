"""How well themes are tagged, against paragraphs that a person has judged, and what rests on one expression alone.

A table is a CSV file with a line for each paragraph: `report` (its slug), `paragraph` (its number), `use` ("tuned":
read while the expressions were written; "kept": judged without sight of the tags, and of no use in writing them) and
`themes`, the slugs of all that it is on. What is not named is a no. It holds places and no text.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reports.models import Inspection, Paragraph, ParagraphTheme, Theme
from reports.themes.tagging import found_by


@dataclass(frozen=True, slots=True)
class Judged:
    """One paragraph of a table."""

    report: str
    number: int
    use: str
    themes: frozenset[str]


@dataclass(slots=True)
class Score:
    """Of so many that are `on` a theme `found` are tagged; of so many that are `off` it `false` are."""

    on: int = 0
    found: int = 0
    off: int = 0
    false: int = 0

    def add(self, *, on: bool, tagged: bool) -> None:
        """Count one paragraph and one theme."""
        self.on += on
        self.found += on and tagged
        self.off += not on
        self.false += tagged and not on


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a theme's expressions: how many paragraphs it finds, and how many no other line of it does.

    `turns` names the frameworks between which the theme grows or shrinks through this line alone.
    """

    theme: str
    text: str
    found: int
    alone: int
    turns: tuple[str, ...]


def table(path: Path) -> list[Judged]:
    """The lines of a table. ValueError says which line cannot be read."""
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                found.append(
                    Judged(row["report"], int(row["paragraph"]), row["use"], frozenset(row["themes"].split()))
                )
            except (KeyError, ValueError, AttributeError) as error:
                raise ValueError(
                    f"{path}, line {number}: not a report, a number, a use and themes."
                ) from error
    return found


def scores(lines: Iterable[Judged]) -> tuple[dict[str, Score], list[Judged]]:
    """The score of each theme, and the lines whose paragraph this archive does not hold."""
    lines = list(lines)
    wanted = {line.report for line in lines}
    keys = {
        (slug, int(number or 0)): key
        for key, slug, number in Paragraph.objects.filter(
            inspection__slug__in=wanted, number__isnull=False
        ).values_list("pk", "inspection__slug", "number")
    }
    tags = defaultdict(set)
    for key, slug in ParagraphTheme.objects.filter(paragraph__in=keys.values()).values_list(
        "paragraph", "theme__slug"
    ):
        tags[key].add(slug)
    themes = list(Theme.objects.values_list("slug", flat=True))
    found = {slug: Score() for slug in themes}
    absent = []
    for line in lines:
        place = (line.report, line.number)
        if place not in keys:
            absent.append(line)
            continue
        for slug in themes:
            found[slug].add(on=slug in line.themes, tagged=slug in tags[keys[place]])
    return found, absent


def total(parts: Iterable[Score]) -> Score:
    """All of them in one."""
    found = Score()
    for one in parts:
        found.on, found.found = found.on + one.on, found.found + one.found
        found.off, found.false = found.off + one.off, found.false + one.false
    return found


def lines_of(theme: Theme) -> Iterator[Line]:
    """Every line of a theme, with what rests on it alone."""
    texts = [text for text in theme.expressions.splitlines() if text.strip()]
    by_paragraph: dict[int, set[int]] = defaultdict(set)
    for place, key in found_by(texts):
        by_paragraph[key].add(place)
    framework = {
        key: (str(name), words)
        for key, name, words in Paragraph.objects.filter(
            pk__in=by_paragraph, inspection__framework__isnull=False
        ).values_list("pk", "inspection__framework", "words")
    }
    everything = _words_by_framework(framework.values())
    for place, text in enumerate(texts):
        alone = [key for key, places in by_paragraph.items() if places == {place}]
        found = sum(place in places for places in by_paragraph.values())
        without = everything - _words_by_framework(framework[key] for key in alone if key in framework)
        yield Line(theme.slug, text, found, len(alone), tuple(turns(everything, without)))


def turns(everything: Counter[str], without: Counter[str], *, little: float = 0.1) -> Iterator[str]:
    """Between which frameworks a theme grows (or shrinks) by more than a `little` only through the line in question."""
    held = _held()
    for earlier, later in (("sif", "ilacs"),):
        if not (held[earlier] and held[later]):
            continue
        ways = []
        for words in (everything, without):
            before, after = words[earlier] / held[earlier], words[later] / held[later]
            change = after / before - 1 if before else float(after > 0)
            ways.append((change > little) - (change < -little))
        if ways[0] * ways[1] < 0 or (ways[0] and not ways[1]):
            yield f"{earlier} to {later}"


def _words_by_framework(rows: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, words in rows:
        found[name] += words
    return found


def _held() -> Counter[str]:
    """The words of all reports, by framework."""
    rows = Inspection.objects.filter(framework__isnull=False).values_list("framework", "word_count")
    return _words_by_framework((str(name), words) for name, words in rows)
