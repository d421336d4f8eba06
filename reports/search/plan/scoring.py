"""The relevance of a paragraph as an SQL expression over its search vector.

BM25 over groups: a group counts with the best of its ways and a little of the others, the reader's own words
in full, the thesaurus's for less; the rarer a word and the shorter the paragraph, the more. PostgreSQL has no
BM25, but `ts_rank` of one word is a function of how often the word occurs in the text alone, and can be turned
back into that count.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reports.search.query.groups import FOLLOWED_BY, Group, conjunction, quoted
from reports.search.query.statistics import Frequencies
from reports.search.query.thesaurus import Expansion

# BM25's constants: how soon repetition stops to count, and how much the length of a text matters.
# B: over 63 needs of our own nDCG@10 was 0.863 with 0.5, 0.867 with 0.4 and 0.3, 0.864 with 0.2.
# All figures of this module can be made again (MEASURED.md, "What each constant of search is worth").
# K1: 0.811 with 0.45, 0.808 with 0.9, 0.804 with 1.8.
K1 = 0.9
B = 0.4
# A text that says the same thing in several ways is more about it, a little: two ways that count for 1 each count
# for 1.26 together (the cube root of the sum of cubes), and one that counts for much less adds next to nothing.
# nDCG@10 is 0.821 with 1.5, 0.808 with 3, 0.807 with 6.
SEVERAL = 3
# How much a single word of a term of several words counts: "care" says little of care leavers. Over 63 needs of our
# own nDCG@10 was 0.824 with 1, 0.829 with 0.6, 0.828 with 0.4.
PART_OF_TERM = 0.6
# Two words of the query that are next to each other in the text say more than two that are apart.
# nDCG@10 is 0.814 with half of it, 0.808 with it, 0.812 with twice as much; with SHARPNESS 2 or 8 0.811 and 0.808.
CLOSE = 0.5
SHARPNESS = 4

# ts_rank of n occurrences, all weights 1, is (1 + 1/4 + ... + 1/n²) / (π²/6), whose inverse is close to this.
COUNT = "(1 / (1.644934 * (1 - {rank})) - 0.5)"
RANK = "ts_rank('{{1,1,1,1}}'::float4[], search_vector, {query})"

Part = tuple[str, list[object]]


def saturated(rank: str) -> str:
    """What the occurrences of a word count for, by the `ts_rank` of the word: less and less for each further one."""
    count = COUNT.format(rank=rank)
    return f"({count} * {K1 + 1} / ({count} + length_factor))"


def length_factor(frequencies: Frequencies) -> Part:
    """What BM25 adds to the count of a word for a text of this length."""
    return f"{K1} * ({1 - B} + {B} * words / %s)", [frequencies.length]


def score(groups: Sequence[Group], frequencies: Frequencies) -> Part:
    """The expression, and its parameters. It reads search_vector and length_factor."""
    parts = [group_score(group, frequencies) for group in groups]
    parts += [closeness(first, second, frequencies) for first, second in neighbours(groups)]
    return added(parts)


def group_score(group: Group, frequencies: Frequencies) -> Part:
    """What a group adds: its best way and a little of the others; nothing, and little work, where the text does
    not touch it.
    """
    own = sum(frequencies.rarity(frequencies.of(stem)) for stem in group.literals)
    weight = group.share * (PART_OF_TERM if group.term and len(group.literals) > 1 else 1)
    words = [word_score(stem, frequencies, weight=weight) for stem in group.literals]
    ways = [added(words)] if words else []
    ways += [way_score(way, frequencies, limit=None) for way in group.phrases]
    limit = own or max(
        (frequencies.rarity(frequencies.of_phrase(way.stems)) for way in group.phrases), default=0
    )
    ways += [way_score(way, frequencies, limit=limit or None) for way in group.expansions]
    if len(ways) == 1:
        return ways[0]
    cubes = " + ".join(f"power({sql}, {SEVERAL})" for sql, _ in ways)
    return f"CASE WHEN search_vector @@ %s::tsquery THEN power({cubes}, {1 / SEVERAL}) ELSE 0 END", [
        FOLLOWED_BY.sub("&", group.touching()),
        *params(ways),
    ]


def word_score(
    stem: str, frequencies: Frequencies, *, limit: float | None = None, weight: float = 1.0
) -> Part:
    """BM25 of one word."""
    rarity = frequencies.rarity(frequencies.of(stem))
    rank = RANK.format(query="%s::tsquery")
    query = quoted(stem)
    value = weight * (min(rarity, limit) if limit else rarity)
    return (
        f"CASE WHEN search_vector @@ %s::tsquery THEN %s * {saturated(rank)} ELSE 0 END",
        [query, round(value, 4), query, query],
    )


def way_score(way: Expansion, frequencies: Frequencies, *, limit: float | None) -> Part:
    """What another way of saying it adds, which is never more than the reader's own word would."""
    if not way.stems:
        return "0", []
    if len(way.stems) == 1:
        return word_score(way.stems[0], frequencies, limit=limit, weight=way.weight)
    rarity = frequencies.rarity(frequencies.of_phrase(way.stems))
    value = way.weight * (min(rarity, limit) if limit else rarity)
    return (
        f"%s * {K1 + 1} / (1 + length_factor) * {RANK.format(query='%s::tsquery')}",
        [round(value, 4), together(way.stems)],
    )


def neighbours(groups: Sequence[Group]) -> list[tuple[str, str]]:
    """The pairs of the reader's own words that were typed one after the other."""
    stems = [stem for group in groups for stem in group.literals]
    return [(first, second) for first, second in pairwise(stems) if first != second]


def closeness(first: str, second: str, frequencies: Frequencies) -> Part:
    """What two neighbouring words add that are close in the text too, in either order."""
    rarity = min(frequencies.rarity(frequencies.of(first)), frequencies.rarity(frequencies.of(second)))
    near = f"power({RANK.format(query='%s::tsquery')}, {SHARPNESS})"
    return f"%s * {near}", [round(CLOSE * rarity, 4), together([first, second])]


def together(stems: Iterable[str]) -> str:
    """A query whose `ts_rank` says how close together words are: 0.98 side by side, 0.4 eight words apart."""
    return conjunction(map(quoted, dict.fromkeys(stems)))


def added(parts: Iterable[Part]) -> Part:
    """The sum of expressions; 0 where there is none."""
    parts = list(parts)
    return " + ".join(f"({sql})" for sql, _ in parts) or "0", params(parts)


def params(parts: Iterable[Part]) -> list[object]:
    """The parameters of expressions, in their order."""
    return [value for _, values in parts for value in values]
