"""Which files are reports: the arguments of a command to paths, in path order."""

import os
from collections.abc import Iterable
from pathlib import Path

SUFFIXES = frozenset({".pdf", ".txt", ".md"})


def find_reports(paths: Iterable[Path]) -> list[Path]:
    """Files as named, and all reports below the folders that are named, sorted and each once.

    A path that does not exist, and a folder without reports, stay in the list: reading them says what is wrong,
    and the others are still read.
    """
    found: set[Path] = set()
    for path in paths:
        found.update(reports_below(path) if is_folder(path) else [path])
    return sorted(found)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder. One that may not be looked at is taken for a file: reading it says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def reports_below(folder: Path) -> list[Path]:
    """All reports in a folder and its folders; the folder itself where there are none."""
    unread: list[Path] = []

    def remember(error: OSError) -> None:
        unread.append(Path(error.filename))

    found = [
        Path(parent, name)
        for parent, _, names in os.walk(folder, onerror=remember)
        for name in names
        if Path(name).suffix.lower() in SUFFIXES
    ]
    return [*found, *unread] or [folder]
