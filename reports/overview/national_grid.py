"""Every authority as a tile, by region, with what it held in a strand on a day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reports.charts import shares
from reports.models import Authority
from reports.models.grade_states import JUDGED_JOINTLY, NOT_IN_FRAMEWORK, NOT_JUDGED
from reports.overview.national import BAR, place_of
from reports.overview.standings import NO_OVERALL, Standing, standing_of
from reports.overview.year_ends import NO_REPORT


@dataclass(frozen=True, slots=True)
class Tile:
    """One authority, and how it stands in a strand."""

    name: str
    url: str
    gss_code: str
    standing: Standing
    strand: str = "overall"
    report: str = ""  # the report behind its word, where the grid shows one word alone

    @property
    def word(self) -> str:
        """What colours the tile: the present grade or "not judged"; empty where none stands today."""
        return self.standing.present

    @property
    def held(self) -> bool:
        """Whether there is anything to say of it."""
        return bool(self.standing.word or self.standing.since)

    @property
    def holds(self) -> str:
        """What it holds, in the words of the picture of all years."""
        since = self.standing.since
        return since.absent if since else self.standing.word or NO_REPORT


@dataclass(frozen=True, slots=True)
class Region:
    """The tiles of one region by name, and how its grades are shared out."""

    name: str
    tiles: tuple[Tile, ...]
    parts: tuple[shares.Part, ...]

    @property
    def held(self) -> int:
        """How many of its authorities have a report that says something of the strand."""
        return len(self.shown)

    @property
    def shown(self) -> tuple[Tile, ...]:
        """The tiles that say something."""
        return tuple(tile for tile in self.tiles if tile.held)

    @property
    def others(self) -> tuple[Tile, ...]:
        """The authorities without a report."""
        return tuple(tile for tile in self.tiles if not tile.held)

    @property
    def overtaken(self) -> tuple[tuple[int, str], ...]:
        """How many have a newer report that gives the strand no grade of its own, and what it says of it instead."""
        words = {
            NO_OVERALL: "without an overall grade",
            JUDGED_JOINTLY: "judged jointly",
            NOT_JUDGED: "not judged in the newest report",
            NOT_IN_FRAMEWORK: "with a newest report whose framework does not judge it",
        }
        counts = Counter(tile.holds for tile in self.tiles if tile.standing.since)
        return tuple((counts[word], said) for word, said in words.items() if counts[word])


def grid(
    *,
    strand: str,
    on: date | None = None,
    by: str = "published",
    held: str | None = None,
    region: str | None = None,
) -> tuple[Region, ...]:
    """Every authority that existed on the day (None: today), by region: one query.

    With `held` those alone that held this, each leading to the report that says so; with `region` those of one region.
    By "inspected", a report counts from its inspection's last day and not from its publication.
    """
    rows = Authority.objects.known().existing_on(on or timezone.localdate()).as_it_stood(strand, on=on, by=by)
    found = list((rows.in_regions(region) if region else rows).by_name())
    tiles = [
        Tile(
            authority.name,
            authority.get_absolute_url(),
            authority.gss_code,
            standing_of(authority, strand=strand),
            strand,
        )
        for authority in found
    ]
    pairs = [
        (replace(tile, report=report_url(tile, authority)) if held else tile, authority.region)
        for tile, authority in zip(tiles, found, strict=True)
        if held in (None, tile.holds)
    ]
    return regions_of([tile for tile, _ in pairs], [name for _, name in pairs])


def report_url(tile: Tile, authority: Any) -> str:
    """The report that a tile's word is from; the authority's page where there is none."""
    since = tile.standing.since
    slug = since.slug if since else authority.stood_slug
    return reverse("inspection", args=[slug]) if slug else tile.url


def regions_of(tiles: Sequence[Tile], names: Sequence[str]) -> tuple[Region, ...]:
    """Tiles under the names of their regions, north to south."""
    groups: dict[str, list[Tile]] = defaultdict(list)
    for tile, name in zip(tiles, names, strict=True):
        groups[name].append(tile)
    return tuple(
        Region(
            name,
            tuple(groups[name]),
            shares.parts_of(Counter(tile.word for tile in groups[name] if tile.word), length=BAR),
        )
        for name in sorted(groups, key=place_of)
    )
