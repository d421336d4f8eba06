"""An authority's inspections by date, one lane a strand, on the grounds of the frameworks they stood under.

A line joins two grades only within one ground: across a border the scale or the thing judged is another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.charts.lettering import width_of, wrapped
from reports.charts.placing import between, spread

WIDTH = 1120
NAMES = 172  # room for the lanes' names, left of the first ground
COLUMN = 122  # the least room of an inspection: its mark and the longest word beside it
LEAD = 18  # from a ground's edge to its first mark
WORD = 14  # from a mark to its word
LANE = 40
LINE = 14
HEAD = 26  # room for the dates at the top of the grounds
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class State:
    """What a report says of a strand: a grade, or the status that stands in its place."""

    word: str
    graded: bool = True
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One inspection; `states` by strand holds only the strands that the report judges or names."""

    url: str
    start: date
    framework: str
    framework_name: str
    states: Mapping[str, State]


@dataclass(frozen=True, slots=True)
class Ground:
    """The stretch of one framework, with its name in lines."""

    x: float
    width: float
    lines: tuple[str, ...]

    @property
    def first_line(self) -> float:
        """How far above the ground the first line of the name stands."""
        return -8 - LINE * (len(self.lines) - 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """One grade on a lane. `lines` are its word, set beside the shape; empty where there is no judgement."""

    x: float
    y: float
    word: str
    lines: tuple[str, ...]
    title: str
    url: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """The line from one grade to the next within a ground; it starts where the word ends."""

    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """The place of one strand, with its name in lines."""

    lines: tuple[str, ...]
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the axis; with an address where it stands for an inspection."""

    x: float
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing: everything in the units of its view box."""

    width: float
    height: float
    top: float
    bottom: float
    grounds: tuple[Ground, ...]
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    threads: tuple[Thread, ...]
    dates: tuple[Tick, ...]
    years: tuple[Tick, ...]

    @property
    def depth(self) -> float:
        """The height of the grounds."""
        return self.bottom - self.top


def draw(visits: Sequence[Visit], *, strands: Sequence[tuple[str, str]]) -> Timeline:
    """The timeline of visits in order of date. `strands` are keys and names, in the order of the lanes.

    Raises ValueError where there is no visit: a page without inspections has no picture.
    """
    if not visits:
        raise ValueError("a timeline needs at least one inspection")
    width = round(max(WIDTH, NAMES + LEAD + COLUMN * len(visits)))
    xs = places(visits, width=width)
    grounds = grounds_of(visits, xs, width=width)
    top = max(len(ground.lines) for ground in grounds) * LINE + 8
    lanes = tuple(
        Lane(wrapped(name, width=NAMES - 12), top + HEAD + LANE * index + LANE // 2)
        for index, (_, name) in enumerate(strands)
    )
    bottom = top + HEAD + LANE * len(strands) + 4
    marks = []
    threads = []
    for (key, name), lane in zip(strands, lanes, strict=True):
        row = [mark(visit, x, lane.y, key=key, name=name) for visit, x in zip(visits, xs, strict=True)]
        marks.extend(row)
        threads.extend(threads_of(visits, row, key=key))
    return Timeline(
        width=width,
        height=bottom + 26,
        top=top,
        bottom=bottom,
        grounds=grounds,
        lanes=lanes,
        marks=tuple(marks),
        threads=tuple(threads),
        dates=tuple(Tick(x, f"{visit.start:%b %Y}", visit.url) for visit, x in zip(visits, xs, strict=True)),
        years=years_of(visits, xs, grounds),
    )


def places(visits: Sequence[Visit], *, width: float) -> list[float]:
    """The x of each visit: by date where that leaves room for the words, else as near as can be."""
    low, high = NAMES + LEAD, width - COLUMN + LEAD
    first, last = visits[0].start.toordinal(), visits[-1].start.toordinal()
    span = max(last - first, 1)
    wanted = [low + (visit.start.toordinal() - first) * (high - low) / span for visit in visits]
    return [round(x, 1) for x in spread(wanted, low=low, high=high, gap=COLUMN)]


def grounds_of(visits: Sequence[Visit], xs: Sequence[float], *, width: float) -> tuple[Ground, ...]:
    """One ground for each run of visits under one framework, each ending just before the next one's first mark."""
    starts = [
        index
        for index, visit in enumerate(visits)
        if index == 0 or visit.framework != visits[index - 1].framework
    ]
    grounds = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        left = xs[start] - LEAD
        right = width if following is None else xs[following] - LEAD - 4
        name = visits[start].framework_name
        grounds.append(Ground(round(left, 1), round(right - left, 1), wrapped(name, width=right - left - 8)))
    return tuple(grounds)


def mark(visit: Visit, x: float, y: float, *, key: str, name: str) -> Mark:
    """The mark of one strand in one report; without a word beside it where the framework has no such judgement."""
    state = visit.states.get(key)
    word = state.word if state else "not in framework"
    spoken = "not in this framework" if state is None else word
    return Mark(
        x=x,
        y=y,
        word=word,
        lines=wrapped(word.capitalize(), width=COLUMN - LEAD - WORD - 4) if state else (),
        title=f"{name}, {visit.start:%B %Y}: {spoken}",
        url=visit.url,
        corrected=bool(state and state.corrected),
    )


def threads_of(visits: Sequence[Visit], row: Sequence[Mark], *, key: str) -> list[Thread]:
    """The lines of one lane: between grades that follow each other within one ground."""
    threads = []
    for index in range(len(row) - 1):
        earlier, later = visits[index].states.get(key), visits[index + 1].states.get(key)
        if visits[index].framework != visits[index + 1].framework:
            continue
        if earlier and later and earlier.graded and later.graded:
            x1 = row[index].x + WORD + max(width_of(line) for line in row[index].lines) + 8
            x2 = row[index + 1].x - 13
            if x2 - x1 >= 8:
                threads.append(Thread(round(x1, 1), round(x2, 1), row[index].y))
    return threads


def years_of(visits: Sequence[Visit], xs: Sequence[float], grounds: Sequence[Ground]) -> tuple[Tick, ...]:
    """A tick where each year begins, between the first and the last visit; labels never closer than they need."""
    known = [(visit.start.toordinal() / DAYS_A_YEAR, x) for visit, x in zip(visits, xs, strict=True)]
    left, right = grounds[0].x, grounds[-1].x + grounds[-1].width
    ticks: list[Tick] = []
    labelled = float("-inf")
    for year in range(visits[0].start.year + 1, visits[-1].start.year + 1):
        x = between(date(year, 1, 1).toordinal() / DAYS_A_YEAR, known=known)
        if not left <= x <= right - 14:
            continue
        roomy = x - labelled >= 44
        ticks.append(Tick(round(x, 1), str(year) if roomy else ""))
        labelled = x if roomy else labelled
    return tuple(ticks)
