"""The whole country on a page: shares of grades by strand, year and framework, and every authority as a tile."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from reports import frameworks
from reports.charts import shares
from reports.models import Authority, Judgement

# From north to south, as the official statistics list them; a region that is not here comes last.
REGIONS = (
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
)
STRANDS = tuple(strand for strand in frameworks.STRANDS if strand.key != "other")
BAR = 300


@dataclass(frozen=True, slots=True)
class Bar:
    """One strand under one framework: how its grades are shared out."""

    name: str
    total: int
    parts: tuple[shares.Part, ...]


@dataclass(frozen=True, slots=True)
class FrameworkBars:
    """The strands of one framework as bars."""

    name: str
    years: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """One strand by year and framework, and every strand by framework."""

    years: tuple[shares.Year, ...]
    columns: shares.Shares
    by_framework: tuple[FrameworkBars, ...]
    words: tuple[str, ...]

    @property
    def all_words(self) -> tuple[str, ...]:
        """The grades of every strand, in their order."""
        seen = {part.word for framework in self.by_framework for bar in framework.bars for part in bar.parts}
        return tuple(word for word in shares.ORDER if word in seen)

    @property
    def rows(self) -> Iterable[tuple[shares.Year, list[tuple[str, int, int]], tuple[shares.Part, ...]]]:
        """The table behind the columns: each year with its words, counts and percents, and the same as a bar."""
        for year in self.years:
            counts = [(word, year.counts.get(word, 0)) for word in self.words]
            cells = [(word, count, percent(count, year.total)) for word, count in counts]
            yield year, cells, shares.parts_of(year.counts, length=BAR)


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def picture(*, strand: str, region: str | None = None) -> Picture:
    """The picture of one strand, of one region or of them all: one query."""
    judgements = Judgement.objects.placed()
    if region:
        judgements = judgements.in_regions(region)
    return picture_of(judgements.counted_by_year(), strand=strand)


def picture_of(rows: Iterable[tuple[str, str, int, str | None, str, int]], *, strand: str) -> Picture:
    """The picture from counted rows: strand, framework, year, grade, status, count."""
    by_year: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    by_strand: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for key, framework, year, grade, status, count in rows:
        if status == "not read":
            continue
        by_strand[framework, key][grade or status] += count
        if key == strand:
            by_year[framework, year][grade or status] += count
    years = tuple(
        shares.Year(year, framework.key, framework.short, by_year[framework.key, year])
        for framework in frameworks.FRAMEWORKS
        for key, year in sorted(by_year)
        if key == framework.key
    )
    seen = {word for year in years for word in year.counts}
    return Picture(
        years=years,
        columns=shares.draw(years),
        by_framework=tuple(bars_of(by_strand)),
        words=tuple(word for word in shares.ORDER if word in seen),
    )


def bars_of(by_strand: Mapping[tuple[str, str], Counter[str]]) -> Iterable[FrameworkBars]:
    """The newest framework first; a framework without a report here is left out."""
    for framework in reversed(frameworks.FRAMEWORKS):
        bars = tuple(
            Bar(strand.name, counts.total(), shares.parts_of(counts, length=BAR))
            for strand in STRANDS
            if (counts := by_strand.get((framework.key, strand.key)))
        )
        if bars:
            first, last = framework.years
            years = str(first) if first == last else f"{first}–{last or ''}"
            yield FrameworkBars(framework.short, years, bars)


@dataclass(frozen=True, slots=True)
class Tile:
    """One authority with the newest grade of a strand; `word` is a grade, "not judged", or empty: none is held."""

    name: str
    url: str
    word: str
    start: date | None
    framework: str


@dataclass(frozen=True, slots=True)
class Region:
    """The tiles of one region by name, and how its grades are shared out."""

    name: str
    tiles: tuple[Tile, ...]
    parts: tuple[shares.Part, ...]

    @property
    def held(self) -> int:
        """How many of its authorities have such a grade here."""
        return sum(bool(tile.word) for tile in self.tiles)


def grid(*, strand: str, on: date | None = None) -> tuple[Region, ...]:
    """Every authority that existed on the day (None: today), by region: one query."""
    found = (
        Authority.objects.known().existing_on(on or timezone.localdate()).as_it_stood(strand, on=on).by_name()
    )
    return regions_of([tile_of(authority) for authority in found], [authority.region for authority in found])


def tile_of(authority: Any) -> Tile:
    """The tile of an authority that is annotated with `as_it_stood`."""
    return Tile(
        name=authority.name,
        url=authority.get_absolute_url(),
        word=authority.stood_grade or authority.stood_status or "",
        start=authority.stood_start,
        framework=authority.stood_framework or "",
    )


def regions_of(tiles: Sequence[Tile], names: Sequence[str]) -> tuple[Region, ...]:
    """Tiles under the names of their regions, north to south."""
    groups: dict[str, list[Tile]] = defaultdict(list)
    for tile, name in zip(tiles, names, strict=True):
        groups[name].append(tile)
    ordered = [name for name in REGIONS if name in groups] + sorted(set(groups) - set(REGIONS))
    return tuple(
        Region(
            name,
            tuple(groups[name]),
            shares.parts_of(Counter(tile.word for tile in groups[name] if tile.word), length=BAR),
        )
        for name in ordered
    )
