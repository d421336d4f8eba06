"""The field's language: what the reports say for the words that readers type."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Count, Max

from reports.language.letters import LetterPhrase
from reports.language.query_grammar import parts_of
from reports.language.stems import stems_of
from reports.models import ThesaurusEntry
from reports.search.query.endings import form_of

FILE = Path(__file__).parents[2] / "data" / "thesaurus.csv"
# How much a match of an expansion counts beside one of the word itself, by how close the meanings are.
# A tenth more or less of any of them moves nDCG@10 by 0.006 at most (MEASURED.md).
WEIGHTS = {"acronym": 0.95, "name": 0.9, "everyday": 0.85, "related": 0.5}
# An expansion of this weight or more says the same thing: a text that holds it holds the word.
SAME = 0.55
# One of this weight or more is the same word in another spelling: an acronym and what it is short for, a plural.
EQUAL = 0.95

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """What is searched as well: its text, its query in PostgreSQL's own form, its stems, and its weight.

    What a reader put in quotes is one too, with the phrase in `letters`; its stems are those that are sure to be in a
    text that holds it.
    """

    text: str
    query: str
    stems: Key
    weight: float
    letters: LetterPhrase | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as it is written, its words, and its expansions, the closest first."""

    term: str
    words: Key
    expansions: tuple[Expansion, ...]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Entries by the stems of their terms, the number of words of the longest, and the words that come first among
    the expansions of others: they are the field's own, and no forms of an everyday word.
    """

    terms: dict[Key, tuple[Entry, ...]] = field(default_factory=dict)
    longest: int = 0
    field_words: frozenset[Key] = frozenset()

    def lookup(self, key: Key, words: Key) -> Entry | None:
        """The entry of these words, whose stems are the key; of another form of them, if none is written so.

        A word that stands for an everyday one is not a form of another: "missing" does not mean what "miss" does.
        """
        entries = self.terms.get(key, ())
        exact = next((entry for entry in entries if entry.words == words), None)
        if exact or words in self.field_words:
            return exact
        return next((entry for entry in entries if form_of(entry.words, words)), None)


# The thesaurus as last read, under the state of the table that it was read from.
_read: dict[tuple[object, ...], Thesaurus] = {}


def thesaurus() -> Thesaurus:
    """The thesaurus as it is in the archive. One small query where nothing has changed since the last."""
    state = ThesaurusEntry.objects.aggregate(Count("pk"), Max("changed_at"), Max("pk"))
    stamp = tuple(state.values())
    if stamp not in _read:
        _read.clear()
        _read[stamp] = build(ThesaurusEntry.objects.filter(enabled=True))
    return _read[stamp]


def build(entries: Iterable[ThesaurusEntry]) -> Thesaurus:
    """Entries as a thesaurus. Two queries, whatever their number."""
    pairs: list[tuple[str, str, float]] = []
    closest: set[Key] = set()
    for entry in entries:
        closest |= {words for said in entry.expansions[:1] if len(words := parts_of(said)) == 1}
        for expansion in entry.expansions:
            pairs.append((entry.term, expansion, WEIGHTS[entry.kind]))
            if entry.both_ways:
                pairs.append((expansion, entry.term, WEIGHTS[entry.kind]))
    stems = stems_of({part for pair in pairs for text in pair[:2] for part in parts_of(text)})
    queries = phrases({expansion for _, expansion, _ in pairs})
    found: dict[Key, dict[Key, Expansion]] = {}
    names: dict[Key, str] = {}
    for term, expansion, weight in pairs:
        words = parts_of(term)
        meant = tuple(stems[part] for part in parts_of(expansion) if stems[part])
        if not (words and meant and queries[expansion]) or meant == key_of(words, stems):
            continue
        names.setdefault(words, term)
        known = found.setdefault(words, {})
        if meant not in known or known[meant].weight < weight:
            known[meant] = Expansion(expansion, queries[expansion], meant, weight)
    terms: dict[Key, tuple[Entry, ...]] = {}
    for words, ways in found.items():
        ordered = tuple(sorted(ways.values(), key=lambda way: -way.weight))
        key = key_of(words, stems)
        terms[key] = (*terms.get(key, ()), Entry(names[words], words, ordered))
    return Thesaurus(terms, max(map(len, terms), default=0), frozenset(closest))


def key_of(words: Iterable[str], stems: Mapping[str, str]) -> Key:
    """The stems of words; a stop word stands for itself ("not in school")."""
    return tuple(stems[word] or word for word in words)


def phrases(texts: Iterable[str]) -> dict[str, str]:
    """Texts as phrase queries in PostgreSQL's own form; empty for stop words alone. One query.

    To PostgreSQL "co-produced" is three words at three places, "co produced" two, and "service's" two, the
    second a stop word: what was typed and its plain words are both looked for.
    """
    wanted = sorted(set(texts))
    plain = [" ".join(parts_of(text)) for text in wanted]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phraseto_tsquery('english', typed)::text, phraseto_tsquery('english', plain)::text"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS given (typed, plain, place) ORDER BY place",
            [wanted, plain],
        )
        return {
            text: " | ".join(dict.fromkeys(f"({query})" for query in queries if query))
            for text, queries in zip(wanted, cursor.fetchall(), strict=True)
        }


@transaction.atomic
def load(file: Path = FILE) -> tuple[int, int]:
    """Bring in the list that comes with the code: how many entries are new, and how many have changed or gone.

    What a curator has edited stays as the curator left it. What the list no longer holds goes.
    """
    held = {entry.term: entry for entry in ThesaurusEntry.objects.all()}
    new: list[ThesaurusEntry] = []
    changed = 0
    listed: set[str] = set()
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            given = {
                "expansions": [expansion.strip() for expansion in row["expansions"].split(";")],
                "kind": row["kind"],
                "both_ways": row["both_ways"] == "yes",
            }
            entry = held.get(row["term"])
            if entry is None:
                new.append(ThesaurusEntry(term=row["term"], **given))
            elif not entry.edited and any(getattr(entry, name) != value for name, value in given.items()):
                for name, value in given.items():
                    setattr(entry, name, value)
                entry.save()
                changed += 1
            listed.add(row["term"])
    gone, _ = ThesaurusEntry.objects.filter(edited=False).exclude(term__in=listed).delete()
    ThesaurusEntry.objects.bulk_create(new)
    return len(new), changed + gone
