"""What a careful person would say to a colleague first, in words made from the data."""

from collections.abc import Sequence

from reports import frameworks
from reports.comparing.comparison import Comparison
from reports.comparing.judgements import NAMES, Row
from reports.language import dates
from reports.models.recommendation_statuses import Status

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# What one, and what several recommendations became; "{b}" is the second authority.
BECAME = {
    Status.ASKED_AGAIN: ("one was asked for again", "{n} were asked for again"),
    Status.CRITICISED: ("one is criticised again", "{n} are criticised again"),
    Status.IMPROVED: ("one is reported as improved", "{n} are reported as improved"),
    Status.MIXED: ("one is mixed", "{n} are mixed"),
    Status.NOT_FOUND: ("for one nothing was found", "for {n} nothing was found"),
}
SAID_ELSEWHERE = {
    Status.ASKED_AGAIN: ("one was asked of {b} too", "{n} were asked of {b} too"),
    Status.CRITICISED: ("one is criticised in {b} too", "{n} are criticised in {b} too"),
    Status.IMPROVED: ("{b} is said to do one well", "{b} is said to do {n} well"),
    Status.MIXED: ("one is mixed in {b}", "{n} are mixed in {b}"),
    Status.NOT_FOUND: ("for one nothing was found in {b}", "for {n} nothing was found in {b}"),
}


def opening(comparison: Comparison) -> str:
    """A few sentences: the overall grade, what stands lowest now, what became of what was asked, what is new."""
    said = [overall(comparison), lowest(comparison), recommendations(comparison)]
    return " ".join(sentence for sentence in said if sentence)


def overall(comparison: Comparison) -> str:
    """What the overall grades are, and how far they can be compared."""
    row = next((r for r in comparison.judgements if is_overall(r)), None)
    if row is None or not row.graded_on_both_sides:
        return overall_of_one(comparison)
    return f"Overall {row.movement}." if comparison.over_time else overall_of_two(comparison, row)


def overall_of_two(comparison: Comparison, row: Row) -> str:
    """The overall grades of two authorities, each with its name."""
    grades = [given.grade for given in (row.earlier, row.later) if given]
    a, b = comparison.a.name, comparison.b.name
    said = f"{grades[0]} in both" if len(set(grades)) == 1 else f"{grades[0]} in {a}, {grades[1]} in {b}"
    if row.relation == "none":
        said += "; of one name, and of different things"
    elif comparison.a.framework != comparison.b.framework:
        said += "; different frameworks" + ("" if same_scale(comparison) else ", different scales")
    return f"Overall {said}."


def same_scale(comparison: Comparison) -> bool:
    """Whether both reports grade by one scale."""
    scales = {
        frameworks.BY_KEY[inspection.framework].scale
        for inspection in (comparison.a, comparison.b)
        if inspection.framework
    }
    return len(scales) == 1


def overall_of_one(comparison: Comparison) -> str:
    """The overall grade where only one of the two reports gives it."""
    alone = next((row for row in comparison.judgements if is_overall_of_one(row)), None)
    given = alone and (alone.earlier or alone.later)
    if not alone or not given:
        return ""
    side = comparison.a if alone.earlier else comparison.b
    which = f"the report on {side.name}"
    if comparison.over_time:
        which = "the earlier report" if alone.earlier else "the later report"
    return f"Only {which} has an overall judgement: {given.grade or 'not graded'}."


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
    when = f"in {times(comparison)[1]}" if comparison.b.start else "in the later report"
    return f"Inadequate {when}: {listed(said)}."


def is_overall(row: Row) -> bool:
    return bool(row.earlier and row.later and row.earlier.strand == row.later.strand == "overall")


def is_overall_of_one(row: Row) -> bool:
    sides = [given for given in (row.earlier, row.later) if given]
    return len(sides) == 1 and sides[0].strand == "overall"


def recommendations(comparison: Comparison) -> str:
    """How many recommendations the first report made, what became of them, how many of the second's are new, and
    who says so."""
    followed = comparison.recommendations
    if not followed:
        return f"{whose(comparison)} {'names nothing to improve' if comparison.a.kind else 'lists no recommendations'}."
    said = [
        f"Inspectors {'named' if comparison.a.kind else 'made'} {counted(len(followed))} {noun(comparison)} "
        f"{made(comparison)}.",
        became(comparison),
        unclear(comparison),
        afresh(comparison),
        checked(comparison),
    ]
    return " ".join(sentence for sentence in said if sentence)


def noun(comparison: Comparison) -> str:
    """What the first report lists, as one or several."""
    one, several = (
        ("area to improve", "areas to improve")
        if comparison.a.kind
        else ("recommendation", "recommendations")
    )
    return one if len(comparison.recommendations) == 1 else several


def became(comparison: Comparison) -> str:
    """What became of those recommendations of which that is stated."""
    said = BECAME if comparison.over_time else SAID_ELSEWHERE
    of = len(comparison.recommendations)
    parts = [
        part(forms, len(comparison.with_status(status)), of=of, b=comparison.b.name)
        for status, forms in said.items()
        if comparison.with_status(status)
    ]
    if not parts:
        return ""
    if comparison.confirmed == of:
        return f"A curator has confirmed that {listed(parts)}."
    return f"By comparing wording, we think {listed(parts)}."


def unclear(comparison: Comparison) -> str:
    """How many recommendations have no stated status."""
    count, of = len(comparison.unclear), len(comparison.recommendations)
    if not count:
        return ""
    if count == of:
        if of == 1:
            return "What became of it is unclear."
        return f"{'Both' if of == 2 else f'All {counted(of)}'} are unclear."
    return f"{counted(count).capitalize()} {'is' if count == 1 else 'are'} unclear."


def part(forms: tuple[str, str], count: int, *, of: int, b: str) -> str:
    """How many became one thing: "three are mixed"; of a single recommendation "it is mixed"."""
    one, many = forms
    if of == 1:
        return one.replace("one", "it", 1).format(b=b)
    return (one if count == 1 else many).format(n=counted(count), b=b)


def made(comparison: Comparison) -> str:
    """Which recommendations: "in 2012", and of two authorities "in Ashmere"."""
    if not comparison.over_time:
        return f"in {comparison.a.name}"
    return f"in {times(comparison)[0]}" if comparison.a.start else "in the earlier report"


def checked(comparison: Comparison) -> str:
    """How many of the statuses a person has checked, where not all are confirmed."""
    count, of = comparison.confirmed, len(comparison.recommendations)
    if count == of:
        return ""
    if not count:
        return "No one has checked this yet."
    return f"A curator has checked {counted(count)} of these."


def afresh(comparison: Comparison) -> str:
    """How many of the second report's recommendations nothing in the first asked for."""
    count = len(comparison.new)
    if not count:
        return ""
    was = "was" if count == 1 else "were"
    if not comparison.over_time:
        return f"Another {counted(count)} {was} made in {comparison.b.name} only."
    when = f" in {times(comparison)[1]}" if comparison.b.start else ""
    return f"Another {counted(count)}{when} {was} new."


def times(comparison: Comparison) -> tuple[str, str]:
    """When both inspections began, in the shortest form that distinguishes them."""
    return dates.distinguishing_dates(comparison.a.start, comparison.b.start)


def whose(comparison: Comparison) -> str:
    """The first report, as the subject of a sentence."""
    return "The earlier report" if comparison.over_time else f"The report on {comparison.a.name}"


def counted(count: int) -> str:
    """Small numbers in words."""
    return SMALL[count] if count < len(SMALL) else str(count)


def listed(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
