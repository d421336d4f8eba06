"""What the archive has to offer as values of a filter. Each is asked for at most once a request, when it is needed."""

from dataclasses import dataclass
from functools import cached_property

from reports.models import Authority, Theme
from reports.overview.current_grades import CurrentGrade, current_grades


@dataclass(frozen=True, slots=True)
class Place:
    """An authority as filters and facets need it."""

    pk: int
    slug: str
    name: str
    region: str


class KnownValues:
    """The values that filters can have, of one request."""

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All authorities, by name. One query."""
        rows = Authority.objects.order_by("name").values_list("pk", "slug", "name", "region")
        return tuple(Place(*row) for row in rows)

    @cached_property
    def by_slug(self) -> dict[str, list[int]]:
        """The primary key of each authority, by its name in URLs."""
        return {place.slug: [place.pk] for place in self.places}

    @cached_property
    def by_region(self) -> dict[str, list[int]]:
        """The primary keys of each region's authorities, by the region's name in alphabetical order."""
        found: dict[str, list[int]] = {region: [] for region in sorted({one.region for one in self.places})}
        for place in self.places:
            found[place.region].append(place.pk)
        return found

    @cached_property
    def inspected(self) -> list[tuple[str, str]]:
        """The URL name and the name of every authority with an inspection of any kind. One query."""
        return list(Authority.objects.visited().by_name().values_list("slug", "name"))

    @cached_property
    def regions_and_types(self) -> list[tuple[str, str]]:
        """The region and type of the authorities that can be listed: those of the samples only while one is held.

        One query.
        """
        return list(Authority.objects.known().order_by().values_list("region", "type").distinct())

    @property
    def regions(self) -> list[str]:
        """The regions of the authorities that can be listed, by name."""
        return sorted({region for region, _ in self.regions_and_types if region})

    @property
    def types(self) -> list[str]:
        """The types of the authorities that can be listed, by name."""
        return sorted({kind for _, kind in self.regions_and_types if kind})

    @cached_property
    def themes(self) -> list[tuple[str, str]]:
        """The URL name and the name of every theme. One query."""
        return list(Theme.objects.values_list("slug", "name"))

    @cached_property
    def held(self) -> dict[int, dict[str, CurrentGrade]]:
        """What every authority holds in every strand."""
        return current_grades()
