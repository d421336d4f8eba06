"""Words that share a stem and not a meaning: "university" says nothing of universal services.

The stemmer (Snowball's English) cuts both to "univers". A word that is in no group here means what its stem means.
"""

from collections.abc import Iterable

from reports.comparing.terms.words import spelled, spelling

# Each line is one stem; each of its groups one meaning.
STEMS = (
    (("universal", "universally"), ("university", "universities")),
    (("emergency", "emergencies"), ("emerge", "emerges", "emerged", "emerging", "emergent", "emergence")),
    (("position", "positions", "positioned"), ("positive", "positively", "positives")),
    (
        ("responsible", "responsibly", "responsibility", "responsibilities"),
        ("response", "responses", "responsive", "responsively", "responsiveness"),
    ),
    (
        ("informal", "informally"),
        ("inform", "informs", "informed", "informing", "information", "informative"),
    ),
    (("several",), ("severe", "severely", "severity")),
    (
        ("general", "generally"),
        ("generate", "generates", "generated", "generating", "generation", "generations"),
    ),
    (
        ("relative", "relatives", "relatively"),
        ("relate", "relates", "related", "relating", "relation", "relations"),
    ),
    (("author", "authors", "authored"), ("authority", "authorities")),
    (("missing",), ("miss", "misses", "missed")),
    (("careful", "carefully"), ("care", "cares", "cared", "caring")),
)

Sense = tuple[int, int]
SENSES: dict[str, Sense] = {
    word: (stem, meaning)
    for stem, groups in enumerate(STEMS)
    for meaning, group in enumerate(groups)
    for word in group
}


def senses(text: str) -> frozenset[Sense]:
    """The meanings that the words of a text have, of those whose stem has several."""
    return frozenset(SENSES[word] for word in spelled(text) if word in SENSES)


def means_another(word: str, asked: Iterable[Sense]) -> bool:
    """Whether a word shares its stem with words of these meanings, and has none of their meanings itself."""
    sense = SENSES.get(spelling(word))
    if sense is None:
        return False
    rivals = {meaning for stem, meaning in asked if stem == sense[0]}
    return bool(rivals) and sense[1] not in rivals
