"""What a careful person would tell a colleague first, in words made from the data."""

from collections.abc import Sequence

from reports.comparing.comparison import Comparison
from reports.comparing.judgements import NAMES, Row
from reports.outcomes import Status

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SAID = {
    Status.ASKED_AGAIN: ("was asked for again", "were asked for again"),
    Status.CRITICISED: ("is criticised again", "are criticised again"),
    Status.IMPROVED: ("is reported as improved", "are reported as improved"),
    Status.MIXED: ("is mixed", "are mixed"),
}


def opening(comparison: Comparison) -> str:
    """A few sentences: the overall grade, what stands lowest now, the recommendations, what is new."""
    said = [overall(comparison), lowest(comparison), recommendations(comparison), afresh(comparison)]
    return " ".join(sentence for sentence in said if sentence)


def overall(comparison: Comparison) -> str:
    """What the overall grades are, and how far they can be compared."""
    row = next((r for r in comparison.judgements if is_overall(r)), None)
    if row is None or not row.graded_on_both_sides:
        alone = [r for r in comparison.judgements if is_overall_of_one(r)]
        if not alone:
            return ""
        given = alone[0].earlier or alone[0].later
        grade = given.grade if given and given.grade else "not graded"
        which = "first" if alone[0].earlier else "second"
        if comparison.over_time:
            which = "earlier" if alone[0].earlier else "later"
        return f"Only the {which} report has an overall judgement: {grade}."
    return f"Overall {row.movement}." if comparison.over_time else f"Overall: {row.movement}."


def lowest(comparison: Comparison) -> str:
    """Which strands of the later report were given the lowest grade, and which of them the earlier did not judge."""
    if not comparison.over_time:
        return ""
    rows = [row for row in comparison.judgements if row.later and row.later.grade == "inadequate"]
    strands = [row for row in rows if row.later and row.later.strand != "overall"]
    if not strands:
        return ""
    names = {NAMES[row.later.strand].lower(): row.earlier is None for row in strands if row.later}
    said = [
        f"{name} (which the earlier report does not judge)" if first else name
        for name, first in names.items()
    ]
    when = f"in {comparison.b.start.year}" if comparison.b.start else "in the later report"
    return f"Inadequate {when}: {listed(said)}."


def is_overall(row: Row) -> bool:
    return bool(row.earlier and row.later and row.earlier.strand == row.later.strand == "overall")


def is_overall_of_one(row: Row) -> bool:
    sides = [given for given in (row.earlier, row.later) if given]
    return len(sides) == 1 and sides[0].strand == "overall"


def recommendations(comparison: Comparison) -> str:
    """How many of the earlier recommendations became what."""
    told = comparison.recommendations
    if not told:
        return "The earlier report lists no recommendations."
    parts = []
    for status, (one, many) in SAID.items():
        count = len(comparison.with_status(status))
        if count:
            parts.append(f"{counted(count)} {one if count == 1 else many}")
    missing = len(comparison.with_status(Status.NOT_FOUND))
    if missing:
        parts.append(f"for {counted(missing)} nothing was found in the later report")
    if len(told) == 1:
        became = SAID[told[0].status][0] if told[0].status in SAID else "is not spoken of in the later report"
        return f"The one recommendation of {year_alone(comparison)} {became}."
    return f"Of {year(comparison)} {counted(len(told))} recommendations, {listed(parts)}."


def afresh(comparison: Comparison) -> str:
    """How many of the later recommendations nothing asked for before."""
    if not comparison.new or not comparison.recommendations:
        return ""
    count = len(comparison.new)
    noun = "recommendation is" if count == 1 else "recommendations are"
    return f"{counted(count).capitalize()} later {noun} new."


def year(comparison: Comparison) -> str:
    """Whose recommendations: "the 2012 report's"."""
    return f"the {comparison.a.start.year} report's" if comparison.a.start else "the first report's"


def year_alone(comparison: Comparison) -> str:
    return str(comparison.a.start.year) if comparison.a.start else "the first report"


def counted(count: int) -> str:
    """Small numbers in words."""
    return SMALL[count] if count < len(SMALL) else str(count)


def listed(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
