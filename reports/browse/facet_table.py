"""The one table of facets: what inspections, authorities and the results of a search can be narrowed by.

A row says its name (the parameter in a URL), its label, its values in their natural order, where it shows, and what
the database is asked. Panels, tags, URLs, the command `search` and exports read this table; what search is asked are
the tags of `reports.models.text_tags`, which the database keeps with each text.

Adding a facet is adding a row; its place in the table is its place in URLs, tags and the panel of a search.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.text import slugify

from reports import frameworks
from reports.browse.facet_values import (
    ENDED,
    NO_GRADE,
    by_latest_grade,
    by_overall_grade,
    framework_options,
    in_region,
    inspection_kind_options,
    judged,
    kind_options,
    latest_grade_options,
    newest_only,
    region_options,
    slugged,
    state_options,
    strand_options,
    strand_tags,
)
from reports.browse.known_values import KnownValues
from reports.browse.url_parameters import Option, Parameter
from reports.models import Paragraph
from reports.models.text_tags import NO_VALUE
from reports.overview.current_grades import STRANDS

Shown = Literal["inspections", "authorities", "paragraphs", "recommendations"]
INSPECTIONS: tuple[Shown, ...] = ("inspections",)
AUTHORITIES: tuple[Shown, ...] = ("authorities",)
PARAGRAPHS: tuple[Shown, ...] = ("paragraphs",)
RECOMMENDATIONS: tuple[Shown, ...] = ("recommendations",)
SEARCHES: tuple[Shown, ...] = (*PARAGRAPHS, *RECOMMENDATIONS)

ADDRESSEE_OTHER = "other"
TIMESCALES = ("Immediately", "Within three months", "Within six months")


@dataclass(frozen=True, slots=True)
class FacetRow(Parameter):
    """One facet. Its values are alternatives; different facets must all hold.

    `shown` says where. Of a list, `narrow` puts the archive's values to the queryset, and `column` is what is counted
    where that is a column. Of a search, `tag` is the name of the tag that texts have, `spread` gives the tags' values
    for one of the archive's (itself alone, where it is None), and `field` is the field of `search.query.filters`.
    `opened`: the panel shows its values without a click. `hint` is the help of the command line.
    """

    several: bool = True
    shown: tuple[Shown, ...] = ()
    narrow: Callable[[Any, tuple[Any, ...], KnownValues], Any] | None = None
    column: str = ""
    tag: str = ""
    spread: Callable[[Any, KnownValues], Iterable[Any]] | None = None
    field: str = ""
    opened: bool = False
    hint: str = ""

    def tags(self, value: Any, known: KnownValues) -> list[str]:
        """The tags of the texts that have one of the archive's values."""
        return [f"{self.tag}={one}" for one in (self.spread(value, known) if self.spread else (value,))]


# Of the list of inspections.
NEWEST = FacetRow(
    "newest",
    "Newest",
    lambda known: [Option.of("1", "Newest report of each authority", True)],
    several=False,
    shown=(*INSPECTIONS, *SEARCHES),
    narrow=newest_only,
    field="newest",
)
OF_INSPECTIONS = (
    FacetRow(
        "authority",
        "Authority",
        lambda known: (Option.of(slug, name) for slug, name in known.inspected),
        shown=INSPECTIONS,
        narrow=lambda found, slugs, known: found.filter(authority__slug__in=slugs),
        column="authority__slug",
    ),
    FacetRow(
        "kind",
        "Kind",
        kind_options,
        shown=INSPECTIONS,
        narrow=lambda found, keys, known: found.of_kinds(*keys),
        opened=True,
    ),
    FacetRow(
        "region",
        "Region",
        region_options,
        shown=INSPECTIONS,
        narrow=in_region,
        column="authority__region",
    ),
    FacetRow(
        "framework",
        "Framework",
        lambda known: (Option.of(framework.key, framework.short) for framework in frameworks.FRAMEWORKS),
        shown=INSPECTIONS,
        narrow=lambda found, keys, known: found.under(*keys),
        column="framework",
        opened=True,
    ),
    FacetRow(
        "from",
        "From year",
        reads="year",
        several=False,
        shown=INSPECTIONS,
        narrow=lambda found, years, known: found.since_year(*years),
    ),
    FacetRow(
        "to",
        "To year",
        reads="year",
        several=False,
        shown=INSPECTIONS,
        narrow=lambda found, years, known: found.until_year(*years),
    ),
    NEWEST,
    *(
        FacetRow(
            strand.key,
            strand.name,
            state_options(strand.key),
            shown=INSPECTIONS,
            narrow=judged(strand.key),
            opened=strand.key == "overall",
        )
        for strand in frameworks.STRANDS
    ),
)


# Of the list of authorities.
OF_AUTHORITIES = (
    *(
        FacetRow(
            strand.key,
            f"{strand.name}, latest grade",
            latest_grade_options(strand.key),
            shown=AUTHORITIES,
            narrow=by_latest_grade(strand.key),
        )
        for strand in frameworks.STRANDS
        if strand.key in STRANDS
    ),
    FacetRow(
        "overall",
        "Latest overall grade",
        lambda known: [
            *(Option.of(grade.replace(" ", "-"), grade.capitalize()) for grade in frameworks.GRADES),
            Option.of(ENDED, f"No overall grade (from {frameworks.NO_OVERALL_FROM:%B %Y})"),
            Option.of(NO_GRADE, "No graded report here"),
        ],
        shown=AUTHORITIES,
        narrow=by_overall_grade,
    ),
    FacetRow(
        "region",
        "Region",
        region_options,
        shown=AUTHORITIES,
        narrow=in_region,
        column="region",
        opened=True,
    ),
    FacetRow(
        "type",
        "Type",
        lambda known: (Option.of(slugify(name), name, name) for name in known.types),
        shown=AUTHORITIES,
        narrow=lambda found, types, known: found.of_types(*types),
        column="type",
        opened=True,
    ),
)


# Of a search: every text has a value, "none" where its report says nothing.
OF_SEARCHES = (
    FacetRow(
        "authority",
        "Authority",
        lambda known: (Option.of(place.slug, place.name) for place in known.places),
        shown=SEARCHES,
        tag="authority",
        spread=lambda slug, known: known.by_slug.get(slug, ()),
        field="authority",
        hint="an authority, as in its URL",
    ),
    FacetRow(
        "region",
        "Region",
        lambda known: (Option.of(slugify(name), name, name) for name in known.by_region),
        shown=SEARCHES,
        tag="authority",
        spread=lambda name, known: known.by_region.get(name, ()),
        field="region",
        hint="a region",
    ),
    FacetRow(
        "framework",
        "Framework",
        framework_options,
        shown=SEARCHES,
        tag="framework",
        field="framework",
        opened=True,
        hint="cp, lac, sif, lscb or ilacs; visit, jtai or send, which give no grades",
    ),
    FacetRow(
        "year",
        "Year of inspection",
        reads="year",
        shown=SEARCHES,
        tag="year",
        field="year",
        hint="the year of the inspection",
    ),
    FacetRow(
        "from",
        "From year",
        reads="year",
        several=False,
        shown=SEARCHES,
        field="first_year",
        hint="the first year",
    ),
    FacetRow(
        "to",
        "To year",
        reads="year",
        several=False,
        shown=SEARCHES,
        field="last_year",
        hint="the last year",
    ),
    FacetRow(
        "strand",
        "Strand",
        strand_options,
        shown=PARAGRAPHS,
        tag="strand",
        spread=strand_tags,
        field="strand",
        hint="a strand",
    ),
    FacetRow(
        "grade",
        "Grade of the strand",
        lambda known: [*slugged(frameworks.GRADES), Option.of(NO_VALUE, "No grade")],
        shown=PARAGRAPHS,
        tag="grade",
        field="grade",
        opened=True,
        hint="the grade of the strand, such as requires-improvement",
    ),
    FacetRow(
        "kind",
        "Kind",
        inspection_kind_options,
        shown=SEARCHES,
        tag="framework",
        field="inspection_kind",
        hint="inspection, visit, jtai or send; or of a paragraph: numbered, bullet or text",
    ),
    FacetRow(
        "kind",
        "Kind",
        lambda known: (Option.of(value, label) for value, label in Paragraph.Kind.choices),
        shown=PARAGRAPHS,
        tag="kind",
        field="kind",
    ),
    FacetRow(
        "addressee",
        "To whom",
        lambda known: [
            Option.of("local-authority", "Local authority", "local authority"),
            Option.of("lscb", "Safeguarding board", "LSCB"),
            Option.of(ADDRESSEE_OTHER, "Partners, or several bodies"),
            Option.of(NO_VALUE, "Not said"),
        ],
        shown=RECOMMENDATIONS,
        tag="addressee",
        field="addressee",
        hint="of a recommendation: local-authority, lscb, other or none",
    ),
    FacetRow(
        "timescale",
        "Timescale",
        lambda known: [*slugged(TIMESCALES), Option.of(NO_VALUE, "Not given")],
        shown=RECOMMENDATIONS,
        tag="timescale",
        field="timescale",
        hint="of a recommendation: immediately, within-three-months, within-six-months or none",
    ),
    FacetRow(
        "theme",
        "Theme",
        lambda known: (Option.of(slug, name) for slug, name in known.themes),
        shown=SEARCHES,
        field="theme",
        hint="a theme, as in its URL",
    ),
    NEWEST,
)

FACETS: tuple[FacetRow, ...] = tuple(dict.fromkeys((*OF_INSPECTIONS, *OF_AUTHORITIES, *OF_SEARCHES)))


def facets_shown(where: Shown) -> tuple[FacetRow, ...]:
    """The rows of one list, or of one kind of search, in the order of its URLs."""
    rows = {"inspections": OF_INSPECTIONS, "authorities": OF_AUTHORITIES}.get(where, OF_SEARCHES)
    return tuple(row for row in rows if where in row.shown)
