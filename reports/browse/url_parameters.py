"""The one reader of a URL's parameters: what a page can be asked for, and what a request asks of it.

A page declares its parameters; `read_parameters` gives their values, a label for each, and one sentence for each value
that the page does not have. Lists, search, the national picture, themes and trajectories all read their URLs here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.http import QueryDict
from django.utils.text import slugify

from reports.browse.known_values import KnownValues
from reports.browse.query_strings import canonical, no_such_value, not_a_year

FIRST_YEAR, LAST_YEAR = 2000, 2100
# No filter has more values than this; a request that sends more is an attack.
MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a parameter: as a URL writes it, as a reader reads it, and as the archive has it.

    `meaning` are the archive's own values, of which any may hold; without it the value in the URL is the archive's.
    """

    value: str
    label: str
    meaning: tuple[Any, ...]

    @classmethod
    def of(cls, value: str, label: str, *meaning: Any) -> "Option":
        """An option; `meaning` is left out where the URL writes what the archive has."""
        return cls(value, label, meaning or (value,))


Options = Callable[[KnownValues], Iterable[Option]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a page.

    `reads` says what its values are: one of `options` (a choice), a year, a day, or text. `several`: its values are
    alternatives, and all of them count; otherwise the last one does. `default` is what a page shows without it.
    """

    name: str
    label: str = ""
    options: Options | None = None
    reads: Literal["choice", "year", "day", "text"] = "choice"
    several: bool = False
    default: str = ""


PAGE = Parameter("page", reads="text")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One value of a request that its page has."""

    name: str
    value: str
    label: str
    meaning: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class UrlQuery:
    """What a request asks of a page.

    `data` are the parameters in the page's order, without blanks and repetitions; `valid` are those of them that the
    page has. `problems` is one sentence for each of the others.
    """

    data: QueryDict
    valid: QueryDict
    chosen: tuple[Chosen, ...] = ()
    problems: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)

    def meanings(self, name: str) -> tuple[Any, ...]:
        """The archive's values of a parameter, each once; empty where the request does not have it."""
        return tuple(dict.fromkeys(value for one in self.chosen if one.name == name for value in one.meaning))

    def one(self, name: str, default: Any = None) -> Any:
        """The archive's value of a parameter that has one."""
        return next(iter(self.meanings(name)), default)


def read_parameters(
    given: QueryDict, parameters: Sequence[Parameter], known: KnownValues | None = None
) -> UrlQuery:
    """Read a request. Parameters of the same name are one parameter, with the options of all of them.

    A value is found as it is written in a URL, or as the archive writes it ("requires improvement"). The options that
    need a query are asked for only where the request has the parameter.
    """
    known = known or KnownValues()
    by_name: dict[str, list[Parameter]] = {}
    for parameter in parameters:
        by_name.setdefault(parameter.name, []).append(parameter)
    data = canonical(given, names=by_name)
    valid = QueryDict(mutable=True)
    chosen: list[Chosen] = []
    problems: list[str] = []
    wrong: dict[str, str] = {}
    for name, same in by_name.items():
        values = data.getlist(name)[:MOST_VALUES]
        if (
            same[0].reads == "text"
        ):  # PostgreSQL cannot store a NUL character, and no text of the archive has one
            values = [text for value in values if (text := value.replace("\x00", " ").strip())]
        found = []
        for value in values if same[0].several else values[-1:]:
            one = read_value(value, same, known)
            if isinstance(one, Chosen):
                found.append(one)
            else:
                wrong.setdefault(name, one)
                problems.append(one)
        chosen += found
        if found:
            valid.setlist(name, list(dict.fromkeys(one.value for one in found)))
    query = UrlQuery(data, valid, tuple(chosen), tuple(problems), wrong)
    return in_order(query)


def read_value(value: str, parameters: Sequence[Parameter], known: KnownValues) -> Chosen | str:
    """One value of a parameter; a sentence where the parameter does not have it."""
    name, reads = parameters[0].name, parameters[0].reads
    if reads == "text":
        return Chosen(name, value, value, (value,))
    if reads == "year":
        year = year_of(value)
        return Chosen(name, value, value, (year,)) if year else not_a_year(value)
    if reads == "day":
        return day_of(name, value)
    options = [option for parameter in parameters for option in options_of(parameter, known)]
    written = slugify(value)
    for option in options:
        if option.value == value or (written and option.value == written):
            return Chosen(name, option.value, option.label, option.meaning)
    return no_such_value(name, value, [option.value for option in options])


def options_of(parameter: Parameter, known: KnownValues) -> list[Option]:
    """The options of a parameter, in their natural order."""
    return list(parameter.options(known)) if parameter.options else []


def year_of(value: str) -> int | None:
    """A year in four digits; None for anything else."""
    year = int(value) if value.isascii() and value.isdigit() and len(value) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def day_of(name: str, value: str) -> Chosen | str:
    """A day, written as year, month and day."""
    try:
        day = date.fromisoformat(value) if len(value) == len("2014-09-30") else None
    except ValueError:
        day = None
    if day is None:
        return "Write the day as year, month, day, such as 2014-09-30."
    return Chosen(name, value, value, (day,))


def in_order(query: UrlQuery) -> UrlQuery:
    """The same without its years, and with a sentence, where the last year is before the first."""
    first, last = query.one("from"), query.one("to")
    if not (isinstance(first, int) and isinstance(last, int) and first > last):
        return query
    valid = query.valid.copy()
    for name in ("from", "to"):
        valid.pop(name)
    return UrlQuery(
        query.data,
        valid,
        tuple(one for one in query.chosen if one.name not in ("from", "to")),
        (*query.problems, f"The years run backwards: {first} is after {last}."),
        query.wrong,
    )
