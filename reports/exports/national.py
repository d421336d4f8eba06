"""The national picture as data: a row each grade of a year, and a row each authority of the grid."""

from collections.abc import Iterable, Iterator
from datetime import date

from reports import frameworks
from reports.exports.authorities import status_of
from reports.exports.csv import Cell
from reports.models.grade_states import JUDGED_JOINTLY, NOT_IN_FRAMEWORK
from reports.overview.national import HeldPicture, Picture, percent
from reports.overview.national_grid import Region
from reports.overview.standings import Standing, in_words

YEAR_COLUMNS = (
    "strand",
    "region",
    "framework",
    "framework_name",
    "year",
    "grade",
    "grade_status",
    "inspections",
    "percent_of_those_judged",
)
HELD_COLUMNS = (
    "strand",
    "region",
    "as_it_stood_on",
    "grade",
    "grade_status",
    "authorities",
    "percent_of_authorities",
)
GRID_COLUMNS = (
    "region",
    "authority",
    "gss_code",
    "url",
    "strand",
    "as_it_stood_on",
    "grade",
    "grade_status",
    "inspected",
    "framework",
    "superseded_by_inspection_of",
    "strand_grades_then",
)


def year_rows(picture: Picture, *, strand: str, region: str | None) -> Iterator[list[Cell]]:
    """The rows under YEAR_COLUMNS. Inspections that give no such grade are a row of their own, without a percent."""
    for year in picture.years:
        head: list[Cell] = [strand, region, year.framework, year.framework_name, year.year]
        for word in picture.words:
            if count := year.counts.get(word):
                grade = word if word in frameworks.GRADES else None
                status = "graded" if grade else word
                yield [*head, grade, status, count, percent(count, year.total)]
        if year.without:
            status = NOT_IN_FRAMEWORK if strand == "overall" else JUDGED_JOINTLY
            yield [*head, None, status, year.without, None]


def held_rows(picture: HeldPicture) -> Iterator[list[Cell]]:
    """The rows under HELD_COLUMNS, year by year. The last is today's. Those without a report are a row too."""
    for year in picture.years:
        for word in picture.words:
            if count := year.counts.get(word):
                grade = word if word in frameworks.GRADES else None
                status = "graded" if grade else word
                yield [
                    picture.strand,
                    picture.region,
                    year.day,
                    grade,
                    status,
                    count,
                    percent(count, year.total),
                ]


def grid_rows(regions: Iterable[Region], *, strand: str, on: date | None, root: str) -> Iterator[list[Cell]]:
    """The rows under GRID_COLUMNS, region by region as on the page. `root` has no last slash."""
    for region in regions:
        for tile in region.tiles:
            standing = tile.standing
            since = standing.since
            yield [
                region.name,
                tile.name,
                tile.gss_code,
                f"{root}{tile.url}",
                strand,
                on,
                *held_cells(standing),
                since.start if since else None,
                (in_words(since.grades) or None) if since else None,
            ]


def held_cells(standing: Standing) -> list[Cell]:
    """The grade, its status, and the day and framework of its inspection. A strand that is judged jointly today has no
    grade by itself; which report says so, and with which grade, is in the columns of the later inspection."""
    if standing.since and standing.since.jointly:
        return [None, JUDGED_JOINTLY, None, None]
    grade = standing.word if standing.word in frameworks.GRADES else None
    return [grade, status_of(standing), standing.start, standing.framework or None]
