"""Which test runs which line, and how long each test takes: measured once for a commit, then kept."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import coverage

# A browser, servers of their own and real reports take longest and look at code that other tests run as well.
LEFT_OUT = (
    "tests/browser",
    "tests/embedded",
    "tests/benchmarks",
    "tests/test_serve.py",
    "tests/test_local.py",
)
QUICK = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not corpus and not browser")
UNKNOWN_TIME = 0.5  # seconds


@dataclass(frozen=True)
class TestsOfLines:
    """Of each file the tests by line; of each test the seconds that it takes, its fixtures counted."""

    of_line: Mapping[str, Mapping[int, frozenset[str]]]
    seconds: Mapping[str, float] = field(default_factory=dict)

    def of(self, path: str, line: int, *, in_function: bool) -> frozenset[str]:
        """The tests that run a line. What is outside of functions runs at the import, which no test is named for:
        there, the tests that run any line of the file."""
        lines = self.of_line.get(path, {})
        return lines.get(line, frozenset()) if in_function else frozenset().union(*lines.values())

    def within(self, tests: Iterable[str], *, seconds: float, area: str) -> list[str]:
        """As many tests as fit into the time: first those in the folder of the area, the shortest first."""
        chosen: list[str] = []
        for test in sorted(tests, key=lambda each: (f"/{area}/" not in each, self.time_of(each), each)):
            seconds -= self.time_of(test)
            if seconds < 0 and chosen:
                break
            chosen.append(test)
        return chosen

    def time_of(self, test: str) -> float:
        return self.seconds.get(test, UNKNOWN_TIME)


def measure(tree: Path, folder: Path, tests: Sequence[str]) -> None:
    """Run these folders of tests in a copy of the repository, with what each covers, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(  # noqa: S603  our own arguments
        [
            *(sys.executable, "-m", "pytest", *QUICK, "-n", "2", "--dist", "load", "--cov=reports"),
            *("--cov-context=test", "--cov-report=", f"--junitxml={folder / 'times.xml'}"),
            *("-o", "junit_family=xunit1", "-o", "junit_duration_report=total"),
            *(f"--ignore={path}" for path in LEFT_OUT),
            *tests,
        ],
        cwd=tree,
        env=_environment(COVERAGE_FILE=str(folder / "coverage")),
        stdout=(folder / "output.txt").open("w"),
        stderr=subprocess.STDOUT,
        check=False,  # a test that fails covers what it covers
    )


def read(folder: Path) -> TestsOfLines:
    """What `measure` found."""
    data = coverage.CoverageData(str(folder / "coverage"))
    data.read()
    of_line: dict[str, dict[int, frozenset[str]]] = {}
    for name in data.measured_files():
        contexts = data.contexts_by_lineno(name)
        path = name[name.rindex("/reports/") + 1 :]
        of_line[path] = {
            line: frozenset(each.rpartition("|")[0] for each in tests if each)
            for line, tests in contexts.items()
        }
    return TestsOfLines(of_line, dict(_times(folder / "times.xml")))


def _times(path: Path) -> dict[str, float]:
    seconds: dict[str, float] = defaultdict(float)
    for case in ElementTree.parse(path).iter("testcase"):  # noqa: S314  our own file
        seconds[f"{case.get('file')}::{case.get('name')}"] += float(case.get("time") or 0)
    return seconds


def _environment(**more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COV", "PYTEST", "DATABASE"))
    }
    return {**kept, "PYTHONMALLOC": "pymalloc", "PYTHONDONTWRITEBYTECODE": "1", **more}
