"""Different words for one matter, as `reports/data/concepts.toml` lists them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reports.comparing.terms.words import WORD, spelling, spellings

LIST = Path(__file__).parents[2] / "data" / "concepts.toml"


@dataclass(frozen=True, slots=True)
class Concept:
    """A matter and the phrases that name it, each a run of keys."""

    name: str
    phrases: tuple[tuple[str, ...], ...]


@cache
def listed() -> dict[str, list[str]]:
    """The list as it is written: names of concepts to phrases."""
    found: dict[str, list[str]] = tomllib.loads(LIST.read_text(encoding="utf-8"))["concepts"]
    return found


def spellings_listed() -> set[str]:
    """Every word of the list, to be stemmed."""
    return spellings(phrase for phrases in listed().values() for phrase in phrases)


def concepts(stems: Mapping[str, str]) -> tuple[Concept, ...]:
    """The list as runs of keys."""
    return tuple(
        Concept(name, tuple(dict.fromkeys(keys(phrase, stems) for phrase in phrases)))
        for name, phrases in listed().items()
    )


def keys(phrase: str, stems: Mapping[str, str]) -> tuple[str, ...]:
    """The words of a phrase as they are looked for: by stem, and a stop word by itself."""
    found = (spelling(word) for word in WORD.findall(phrase))
    return tuple(stems.get(word) or word for word in found)


class Finder:
    """Finds the concepts of a list in a run of keys."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for concept in concepts:
            for phrase in concept.phrases:
                self.by_first.setdefault(phrase[0], []).append((phrase, concept.name))

    def found(self, run: Sequence[str]) -> list[tuple[int, int, str]]:
        """Places (first and past the last key) and names; a place may belong to several concepts."""
        places = []
        for at, key in enumerate(run):
            for phrase, name in self.by_first.get(key, ()):
                if len(phrase) == 1 or tuple(run[at : at + len(phrase)]) == phrase:
                    places.append((at, at + len(phrase), name))
        return places
