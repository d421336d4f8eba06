"""A query through time: how many of the paragraphs of each year, framework and grade say it, per 1,000 words."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports import frameworks
from reports.charts import over_time
from reports.frameworks import other_kinds
from reports.search.service import Results, words_within

FRAMEWORKS = {
    **{framework.key: framework.short for framework in frameworks.FRAMEWORKS},
    **{key: kind.name for key, kind in other_kinds.BY_KEY.items()},
}
# As many words as some three reports have; a year with fewer says little.
FEW_WORDS = 20_000


# Fewer hits of a sample than this put a value only within two fifths of what it is: such a point is not drawn.
ENOUGH_SAMPLED = 25
# Of a normal distribution 19 of 20 lie within so many standard deviations; a count of a sample is close to one.
BAND = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """Paragraphs that hold the words, among this many words in all. Counted, or estimated: each of the `sampled` then
    stands for `scale` paragraphs.
    """

    key: str
    label: str
    paragraphs: float
    words: float
    scale: int = 1

    @property
    def estimated(self) -> bool:
        return self.scale > 1

    @property
    def sampled(self) -> float:
        """The hits that an estimate rests on."""
        return self.paragraphs / self.scale

    @property
    def known(self) -> bool:
        """Whether there is a value to give: counted, or estimated from hits enough."""
        return not self.estimated or self.sampled >= ENOUGH_SAMPLED

    @property
    def rate(self) -> float:
        """Paragraphs per 1,000 words."""
        return self.paragraphs / self.words * 1000

    @property
    def band(self) -> tuple[float, float]:
        """Between which rates the true one is, nineteen times in twenty."""
        off = BAND * math.sqrt(self.sampled) * self.scale if self.estimated else 0.0
        return (self.paragraphs - off) / self.words * 1000, (self.paragraphs + off) / self.words * 1000

    @property
    def at_most(self) -> int:
        """More paragraphs than there are, nineteen times in twenty, where too few hits were sampled to say how many.

        The upper bound of a Poisson distribution's mean, about: 3 for no hit at all.
        """
        hits = (math.sqrt(self.sampled + 1) + 0.8225) ** 2 - 0.32
        return rounded_up(hits * self.scale)

    def __str__(self) -> str:
        if not self.estimated:
            return f"{self.paragraphs:,.0f}"
        return f"about {self.paragraphs:,.0f}" if self.known else f"fewer than {self.at_most:,}"


def rounded_up(value: float) -> int:
    """The next number of one digit and noughts."""
    digit = int(10 ** (len(str(int(value))) - 1))
    return math.ceil(value / digit) * digit


@dataclass(frozen=True, slots=True)
class ThroughTime:
    """The shares by year, framework and grade; those of which the archive holds nothing are left out."""

    years: tuple[Share, ...]
    frameworks: tuple[Share, ...]
    grades: tuple[Share, ...]

    def chart(self, name: str) -> over_time.OverTime:
        """The years as a drawing."""
        known = [share for share in self.years if share.known]
        points: list[tuple[int, float | None]] = [
            (int(share.key), share.rate if share.known else None) for share in self.years
        ]
        return over_time.draw(
            points,
            name=name,
            unit="paragraphs per 1,000 words",
            notes={
                int(share.key): f"{share} paragraph{'' if str(share) == '1' else 's'}" for share in self.years
            },
            thin=[int(share.key) for share in known if share.words < FEW_WORDS],
            thin_is=f"fewer than {FEW_WORDS:,} words",
            bands={int(share.key): share.band for share in known if share.estimated},
            unknown="too few sampled",
        )

    @property
    def estimated(self) -> bool:
        return any(share.estimated for share in self.years)


def through_time(results: Results) -> ThroughTime | None:
    """The shares of the paragraphs that hold every word; None where there are none, or nothing was counted yet.

    What filters leave out counts on neither side.
    """
    if results.request.table != "paragraph" or not results.all_words or not results.understood.groups:
        return None
    words = words_within(results)
    if not words:
        return None
    years = sorted(tag.removeprefix("year=") for tag in words if tag.startswith("year=20"))
    return ThroughTime(
        years=tuple(shares(results, words, "year", {year: year for year in years})),
        frameworks=tuple(shares(results, words, "framework", FRAMEWORKS)),
        grades=tuple(shares(results, words, "grade", {g: g.capitalize() for g in frameworks.GRADES})),
    )


def shares(
    results: Results, words: Mapping[str, float], name: str, labels: dict[str, str]
) -> Iterator[Share]:
    for value, label in labels.items():
        tag = f"{name}={value}"
        if words.get(tag):
            yield Share(value, label, results.tags.get(tag, 0), words[tag], results.found.scale)
