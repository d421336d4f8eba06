"""Where a reader's words are in a report, as PostgreSQL's English stemming finds them.

`leaving care` finds "leavers" and "cared" wherever they are; `"care leavers"` only where these words are
together to the letter; `negl*` what begins so; `-adoption` marks nothing. A query is read as search reads it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When
from django.db.models.sql.compiler import SQLCompiler

from reports.language.letters import LetterPhrase, plain_text
from reports.language.query_grammar import Clause, read

LONGEST_QUERY = 300
MOST_TERMS = 12
# Marks travel as characters that no text holds; the database takes them out of the text first.
START, STOP = "\x02", "\x03"
HIGHLIGHT = f"HighlightAll=true, StartSel={START}, StopSel={STOP}"
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of a text, from the first character to the one behind the last."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader searched for: single words, phrases, what is meant to the letter, and all of it as clauses."""

    text: str
    single: tuple[str, ...]
    phrases: tuple[str, ...]
    letters: tuple[LetterPhrase, ...] = ()
    clauses: tuple[Clause, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Words":
        """Read a query in the syntax of the search page: quotes, minus, or."""
        text = " ".join(text.replace("\x00", " ").split())[:LONGEST_QUERY]
        clauses = read(text).clauses[:MOST_TERMS]
        marked = [clause for clause in clauses if not clause.excluded]
        plain = [clause for clause in marked if not clause.quoted]
        return cls(
            text=text,
            single=tuple(dict.fromkeys(clause.phrase for clause in plain if len(clause.parts) == 1)),
            # PostgreSQL reads "multi-agency" as a phrase too.
            phrases=tuple(dict.fromkeys(clause.phrase for clause in plain if len(clause.parts) > 1)),
            letters=tuple(dict.fromkeys(letters_of(clause) for clause in marked if clause.quoted)),
            clauses=tuple(clauses),
        )

    def __bool__(self) -> bool:
        return bool(self.single or self.phrases or self.letters)


class LetterQuery(SearchQuery):
    """A phrase to the letter as a query of the search vector."""

    def __init__(self, letters: LetterPhrase) -> None:
        super().__init__(letters.query(), config="simple", search_type="raw")
        self.letters = letters

    def as_sql(  # type: ignore[override] # as SearchQuery itself narrows it
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
    ) -> tuple[str, tuple[str | int, ...]]:
        """The query, and its parameters."""
        sign = "!!" if getattr(self, "invert", False) else ""
        # Django joins lists of parameters, whatever its types say.
        return f"{sign}(%s::tsquery)", [self.letters.query()]  # type: ignore[return-value]


def letters_of(clause: Clause) -> LetterPhrase:
    return LetterPhrase.of(clause.phrase, open_ended=clause.open_ended)


@dataclass(frozen=True, slots=True)
class Found:
    """The marks in one text, and whether the text as a whole is what the reader searched for."""

    marks: tuple[Mark, ...]
    is_match: bool


def find_words(words: Words, rows: QuerySet[Any]) -> dict[int, Found]:
    """The marks in each of `rows` (paragraphs or recommendations) that holds any of the words, by primary key.

    One query; texts without any of the words are left out.
    """
    queries = {
        f"marked_{place}": query
        for place, query in enumerate([any_of(words.single), *map(phrase, words.phrases)])
    }
    wanted = Q()
    for query in filter(None, [*queries.values(), *map(LetterQuery, words.letters)]):
        wanted |= Q(search_vector=query)
    if not wanted:
        return {}
    columns = {name: headline(query) for name, query in queries.items() if query is not None}
    rows = rows.filter(wanted).order_by().annotate(is_match=is_match(words), **columns)
    found = {}
    for row in rows.values("pk", "text", "is_match", *columns):
        marks = [mark for name in columns for mark in marks_of(row[name], row["text"], words.phrases, name)]
        marks += [Mark(*place) for letters in words.letters for place in letters.places(row["text"])]
        found[row["pk"]] = Found(marks=merged(marks, row["text"]), is_match=row["is_match"])
    return {pk: each for pk, each in found.items() if each.marks}


def matching(found: Mapping[int, Found]) -> dict[int, Found]:
    """Those texts alone that are what the reader searched for: lone words elsewhere would only distract."""
    return {pk: each for pk, each in found.items() if each.is_match}


def any_of(single: tuple[str, ...]) -> SearchQuery | None:
    query = None
    for word in single:
        one = SearchQuery(word, config="english")
        query = one if query is None else query | one
    return query


def phrase(text: str) -> SearchQuery:
    return SearchQuery(text, config="english", search_type="phrase")


def is_match(words: Words) -> Case:
    """Whether a text is what all clauses together ask for."""
    query = None
    alternatives = None
    for place, clause in enumerate(words.clauses):
        one = LetterQuery(letters_of(clause)) if clause.quoted else phrase(clause.phrase)
        if clause.excluded:
            query = ~one if query is None else query & ~one
            continue
        alternatives = one if alternatives is None else alternatives | one
        after = words.clauses[place + 1 : place + 2]
        if not (after and after[0].alternative):
            query = alternatives if query is None else query & alternatives
            alternatives = None
    return Case(When(search_vector=query, then=Value(True)), default=Value(False))


def headline(query: SearchQuery) -> Case:
    """The whole text, its words apart as they were indexed, with the marks in it; empty where it has none."""
    text = Func(F("text"), Value(START + STOP), Value(""), function="translate")
    text = Func(text, function="reports_words_apart", output_field=TextField())
    marked = Func(
        Value("english"),
        text,
        query,
        Value(HIGHLIGHT),
        function="ts_headline",
        template="%(function)s(%(expressions)s)",
        output_field=TextField(),
    )
    return Case(When(search_vector=query, then=marked), default=Value(""), output_field=TextField())


def marks_of(headline: str, text: str, phrases: tuple[str, ...], name: str) -> Iterator[Mark]:
    """The marks that travelled in a headline, as places in the text; of a phrase only where it is together."""
    marks = marks_within(headline, text)
    number = int(name.removeprefix("marked_"))
    yield from marks if number == 0 else together(marks, text, phrases[number - 1])


def marks_within(headline: str, text: str) -> list[Mark]:
    """The marks in the headline of a text's words apart, as places in the text itself.

    A text is indexed without accents, ligatures and what nobody sees, and with a space for the stroke of
    "networks/kinship": what "cafe" found is marked as it is printed. A headline of another text has no marks.
    """
    _, places = plain_text(text)
    marks: list[Mark] = []
    place = start = 0
    for character in headline:
        if character == START:
            start = place
        elif character == STOP:
            marks.append(Mark(start, place))
        else:
            place += 1
    if place != len(places) - 1:
        return []
    return [
        Mark(places[mark.start], with_accents(text, places[mark.stop - 1] + 1))
        for mark in marks
        if mark.stop > mark.start
    ]


def with_accents(text: str, stop: int) -> int:
    """The place behind a letter, and behind the accents that are characters of their own."""
    while stop < len(text) and unicodedata.combining(text[stop]):
        stop += 1
    return stop


def together(marks: list[Mark], text: str, phrase: str) -> Iterator[Mark]:
    """The runs of marks with nothing between them but words of the phrase itself ("quality of practice")."""
    own = {word.lower() for word in WORD.findall(phrase)}
    runs: list[list[Mark]] = []
    for mark in marks:
        between = text[runs[-1][-1].stop : mark.start] if runs else None
        if between is not None and all(word.lower() in own for word in WORD.findall(between)):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    longest = max((len(run) for run in runs), default=0)
    for run in runs:
        if len(run) > 1 or longest == 1:
            yield Mark(run[0].start, run[-1].stop)


def merged(marks: list[Mark], text: str) -> tuple[Mark, ...]:
    """The marks in order, those made one that overlap or have nothing but a space between them."""
    whole: list[Mark] = []
    for mark in sorted(marks):
        if whole and not text[whole[-1].stop : mark.start].strip():
            whole[-1] = Mark(whole[-1].start, max(mark.stop, whole[-1].stop))
        else:
            whole.append(mark)
    return tuple(whole)
