"""The whole country on a page: what is held in each strand, and what was given by strand, year and framework."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from reports import frameworks
from reports.charts import shares
from reports.models import Authority, Inspection, Judgement
from reports.models.kept_figures import kept_for_version
from reports.overview.year_ends import (
    HELD,
    YearEnd,
    held_today,
    year_ends,
)

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
# Strand, framework, year, grade, status, and how many inspections.
CountGiven = tuple[str, str, int, str | None, str, int]
MOST_NAMED = 3  # regions without a report, named in a sentence


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the authorities there are have a report here, and the regions where none has."""

    held: int
    total: int
    absent: tuple[str, ...]

    @property
    def said(self) -> str:
        """ "48 of 153 authorities, none of them in the West Midlands"."""
        many = f"{self.held:,} of {self.total:,} authorities"
        where = [name if name == "London" else f"the {name}" for name in self.absent]
        if not where or len(where) > MOST_NAMED:
            return many
        return f"{many}, none of them in {' or '.join([', '.join(where[:-1]), where[-1]] if where[1:] else where)}"


@kept_for_version(most=1)
def coverage() -> Coverage:
    """Of the authorities that exist today, and the fictional ones that are here: one query."""
    rows = Authority.objects.known().existing_on(timezone.localdate()).coverage()
    absent = [name for name, held, _ in rows if not held]
    return Coverage(
        held=sum(held for _, held, _ in rows),
        total=sum(total for _, _, total in rows),
        absent=tuple(sorted(absent, key=place_of)),
    )


def place_of(region: str) -> tuple[int, str]:
    """Regions from north to south; one that is not known comes last."""
    return (REGIONS.index(region) if region in REGIONS else len(REGIONS)), region


@dataclass(frozen=True, slots=True)
class Bar:
    """One strand under one framework: how its grades are shared out, and how many reports give it none."""

    name: str
    total: int
    parts: tuple[shares.Part, ...]
    without: int = 0


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
    def without(self) -> int:
        """How many inspections stand in no column, since they grade other strands and not this one."""
        return sum(year.without for year in self.years)

    @property
    def rows(self) -> Iterable[tuple[shares.Year, list[tuple[str, int, int, str]], tuple[shares.Part, ...]]]:
        """The table behind the columns: each year with its words, counts, percents and URLs, and the same as a bar."""
        for year in self.years:
            counts = [(word, year.counts.get(word, 0)) for word in self.words]
            cells = [
                (word, count, percent(count, year.total), year.urls.get(word, "") if count else "")
                for word, count in counts
            ]
            yield year, cells, shares.parts_of(year.counts, length=BAR)


@dataclass(frozen=True, slots=True)
class HeldPicture:
    """What all authorities held in one strand at the end of each year."""

    years: tuple[YearEnd, ...]
    columns: shares.Shares
    strand: str
    region: str | None

    @property
    def words(self) -> tuple[str, ...]:
        """What anybody held in any year, the grades first."""
        seen = {word for year in self.years for word in year.counts}
        return tuple(word for word in HELD if word in seen)

    @property
    def rows(self) -> Iterable[tuple[YearEnd, list[tuple[str, int, int, str]], tuple[shares.Part, ...]]]:
        """The table behind the columns: each year with its words, counts, percents and URLs, and the same as a bar.
        The newest first."""
        for year in reversed(self.years):
            yield (
                year,
                [
                    (
                        word,
                        count := year.counts.get(word, 0),
                        percent(count, year.total),
                        grid_url(self.strand, word, year, self.region) if count else "",
                    )
                    for word in self.words
                ],
                shares.parts_of(year.counts, length=BAR),
            )


def held_picture(*, strand: str, region: str | None = None) -> HeldPicture:
    """The picture of what is held, of one region or of them all: three queries."""
    years = year_ends(strand, timezone.localdate(), region)
    columns = shares.draw(
        [
            shares.Year(
                year.year,
                "",
                "All authorities" if region is None else region,
                {word: year.counts[word] for word in HELD if year.counts.get(word)},
                urls={word: grid_url(strand, word, year, region) for word in year.counts},
                label="today" if year.running else "",
            )
            for year in years
        ]
    )
    return HeldPicture(years, columns, strand, region)


@kept_for_version(most=len(REGIONS) + 1)
def strands_today(region: str | None = None) -> tuple[Bar, ...]:
    """What all authorities hold today in every strand that reports still judge, and overall: three queries."""
    newest = frameworks.FRAMEWORKS[-1]
    keys = [key for key in newest.strands if key not in newest.given_up] + ["overall"]
    held = held_today(keys, today=timezone.localdate(), region=region)
    return tuple(
        Bar(
            strand.name if strand.key != "overall" else f"{strand.name} (until April 2026)",
            held[strand.key].total(),
            shares.parts_of(
                held[strand.key],
                length=BAR,
                urls={word: grid_url(strand.key, word, None, region) for word in held[strand.key]},
            ),
        )
        for strand in sorted(
            (each for each in STRANDS if each.key in keys), key=lambda each: keys.index(each.key)
        )
    )


def grid_url(strand: str, word: str, year: YearEnd | None, region: str | None) -> str:
    """The authorities that held something at the end of a year (None: today), each leading to the report behind it."""
    asked = {
        "strand": "" if strand == "overall" else strand,
        "on": "" if year is None or year.running else year.day.isoformat(),
        "held": slugify(word),
        "region": slugify(region or ""),
    }
    return f"{reverse('national-grid')}?{urlencode({name: value for name, value in asked.items() if value})}"


def inspections_url(
    strand: str, word: str, *, framework: str, year: int | None = None, region: str | None = None
) -> str:
    """The inspections behind a number of the second view; empty for what is no grade, which that list counts wider."""
    if word not in frameworks.GRADES:
        return ""
    asked = {strand: slugify(word), "framework": framework, "region": slugify(region or "")}
    if year:
        asked |= {"from": str(year), "to": str(year)}
    return f"{reverse('inspections')}?{urlencode({name: value for name, value in asked.items() if value})}"


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def picture(*, strand: str, region: str | None = None) -> Picture:
    """The picture of one strand, of one region or of them all: two queries."""
    given, without = counts_given(region)
    return picture_of(given, strand=strand, without=without, region=region)


@kept_for_version(most=len(REGIONS) + 1)
def counts_given(region: str | None) -> tuple[list[CountGiven], list[tuple[str, int, int]]]:
    """How often each grade of each strand was given, and how many inspections give no overall grade; by framework and
    year, in one region or in all."""
    judgements, inspections = Judgement.objects.placed(), Inspection.objects.placed()
    if region:
        judgements, inspections = judgements.in_regions(region), inspections.in_regions(region)
    # Other strands come and go with the frameworks; the overall grade ended within one.
    return judgements.counted_by_year(), inspections.counted_without("overall")


def picture_of(
    rows: Iterable[CountGiven],
    *,
    strand: str,
    without: Iterable[tuple[str, int, int]] = (),
    region: str | None = None,
) -> Picture:
    """The picture from counted rows: strand, framework, year, grade, status, count.

    `without`: framework, year, and how many inspections give no overall grade. Of children in care and of care
    leavers, those are left out of the columns and counted beside them that judge both in one row.
    """
    rows = list(rows)
    by_year: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    by_strand: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for key, framework, year, grade, status, count in rows:
        if status == "not read":
            continue
        by_strand[framework, key][grade or status] += count
        if key == strand:
            by_year[framework, year][grade or status] += count
    ungraded = {(framework, year): count for framework, year, count in without}
    missing = ungraded if strand == "overall" else judged_jointly(rows, strand)
    years = tuple(
        shares.Year(
            year,
            framework.key,
            framework.short,
            by_year[key, year],
            missing.get((key, year), 0),
            urls={
                word: inspections_url(strand, word, framework=key, year=year, region=region)
                for word in by_year[key, year]
            },
        )
        for framework in frameworks.FRAMEWORKS
        for key, year in sorted({*by_year, *missing})
        if key == framework.key
    )
    seen = {word for year in years for word in year.counts}
    return Picture(
        years=years,
        columns=shares.draw(years),
        by_framework=tuple(bars_of(by_strand, ungraded, region=region)),
        words=tuple(word for word in shares.ORDER if word in seen),
    )


def judged_jointly(rows: Iterable[CountGiven], strand: str) -> dict[tuple[str, int], int]:
    """How many inspections of each framework and year grade a strand in one row with others."""
    together = frameworks.joint_rows(strand)
    counts: Counter[tuple[str, int]] = Counter()
    for key, framework, year, grade, _, count in rows:
        if key in together and grade:
            counts[framework, year] += count
    return dict(counts)


def bars_of(
    by_strand: Mapping[tuple[str, str], Counter[str]],
    ungraded: Mapping[tuple[str, int], int],
    *,
    region: str | None = None,
) -> Iterable[FrameworkBars]:
    """The newest framework first; a framework without a report here is left out."""
    for framework in reversed(frameworks.FRAMEWORKS):
        without = sum(count for (key, _), count in ungraded.items() if key == framework.key)
        bars = tuple(
            Bar(
                strand.name,
                counts.total(),
                shares.parts_of(
                    counts,
                    length=BAR,
                    urls={
                        word: inspections_url(strand.key, word, framework=framework.key, region=region)
                        for word in counts
                    },
                ),
                without=without if strand.key == "overall" else 0,
            )
            for strand in STRANDS
            if (counts := by_strand.get((framework.key, strand.key)))
        )
        if bars:
            first, last = framework.years
            years = str(first) if first == last else f"{first}–{last or ''}"
            yield FrameworkBars(framework.short, years, bars)
