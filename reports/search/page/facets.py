"""What a search could be narrowed to, with counts, each facet in its natural order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.text import slugify

from reports import frameworks
from reports.browse.facets import Choice, Facet
from reports.frameworks import other_kinds
from reports.frameworks.other_kinds import KIND_NAMES
from reports.models import Authority, Paragraph, ParagraphTheme, RecommendationTheme, Theme
from reports.search.query.filters import Filters, strand_tags
from reports.search.service import Results, counts_without

NONE = "none"
KINDS = dict(Paragraph.Kind.choices)
OTHER = "other"
ADDRESSEES = {
    "local authority": "Local authority",
    "LSCB": "Safeguarding board",
    OTHER: "Partners, or several bodies",
    NONE: "Not said",
}
TIMESCALES = ("Immediately", "Within three months", "Within six months")


@dataclass(frozen=True, slots=True)
class Place:
    """An authority as facets need it."""

    pk: int
    slug: str
    name: str
    region: str


def places() -> tuple[Place, ...]:
    """All authorities, by name."""
    return tuple(
        Place(*row) for row in Authority.objects.order_by("name").values_list("pk", "slug", "name", "region")
    )


def facets_of(results: Results, filters: Filters, *, known: Iterable[Place]) -> list[Facet]:
    """The facets of a search; of each the values that occur or are chosen.

    Values of one filter are alternatives: where some are chosen, the others count what they would add.
    """
    known = tuple(known)

    def tags(name: str) -> Mapping[str, float]:
        if not getattr(filters, name):
            return results.found.tags
        return {**counts_without(results, name), **results.found.tags}

    found = [
        facet("authority", "Authority", of_places(known, tags("authority")), filters.authority),
        facet("region", "Region", of_regions(known, tags("region")), filters.region),
        facet(
            "framework", "Framework", of_frameworks(tags("framework"), filters.framework), filters.framework
        ),
        facet("year", "Year of inspection", of_years(tags("year")), tuple(map(str, filters.year))),
    ]
    if results.table == "paragraph":
        found += [
            facet("strand", "Strand", of_strands(tags("strand")), filters.strand),
            facet("grade", "Grade of the strand", counted(tags("grade"), "grade", GRADES), filters.grade),
            facet(
                "kind",
                "Kind",
                [*of_inspection_kinds(tags("inspection_kind")), *counted(tags("kind"), "kind", KINDS)],
                chosen_kinds(filters),
            ),
        ]
    else:
        found += [
            facet("kind", "Kind", of_inspection_kinds(tags("inspection_kind")), chosen_kinds(filters)),
            facet(
                "addressee", "To whom", counted(tags("addressee"), "addressee", ADDRESSEES), filters.addressee
            ),
            facet(
                "timescale",
                "Timescale",
                counted(tags("timescale"), "timescale", timescales()),
                filters.timescale,
            ),
        ]
    found.append(facet("theme", "Theme", of_themes(results), filters.theme))
    return [one for one in found if one.choices]


Counted = list[tuple[str, str, float]]


def facet(name: str, label: str, counts: Counted, chosen: tuple[str, ...]) -> Facet:
    """One facet; a value as it stands in an address ("requires-improvement")."""
    choices = tuple(
        Choice(value=value, label=text, count=int(count), chosen=original(value, chosen))
        for value, text, count in counts
        if count or original(value, chosen)
    )
    return Facet(name=name, label=label, choices=choices)


def original(value: str, chosen: Iterable[str]) -> bool:
    """Whether a value is chosen, as the archive or as an address writes it."""
    return any(value in {one, slugify(one)} for one in chosen)


def counted(tags: Mapping[str, float], name: str, values: Mapping[str, str]) -> Counted:
    """The counts of a field whose values are known beforehand, in their order."""
    return [(slugify(value), label, tags.get(f"{name}={value}", 0)) for value, label in values.items()]


def of_frameworks(tags: Mapping[str, float], chosen: tuple[str, ...]) -> Counted:
    """Frameworks; a kind without grades only where an address asks for it so, since it has a facet of its own."""
    shown = {key: name for key, name in FRAMEWORKS.items() if key not in other_kinds.BY_KEY or key in chosen}
    return counted(tags, "framework", shown)


def of_inspection_kinds(tags: Mapping[str, float]) -> Counted:
    """What kinds of inspection the texts are of: the sums of their frameworks."""
    return [
        (kind, KIND_NAMES[kind][0], sum(tags.get(f"framework={code}", 0) for code in codes))
        for kind, codes in KINDS_OF_INSPECTION.items()
    ]


def chosen_kinds(filters: Filters) -> tuple[str, ...]:
    """The kinds that are asked for: of inspections, and of paragraphs."""
    codes = set(filters.inspection_kind)
    return (*filters.kind, *(kind for kind, of in KINDS_OF_INSPECTION.items() if codes.issuperset(of)))


def of_strands(tags: Mapping[str, float]) -> Counted:
    """Strands, each with the texts under a row that judges it together with others."""
    return [
        (key, label, sum(tags.get(f"strand={tag}", 0) for tag in strand_tags([key])))
        for key, label in STRANDS.items()
    ]


def of_places(known: Iterable[Place], tags: Mapping[str, float]) -> Counted:
    return [(place.slug, place.name, tags.get(f"authority={place.pk}", 0)) for place in known]


def of_regions(known: Iterable[Place], tags: Mapping[str, float]) -> Counted:
    """Regions by name: the sums of their authorities."""
    counts: dict[str, float] = {}
    for place in known:
        counts[place.region] = counts.get(place.region, 0) + tags.get(f"authority={place.pk}", 0)
    return [(slugify(region), region, counts[region]) for region in sorted(counts)]


def of_years(tags: Mapping[str, float]) -> Counted:
    """Years, the newest first."""
    years = sorted((tag.removeprefix("year=") for tag in tags if tag.startswith("year=")), reverse=True)
    return [(year, year if year != NONE else "No date", tags[f"year={year}"]) for year in years]


def of_themes(results: Results) -> Counted:
    """Themes by how much of the texts found is on them: counted exactly of the texts that were ranked."""
    model = ParagraphTheme if results.table == "paragraph" else RecommendationTheme
    ranked = list(results.found.ids)
    if not ranked or not Theme.objects.exists():
        return []
    rows = (
        model._default_manager.filter(**{f"{results.table}__in": ranked})
        .values_list("theme__slug", "theme__name")
        .annotate(count=Count("pk"))
        .order_by("theme__order", "theme__name")
    )
    return [(slug, name, count) for slug, name, count in rows]


def timescales() -> dict[str, str]:
    return {value: value for value in TIMESCALES} | {NONE: "Not given"}


FRAMEWORKS = {
    **{framework.key: framework.short for framework in frameworks.FRAMEWORKS},
    **{key: kind.name for key, kind in other_kinds.BY_KEY.items()},
    NONE: "Not recognised",
}
# `kind=visit` as the lists of inspections have it: which frameworks, or kinds, it stands for.
KINDS_OF_INSPECTION = {
    other_kinds.GRADED: tuple(frameworks.BY_KEY),
    **{key: (key,) for key in other_kinds.BY_KEY},
}
# A strand that some reports judge in one row with another is found there too, and its label says so.
STRANDS = {
    strand.key: f"{strand.name}, jointly judged too" if frameworks.joint_rows(strand.key) else strand.name
    for strand in frameworks.STRANDS
} | {NONE: "Outside the judged strands"}
GRADES = {grade: grade.capitalize() for grade in frameworks.GRADES} | {NONE: "No grade"}
