"""`make mutants`: a random sample of small changes to the code, and how many of them the tests notice, by area.

The commit's own number is the seed of the sample, so that the same commit has the same sample on every machine.
"""

import argparse
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import Queue

from reports.benchmarks.mutation import coverage_of_tests, equivalents
from reports.benchmarks.mutation.running import Bench, bench, check_out
from reports.benchmarks.mutation.sites import Mutant, mutants_of

AREAS = ("parsing", "search", "comparing", "archive", "admin")
AT_ONCE = 2
SECONDS_OF_TESTS = 25.0  # for one mutant: 200 of them fit into an hour on two cores
KILLED, SURVIVED, NOT_RUN, EQUIVALENT, NO_TIME = "killed", "survived", "no test", "equivalent", "no time"


def main() -> None:
    options = parser().parse_args()
    until = time.monotonic() + options.minutes * 60
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    folder = Path(tempfile.mkdtemp(prefix="inspections-mutants-"))
    folder.chmod(0o755)  # the server's own account must get through
    try:
        results = run(commit, folder, options, until)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(report(results, options.areas))


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=200, help="how many mutants")
    parser.add_argument("--minutes", type=float, default=60, help="the longest that all of it may take")
    parser.add_argument(
        "--areas", nargs="+", default=AREAS, choices=AREAS, help="of which folders of reports/"
    )
    parser.add_argument("--seed", default="", help="another seed than the commit")
    parser.add_argument("--kept", type=Path, default=Path("var/mutants"), help="where the coverage is kept")
    parser.add_argument("--tests", nargs="+", default=["tests"], help="folders of tests; all, unless said")
    return parser


def run(commit: str, folder: Path, options: argparse.Namespace, until: float) -> list[tuple[Mutant, str]]:
    """Each mutant of the sample with what became of it, the area first."""
    covered = options.kept / commit
    check_out(commit, folder / "tree")
    if not (covered / "times.xml").exists():
        print("Measuring which test runs which line", flush=True)
        coverage_of_tests.measure(folder / "tree", covered.absolute(), options.tests)
    tests = coverage_of_tests.read(covered)
    sample = chosen(folder / "tree", options.areas, options.sample, options.seed or commit)
    with ExitStack() as stack:
        free: Queue[Bench] = Queue()
        for number in range(AT_ONCE):
            free.put(stack.enter_context(bench(commit, folder / f"bench-{number}")))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda mutant: (mutant, tried(mutant, tests, free, until)), sample))


def chosen(tree: Path, areas: Sequence[str], size: int, seed: str) -> list[Mutant]:
    """The sample, in random order, so that any first part of it is a sample too."""
    paths = sorted(path for area in areas for path in (tree / "reports" / area).rglob("*.py"))
    everything = [
        mutant for path in paths for mutant in mutants_of(str(path.relative_to(tree)), path.read_bytes())
    ]
    return random.Random(seed).sample(everything, min(size, len(everything)))  # noqa: S311  a sample, no secret


def tried(mutant: Mutant, tests: coverage_of_tests.TestsOfLines, free: "Queue[Bench]", until: float) -> str:
    """What becomes of one mutant."""
    if equivalents.key_of(mutant) in equivalents.reasons():
        return EQUIVALENT
    covering = tests.of(mutant.path, mutant.line, in_function=mutant.in_function)
    if not covering:
        result = NOT_RUN
    elif time.monotonic() > until:
        return NO_TIME
    else:
        here = free.get()
        selected = tests.within(covering, seconds=SECONDS_OF_TESTS, area=area_of(mutant))
        try:
            survives = here.survives(mutant, selected, sum(map(tests.time_of, selected)))
        finally:
            free.put(here)
        result = SURVIVED if survives else KILLED
    print(f"{result:<9} {mutant}", flush=True)
    return result


def area_of(mutant: Mutant) -> str:
    return Path(mutant.path).parts[1]


def report(results: Sequence[tuple[Mutant, str]], areas: Sequence[str]) -> str:
    """Kills by area; equivalent mutants and those without time are not counted."""
    counted = [(area_of(mutant), result) for mutant, result in results if result not in (EQUIVALENT, NO_TIME)]
    lines = []
    for name in (*areas, "all"):
        of_area = [result for area, result in counted if name in (area, "all")]
        killed = of_area.count(KILLED)
        share = f"{killed / len(of_area):.0%}" if of_area else "-"
        lines.append(f"{name:<10} {killed:>4} of {len(of_area):>4} killed  {share}")
    left_out = {kind: sum(result == kind for _, result in results) for kind in (EQUIVALENT, NO_TIME)}
    lines.append(f"equivalent: {left_out[EQUIVALENT]}; no time was left for: {left_out[NO_TIME]}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
