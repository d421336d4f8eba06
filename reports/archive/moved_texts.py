"""Texts that a new reading puts at another place of the report: under other headings, at another depth of a list."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.frameworks import STRAND_NAMES
from reports.models import Inspection

# A text, and which of the texts with the same words it is.
TextKey = tuple[str, int]
NO_HEADING = "no heading"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is: the headings above it, the strand judged there, how deep in a list and what leads it in."""

    headings: tuple[str, ...]
    strand: str = ""
    level: int = 0
    lead_in: str = ""

    @property
    def path(self) -> str:
        return f"“{' › '.join(self.headings)}”" if self.headings else NO_HEADING


def places_of(inspection: Inspection) -> dict[str, dict[TextKey, Place]]:
    """The places of a report's texts as saved, by what they are: "paragraph" and "recommendation"."""
    paragraphs = inspection.paragraphs.order_by("order").values_list(
        "text", "section", "strand", "level", "lead_in"
    )
    recommendations = inspection.recommendations.order_by("order").values_list("text", "headings")
    return {
        "paragraph": keyed(
            (text, Place(tuple(section), strand, level, lead_in))
            for text, section, strand, level, lead_in in paragraphs
        ),
        "recommendation": keyed((text, Place(tuple(headings))) for text, headings in recommendations),
    }


def keyed(texts: Iterator[tuple[str, Place]]) -> dict[TextKey, Place]:
    seen: Counter[str] = Counter()
    found = {}
    for text, place in texts:
        seen[text] += 1
        found[text, seen[text]] = place
    return found


def moves(
    before: Mapping[str, Mapping[TextKey, Place]], after: Mapping[str, Mapping[TextKey, Place]]
) -> Iterator[str]:
    """Each way in which texts that both readings hold changed their place, with how many of them did.

    Texts that are new or gone are not among them.
    """
    for kind, new in after.items():
        old = before.get(kind, {})
        pairs = [(old[key], place) for key, place in new.items() if key in old and old[key] != place]
        counts = Counter(said for pair in pairs for said in differences(*pair))
        for said, count in counts.items():
            yield f"{count} {kind}{'' if count == 1 else 's'} {said}"


def differences(old: Place, new: Place) -> Iterator[str]:
    """What is different about a text's place, each in words."""
    if old.headings != new.headings:
        yield f"under {new.path}, was under {old.path}"
    if old.strand != new.strand:
        yield f"about {strand_name(new.strand)}, was about {strand_name(old.strand)}"
    if old.level != new.level:
        yield f"at level {new.level} of a list, was at level {old.level}"
    elif old.lead_in != new.lead_in:
        yield "with another lead-in"


def strand_name(strand: str) -> str:
    return STRAND_NAMES.get(strand, strand) or "no strand"
