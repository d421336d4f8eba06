"""A query through time: how many of the paragraphs of each year, framework and grade say it, per 1,000 words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports import frameworks
from reports.charts import over_time
from reports.search.service import Results, words_within

# As many words as some three reports have; a year with fewer says little.
FEW_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Share:
    """Paragraphs that hold the words, among this many words in all."""

    key: str
    label: str
    paragraphs: float
    words: float

    @property
    def rate(self) -> float:
        """Paragraphs per 1,000 words."""
        return self.paragraphs / self.words * 1000


@dataclass(frozen=True, slots=True)
class ThroughTime:
    """The shares by year, framework and grade; those of which the archive holds nothing are left out."""

    years: tuple[Share, ...]
    frameworks: tuple[Share, ...]
    grades: tuple[Share, ...]

    def chart(self, name: str) -> over_time.OverTime:
        """The years as a drawing."""
        points = [(int(share.key), share.rate) for share in self.years]
        notes = {int(share.key): f"{share.paragraphs:,.0f} paragraphs" for share in self.years}
        return over_time.draw(
            points,
            name=name,
            unit="paragraphs per 1,000 words",
            notes=notes,
            thin=[int(share.key) for share in self.years if share.words < FEW_WORDS],
            thin_is=f"fewer than {FEW_WORDS:,} words",
        )


def through_time(results: Results) -> ThroughTime | None:
    """The shares of the paragraphs that hold every word; None where there are none, or nothing was counted yet.

    What filters leave out counts on neither side.
    """
    if results.table != "paragraph" or not results.all_words or not results.understood.groups:
        return None
    words = words_within(results)
    if not words:
        return None
    years = sorted(tag.removeprefix("year=") for tag in words if tag.startswith("year=20"))
    return ThroughTime(
        years=tuple(shares(results, words, "year", {year: year for year in years})),
        frameworks=tuple(
            shares(results, words, "framework", {f.key: f.short for f in frameworks.FRAMEWORKS})
        ),
        grades=tuple(shares(results, words, "grade", {g: g.capitalize() for g in frameworks.GRADES})),
    )


def shares(
    results: Results, words: Mapping[str, float], name: str, labels: dict[str, str]
) -> Iterator[Share]:
    for value, label in labels.items():
        tag = f"{name}={value}"
        if words.get(tag):
            yield Share(value, label, results.tags.get(tag, 0), words[tag])
