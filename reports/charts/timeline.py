"""An authority's inspections by date, one lane a strand, on the grounds of the frameworks they were made under.

A line joins two grades only within one ground: across a border the scale or the thing judged is another. Where
children in care and care leavers were judged in one row, its mark is between their two lanes, and dotted lines
lead to the two judgements that it became.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports import frameworks
from reports.charts.lettering import width_of, wrapped
from reports.charts.placing import between, spread
from reports.charts.visits import LANE as LANE_OF_VISITS
from reports.charts.visits import Ungraded, UngradedMark, marks_of
from reports.language import dates

WIDTH = 1120
NAMES = 172  # room for the lanes' names, left of the first ground
COLUMN = 122  # the least room of an inspection: its mark and the longest word beside it
LEAD = 18  # from a ground's edge to its first mark
WORD = 14  # from a mark to its word
LANE = 40
LINE = 14
HEAD = 26  # room for the dates at the top of the grounds
DATE = 66  # room for a visit's month and year, before what is said of the time since
TODAY = 64  # room for "today" at the end of the axis
DAYS_A_YEAR = 365.25
# Two strands that were once judged in one row.
BRAID = ("care", "care-leavers")
TOGETHER = "care-and-care-leavers"


@dataclass(frozen=True, slots=True)
class State:
    """What a report says of a strand: a grade, or the status that is in its place."""

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
        """How far above the ground the first line of the name is."""
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
    """The line from one grade to the next within a ground; it starts where the word ends.

    It leads from `y` to another height, dotted, where one judgement became two or two became one.
    """

    x1: float
    x2: float
    y: float
    to: float | None = None

    @property
    def path(self) -> str:
        if self.to is None:
            return f"M{self.x1} {self.y}H{self.x2}"
        middle = round((self.x1 + self.x2) / 2, 1)
        return f"M{self.x1} {self.y}C{middle} {self.y} {middle} {self.to} {self.x2} {self.to}"


@dataclass(frozen=True, slots=True)
class Yoke:
    """The bracket of one judgement of two lanes, around its mark."""

    x: float
    top: float
    bottom: float
    middle: float


@dataclass(frozen=True, slots=True)
class Lane:
    """The place of one strand, with its name in lines; `ruled` where a line parts it from the lane above."""

    lines: tuple[str, ...]
    y: float
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on the axis; with a URL where it stands for an inspection."""

    x: float
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing: everything in the units of its view box. `axis` is where the years are: below the grounds, and below
    the lane of visits where there are any."""

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
    yokes: tuple[Yoke, ...] = ()
    since: str = ""
    ungraded: tuple[UngradedMark, ...] = ()
    axis: float = 0.0

    @property
    def depth(self) -> float:
        """The height of the grounds."""
        return self.bottom - self.top


def draw(
    visits: Sequence[Visit],
    *,
    strands: Sequence[tuple[str, str]],
    today: date | None = None,
    ungraded: Sequence[Ungraded] = (),
) -> Timeline:
    """The timeline of visits in order of date. `strands` are keys and names, in the order of the lanes.

    With `today` it runs on to that day, and says how long the last inspection is ago. `ungraded` are the visits and
    area inspections, in order of date too: they have a lane of their own below the grounds. Raises ValueError where
    there is no visit: a page without inspections has no picture.
    """
    if not visits:
        raise ValueError("a timeline needs at least one inspection")
    since = f"{dates.since(visits[-1].start, today)} since" if today else ""
    tail = max(COLUMN, DATE + width_of(since)) if since else COLUMN
    width = round(max(WIDTH, NAMES + LEAD + COLUMN * (len(visits) - 1) + tail))
    until = (today, width) if today else None
    first = min([visits[0].start, *(one.start for one in ungraded)])
    xs = places(visits, right=width - tail + LEAD, until=until, first=first)
    grounds = grounds_of(visits, xs, width=width)
    top = max(len(ground.lines) for ground in grounds) * LINE + 8
    strands = braided(strands)
    together = BRAID[1] if {*BRAID} <= {key for key, _ in strands} else None
    lanes = tuple(
        Lane(wrapped(name, width=NAMES - 12), top + HEAD + LANE * index + LANE // 2, ruled=key != together)
        for index, (key, name) in enumerate(strands)
    )
    bottom = top + HEAD + LANE * len(strands) + 4
    axis = bottom + (LANE_OF_VISITS if ungraded else 0)
    known = [(visit.start.toordinal(), x) for visit, x in zip(visits, xs, strict=True)]
    if until and until[0] > visits[-1].start:
        known.append((until[0].toordinal(), until[1]))
    marks: list[Mark] = []
    threads: list[Thread] = []
    yokes: list[Yoke] = []
    for (key, name), lane in zip(strands, lanes, strict=True):
        row = [mark(visit, x, lane.y, key=key, name=name) for visit, x in zip(visits, xs, strict=True)]
        threads.extend(threads_of(visits, row, key=key))
        marks.extend(
            each
            for visit, each in zip(visits, row, strict=True)
            if not (together and key in BRAID and TOGETHER in visit.states)
        )
    if together:
        rows = {key: lane.y for (key, _), lane in zip(strands, lanes, strict=True)}
        high, low = rows[BRAID[0]], rows[BRAID[1]]
        middle = (high + low) / 2
        name = strand_name(TOGETHER)
        row = [mark(visit, x, middle, key=TOGETHER, name=name) for visit, x in zip(visits, xs, strict=True)]
        there = [each for visit, each in zip(visits, row, strict=True) if TOGETHER in visit.states]
        marks.extend(there)
        yokes.extend(Yoke(each.x, high, low, middle) for each in there)
        threads.extend(threads_of(visits, row, key=TOGETHER))
        threads.extend(forks(visits, row, high=high, low=low))
    return Timeline(
        width=width,
        height=axis + 26,
        top=top,
        bottom=bottom,
        grounds=grounds,
        lanes=lanes,
        marks=tuple(marks),
        threads=tuple(threads),
        dates=tuple(Tick(x, f"{visit.start:%b %Y}", visit.url) for visit, x in zip(visits, xs, strict=True)),
        years=years_of(visits, xs, grounds, until=until),
        yokes=tuple(yokes),
        since=since,
        ungraded=marks_of(
            ungraded, known=known, low=NAMES + LEAD, high=width, y=bottom + LANE_OF_VISITS / 2 + 2
        ),
        axis=axis,
    )


def strand_name(key: str) -> str:
    return next(strand.name for strand in frameworks.STRANDS if strand.key == key)


def braided(strands: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The lanes: the two that were once judged in one row side by side, and that row between them, if all are there."""
    keys = {key for key, _ in strands}
    if not {*BRAID, TOGETHER} <= keys:
        return list(strands)
    care, leavers = ((key, name) for key, name in strands if key in BRAID)
    lanes = []
    for key, name in strands:
        if key == BRAID[0]:
            lanes += [care, leavers]
        elif key not in (*BRAID, TOGETHER):
            lanes.append((key, name))
    return lanes


def places(
    visits: Sequence[Visit],
    *,
    right: float,
    until: tuple[date, float] | None = None,
    first: date | None = None,
) -> list[float]:
    """The x of each visit: by date where that leaves room for the words, else as near as can be.

    `right` is the farthest place; `until` a later day and its place, which the axis runs on to; `first` the day on
    which it begins, where that is before the first visit.
    """
    low = NAMES + LEAD
    began, last = (first or visits[0].start).toordinal(), visits[-1].start.toordinal()
    day, end = (until[0].toordinal(), until[1]) if until else (last, right)
    span = max(day - began, 1)
    wanted = [low + (visit.start.toordinal() - began) * (end - low) / span for visit in visits]
    return [round(x, 1) for x in spread(wanted, low=low, high=right, gap=COLUMN)]


def grounds_of(visits: Sequence[Visit], xs: Sequence[float], *, width: float) -> tuple[Ground, ...]:
    """One ground for each run of visits under one framework, each ending just before the next one's first mark.

    The last runs on to the end, but for a framework that has ended: it ends after its last inspection.
    """
    starts = [
        index
        for index, visit in enumerate(visits)
        if index == 0 or visit.framework != visits[index - 1].framework
    ]
    grounds = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        left = xs[start] - LEAD
        right = width if following is None else xs[following] - LEAD - 4
        framework = frameworks.BY_KEY.get(visits[start].framework)
        if following is None and framework and framework.years[1]:
            right = min(width, xs[-1] + COLUMN - LEAD)
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
    return [
        Thread(x1, x2, row[index].y)
        for index in range(len(row) - 1)
        if joined(visits[index].states.get(key), visits[index + 1].states.get(key))
        for x1, x2 in room(visits, row, index)
    ]


def forks(visits: Sequence[Visit], row: Sequence[Mark], *, high: float, low: float) -> list[Thread]:
    """The lines from one judgement of two lanes to the two that follow it, or from two to the one."""
    threads = []
    for index in range(len(row) - 1):
        before, after = visits[index], visits[index + 1]
        for key, y in zip(BRAID, (high, low), strict=True):
            if joined(before.states.get(TOGETHER), after.states.get(key)):
                threads += [Thread(x1, x2, row[index].y, to=y) for x1, x2 in room(visits, row, index)]
            elif joined(before.states.get(key), after.states.get(TOGETHER)):
                beside = [
                    mark(visits[index], row[index].x, y, key=key, name=key),
                    *row[index + 1 : index + 2],
                ]
                spans = room(visits[index : index + 2], beside, 0)
                threads += [Thread(x1, x2, y, to=row[index].y) for x1, x2 in spans]
    return threads


def joined(before: State | None, after: State | None) -> bool:
    """Whether a line may lead from one judgement to the next: both are grades that may be set against each other."""
    return bool(
        before
        and after
        and before.graded
        and after.graded
        and frameworks.may_be_set_against(before.word, after.word)
    )


def room(visits: Sequence[Visit], row: Sequence[Mark], index: int) -> list[tuple[float, float]]:
    """From the end of a mark's word to the next mark, where there is room within one ground."""
    if visits[index].framework != visits[index + 1].framework:
        return []
    x1 = row[index].x + WORD + max(width_of(line) for line in row[index].lines) + 8
    x2 = row[index + 1].x - 13
    return [(round(x1, 1), round(x2, 1))] if x2 - x1 >= 8 else []


def years_of(
    visits: Sequence[Visit],
    xs: Sequence[float],
    grounds: Sequence[Ground],
    *,
    until: tuple[date, float] | None = None,
) -> tuple[Tick, ...]:
    """A tick where a year begins, from the first visit to the last day: each has its label, so the years between two
    that would be too close have none."""
    known = [(visit.start.toordinal() / DAYS_A_YEAR, x) for visit, x in zip(visits, xs, strict=True)]
    left, right = grounds[0].x, grounds[-1].x + grounds[-1].width
    end = visits[-1].start
    if until and until[0] > end:
        end, right = until
        known.append((end.toordinal() / DAYS_A_YEAR, right))
    ticks: list[Tick] = []
    labelled = float("-inf")
    for year in range(visits[0].start.year + 1, end.year + 1):
        x = between(date(year, 1, 1).toordinal() / DAYS_A_YEAR, known=known)
        if not left <= x <= right - 14:
            continue
        if x - labelled >= 44 and not (until and x > right - TODAY):
            ticks.append(Tick(round(x, 1), str(year)))
            labelled = x
    return tuple(ticks)
