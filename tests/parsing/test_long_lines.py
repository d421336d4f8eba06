"""A line of 100,000 characters costs no pattern of the parser more than a moment, and no file more than its bytes."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import reports.parsing
from reports import frameworks
from reports.parsing.report import parse_report

LENGTH = 100_000
# A pattern whose time grows with the square of the line needs many seconds; a linear one some milliseconds.
MOST_SECONDS = 2.0
# What lines are made of that patterns start on again and again.
PIECES = ("a", " ", "1 ", ".", "[](", "*a ", "inspection of ")
METHODS = "search|match|fullmatch|sub|finditer|findall|split"
USED = re.compile(rf"\b([A-Z][A-Z_]+)(?:\[\d\])?\.({METHODS})\(")
# Patterns that are in a table or a value are used by the names of loops; this is how.
USED_IN_TABLES = {
    "recommends": "match",
    "recommends_no_more": "match",
    "HEADINGS": "match",
    "NO_STRAND": "match",
}


def modules() -> Iterator[object]:
    for package in (frameworks, reports.parsing):
        for module in pkgutil.iter_modules(package.__path__):
            if module.name != "worker":
                yield importlib.import_module(f"{package.__name__}.{module.name}")


def methods_by_name() -> dict[str, set[str]]:
    """By a pattern's name the methods that the parser's source calls on it."""
    found: dict[str, set[str]] = {name: {method} for name, method in USED_IN_TABLES.items()}
    folders = [Path(package.__path__[0]) for package in (frameworks, reports.parsing)]
    for path in (path for folder in folders for path in folder.glob("*.py")):
        for name, method in USED.findall(path.read_text()):
            found.setdefault(name, set()).add(method)
    return found


def patterns_in(value: object, name: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns in a value of a module, each with the name that it is used by."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from patterns_in(item, name)
    elif isinstance(value, dict):
        for item in [*value.keys(), *value.values()]:
            yield from patterns_in(item, name)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for field in value.__dataclass_fields__:
            yield from patterns_in(getattr(value, field, None), field)


def patterns() -> dict[str, tuple[re.Pattern[str], str]]:
    methods = methods_by_name()
    found: dict[str, tuple[re.Pattern[str], str]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for used_as, pattern in patterns_in(value, name):
                for method in methods.get(used_as, {"search"}):
                    found[f"{used_as}: {pattern.pattern[:60]} {method}"] = (pattern, method)
    return found


def test_no_pattern_of_the_parser_takes_long_on_a_line_of_100_000_characters():
    found = patterns()
    assert len(found) > 100
    slow = []
    for piece in PIECES:
        line = (piece * (LENGTH // len(piece) + 1))[:LENGTH] + "!"
        for name, (pattern, method) in found.items():
            started = time.process_time()
            if method == "sub":
                pattern.sub("", line)
            elif method == "finditer":
                sum(1 for _ in pattern.finditer(line))
            else:
                getattr(pattern, method)(line)
            if time.process_time() - started > MOST_SECONDS:
                slow.append((name, piece))
    assert slow == []


@pytest.mark.parametrize("piece", ["[", "a 1", "*a ", "a-", "1. "])
def test_a_text_with_such_a_line_is_read_in_a_moment(piece: str):
    line = (piece * LENGTH)[:LENGTH]
    text = (
        f"# Inspection of Ashmere local authority children's services\n\n{line}\n\n1. Children are seen often.\n"
        * 2
    )
    started = time.process_time()
    parse_report(text.encode(), name="long.md")
    assert time.process_time() - started < 10
