"""Where a reader's words stand in a report, as PostgreSQL's English stemming finds them.

`leaving care` finds "leavers" and "cared" wherever they stand; `"care leavers"` only where the two stand
together; `-adoption` marks nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When

LONGEST_QUERY = 300
MOST_TERMS = 12
# Marks travel as characters that no text holds; the database takes them out of the text first.
START, STOP = "\x02", "\x03"
HIGHLIGHT = f"HighlightAll=true, StartSel={START}, StopSel={STOP}"
# -"foster carers", "care leavers", -adoption, multi-agency
TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of a text, from the first character to the one behind the last."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader searched for: single words, phrases, and the query that a paragraph must meet."""

    text: str
    single: tuple[str, ...]
    phrases: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Words":
        """Read a query in the syntax of the search page: quotes, minus, or."""
        text = " ".join(text.replace("\x00", " ").split())[:LONGEST_QUERY]
        single: list[str] = []
        phrases: list[str] = []
        for term in list(TERM.finditer(text))[:MOST_TERMS]:
            said = term["phrase"] or term["word"] or ""
            parts = WORD.findall(said)
            if term["minus"] or not parts or (term["word"] and said.lower() == "or"):
                continue
            # PostgreSQL reads "multi-agency" as a phrase too.
            (phrases if len(parts) > 1 else single).append(said)
        return cls(text=text, single=tuple(dict.fromkeys(single)), phrases=tuple(dict.fromkeys(phrases)))

    def __bool__(self) -> bool:
        return bool(self.single or self.phrases)


@dataclass(frozen=True, slots=True)
class Found:
    """The marks in one text, and whether the text as a whole is what the reader searched for."""

    marks: tuple[Mark, ...]
    is_match: bool


def find_words(words: Words, rows: QuerySet) -> dict[int, Found]:  # type: ignore[type-arg]
    """The marks in each of `rows` (paragraphs or recommendations) that holds any of the words, by primary key.

    One query; texts without any of the words are left out.
    """
    queries = {
        f"marked_{place}": query
        for place, query in enumerate([any_of(words.single), *map(phrase, words.phrases)])
    }
    wanted = Q()
    for query in filter(None, queries.values()):
        wanted |= Q(search_vector=query)
    if not wanted:
        return {}
    columns = {name: headline(query) for name, query in queries.items() if query is not None}
    rows = rows.filter(wanted).order_by().annotate(is_match=is_match(words), **columns)
    found = {}
    for row in rows.values("pk", "text", "is_match", *columns):
        marks = [mark for name in columns for mark in marks_of(row[name], row["text"], words.phrases, name)]
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
    query = SearchQuery(words.text, config="english", search_type="websearch")
    return Case(When(search_vector=query, then=Value(True)), default=Value(False))


def headline(query: SearchQuery) -> Case:
    """The whole text with the marks in it, where it has any; an empty text where not."""
    text = Func(F("text"), Value(START + STOP), Value(""), function="translate")
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
    """The marks that travelled in a headline, as places in the text; of a phrase only where it stands together."""
    if not headline or headline.replace(START, "").replace(STOP, "") != text:
        return
    marks, place, start = [], 0, 0
    for character in headline:
        if character == START:
            start = place
        elif character == STOP:
            marks.append(Mark(start, place))
        else:
            place += 1
    number = int(name.removeprefix("marked_"))
    yield from marks if number == 0 else together(marks, text, phrases[number - 1])


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
