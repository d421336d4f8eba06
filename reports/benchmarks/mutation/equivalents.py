"""Changes that no test can notice, because what is printed, saved or answered is the same: with the reason for each."""

import tomllib
from pathlib import Path

from reports.benchmarks.mutation.sites import Mutant

LIST = Path(__file__).with_name("equivalents.toml")


def reasons() -> dict[tuple[str, str, str], str]:
    """By the file, the whole line as it is now, and what takes its place: a line that changes is looked at again."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8")).get("equivalent", [])
    return {(each["path"], each["code"], each["new"]): each["reason"] for each in listed}


def key_of(mutant: Mutant) -> tuple[str, str, str]:
    return (mutant.path, mutant.code, mutant.new)
