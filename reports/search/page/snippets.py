"""The part of a text that shows best why it was found, with the words marked.

PostgreSQL marks the whole text, since it alone knows which words share a stem; what to show of it is
chosen here. Marks travel as places: the text is escaped first and marked second.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.utils.safestring import SafeString

from reports.language.letters import LetterPhrase
from reports.reading.text import marked
from reports.reading.words import HIGHLIGHT, START, STOP, Mark, marks_within
from reports.search.query.groups import Group, quoted
from reports.search.query.thesaurus import SAME

# Characters of a snippet, about three lines.
LENGTH = 320
# A snippet begins at a sentence where one begins this near.
NEAR = 90
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text with its marks; whether the text goes on before and after it."""

    text: str
    marks: tuple[Mark, ...]
    before: bool = False
    after: bool = False
    # What leads the text in, where it is a bullet, and the marks in that.
    lead_in: str = ""
    lead_in_marks: tuple[Mark, ...] = ()

    def lead_in_html(self) -> SafeString:
        """What leads the text in, escaped, with <mark> around the words."""
        return marked(self.lead_in, 0, len(self.lead_in), self.lead_in_marks)

    def html(self) -> SafeString:
        """The stretch, escaped, with <mark> around the words."""
        return marked(self.text, 0, len(self.text), self.marks)

    def plain(self) -> str:
        """The stretch as text, with dots where the text goes on."""
        lead_in = f"{self.lead_in} " if self.lead_in else ""
        return f"{lead_in}{'… ' if self.before else ''}{self.text}{' …' if self.after else ''}"

    def words(self) -> tuple[str, ...]:
        """The words that are marked, each once."""
        found = [self.text[mark.start : mark.stop] for mark in self.marks]
        found += [self.lead_in[mark.start : mark.stop] for mark in self.lead_in_marks]
        return tuple(dict.fromkeys(word.lower() for word in found))


def snippets(table: str, pks: Sequence[int], groups: Sequence[Group]) -> Mapping[int, Snippet]:
    """A snippet of each of these texts. One query.

    PostgreSQL marks stems, in a text's words apart as they were indexed; what is meant to the letter is marked here.
    """
    said = [way for group in groups for way in (*group.phrases, *group.expansions) if way.weight >= SAME]
    ways = [quoted(stem) for group in groups for stem in group.literals]
    ways += [way.query for way in said if not way.letters]
    letters = [way.letters for way in said if way.letters]
    lead_in = "lead_in" if table == "paragraph" else "''"
    # Of a phrase that a text does not hold, its single words are not marked either.
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT id, plain, introduction,
                ts_headline('english', reports_words_apart(plain), held.query, %s),
                ts_headline('english', reports_words_apart(introduction), held.query, %s)
            FROM reports_{table} AS found
            CROSS JOIN LATERAL translate(text, %s, '') AS plain
            CROSS JOIN LATERAL translate({lead_in}, %s, '') AS introduction
            CROSS JOIN LATERAL (
                SELECT string_agg('(' || way || ')', ' | ')::tsquery AS query FROM unnest(%s::text[]) AS way
                WHERE found.search_vector @@ way::tsquery
            ) AS held
            WHERE id = ANY(%s)
            """,  # noqa: S608 - the table is one of two words of this module's callers
            [HIGHLIGHT, HIGHLIGHT, START + STOP, START + STOP, ways, list(pks)],
        )
        return {
            pk: replace(
                cut(*with_letters(text, marks_in(headline, text), letters)),
                lead_in=lead_in,
                lead_in_marks=marks_in(lead_in_headline, lead_in),
            )
            for pk, text, lead_in, headline, lead_in_headline in cursor.fetchall()
        }


def marks_in(headline: str | None, text: str) -> tuple[Mark, ...]:
    """The marks of a text by its headline; none where the database has none to set."""
    return tuple(marks_within(headline, text)) if headline else ()


def with_letters(
    text: str, marks: tuple[Mark, ...], phrases: Sequence[LetterPhrase]
) -> tuple[str, tuple[Mark, ...]]:
    """A text with the marks that it has, and those of phrases to the letter, in order; none within another."""
    found = [Mark(*place) for phrase in phrases for place in phrase.places(text)]
    if not found:
        return text, marks
    kept: list[Mark] = []
    for mark in sorted([*marks, *found], key=lambda mark: (mark.start, -mark.stop)):
        if not kept or mark.start >= kept[-1].stop:
            kept.append(mark)
    return text, tuple(kept)


def cut(text: str, marks: tuple[Mark, ...]) -> Snippet:
    """The stretch of about LENGTH characters with the most different marked words."""
    if len(text) <= LENGTH * 1.25:
        return Snippet(text, marks)
    start = best_start(text, marks)
    stop = min(len(text), start + LENGTH)
    if stop < len(text):
        stop = text.rfind(" ", start, stop) if " " in text[start:stop] else stop
    inside = tuple(
        Mark(mark.start - start, min(mark.stop, stop) - start) for mark in marks if start <= mark.start < stop
    )
    return Snippet(text[start:stop], inside, before=start > 0, after=stop < len(text))


def best_start(text: str, marks: tuple[Mark, ...]) -> int:
    """Where to begin: at the sentence or word before the marks that are worth the most together."""
    best, most = 0, 0
    for mark in marks:
        within = [one for one in marks if mark.start <= one.start < mark.start + LENGTH - NEAR]
        different = len({text[one.start : one.stop].lower()[:5] for one in within})
        worth = different * 10 + len(within)
        if worth > most:
            best, most = mark.start, worth
    if best < NEAR:
        return 0
    sentences = [found.end() for found in SENTENCE.finditer(text, best - NEAR, best + 1)]
    return sentences[-1] if sentences else text.rfind(" ", 0, max(0, best - NEAR // 3)) + 1


def marking_query(groups: Sequence[Group], snippet: Snippet, typed: str, *, holds_all: bool) -> str:
    """What a report's page is asked to mark: the reader's words; or the words found, where the thesaurus added some
    or the text does not hold all."""
    if holds_all and not any(group.expansions for group in groups):
        return typed
    return " or ".join(list(words_for(snippet))[:10]) or typed


def words_for(snippet: Snippet) -> Iterator[str]:
    """The marked words of a snippet that a query can hold."""
    for word in snippet.words():
        yield f'"{word}"' if " " in word else word.replace('"', "")
