"""`manage.py bench_compare`: how right the suggested statuses are, against readers."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.benchmarks.database import manage, scratch_database

SHARED = Path(settings.BASE_DIR).parent / "shared"
QUALITY = Path(settings.BASE_DIR) / "reports" / "data" / "status_quality.json"
# The groups of figures that the status is suggested by, by how their names begin.
GROUPS = {
    "later recommendations": "asked_",
    "the best paragraphs": "said_",
    "tone over the paragraphs": "all_",
    "the rules": "rule_",
    "grades of the later report": "grade",
    "the board, and how much competes": "board about_ asks_ best_ recommendations",
}


class Command(BaseCommand):
    help = "Refit the models without each labelled pair in turn and print how right they are about that pair."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--labels", type=Path, default=SHARED / "compare" / "follow-labels.jsonl")
        parser.add_argument("--reports", type=Path, default=SHARED / "reports", help="the reports to compare")
        parser.add_argument(
            "--here", action="store_true", help="use this archive as it is; take in no reports"
        )
        parser.add_argument("--groups", action="store_true", help="measure what each group of figures adds")
        parser.add_argument(
            "--save", action="store_true", help="keep the weights and the figures in reports/data"
        )

    def handle(
        self, *args: Any, labels: Path, reports: Path, here: bool, groups: bool, save: bool, **options: Any
    ) -> None:
        if not labels.is_file():
            raise CommandError(f"There are no labels in {labels}. Say where with --labels.")
        if here:
            self.score(labels, groups=groups, save=save)
            return
        if not reports.is_dir():
            raise CommandError(f"There are no reports in {reports}. Say where with --reports.")
        with scratch_database("bench_compare") as environment:
            self.stdout.write("Taking in the reports …")
            manage("ingest", str(reports), environment=environment, may_fail=True)
            flags = [flag for flag, on in (("--groups", groups), ("--save", save)) if on]
            again = ["bench_compare", "--here", "--labels", str(labels.resolve()), *flags]
            manage(*again, environment=environment, quiet=False)

    def score(self, path: Path, *, groups: bool, save: bool) -> None:
        from reports.benchmarks import following, training  # NumPy is there in development alone
        from reports.benchmarks.follow_labels import labelled

        judged = labelled(path)
        found = following.out_of_fold(judged)
        self.stdout.write(f"{len(judged)} recommendations. Rules alone, every status stated:")
        self.stdout.write(
            f"  {following.rules(judged)}\nModels that never saw the pair, by the share stated:"
        )
        for stated in (1.0, 0.6, 0.5, 0.4, 0.3):
            self.stdout.write(f"  {following.figures(found, stated)}")
        self.stdout.write(f"By thresholds that never saw the pair either:\n  {following.figures(found)}")
        data = training.trained(judged)
        self.stdout.write(f"The fit, on what they were trained on:\n  {following.fit(judged, data)}")
        bands = following.calibration(found)
        self.stdout.write(f"Threshold {data['status']['threshold']}. Confidence, and what readers accept:")
        for band in bands:
            self.stdout.write(
                f"  {band['low']:.1f} to {band['high']:.1f}: {band['count']:3} recommendations, "
                f"confidence {band['confidence']:.2f}, acceptable {band['acceptable']:.2f}"
            )
        self.done_well()
        if groups:
            self.without_each(judged)
        if save:
            keep(data, following.quality(found, data, bands))

    def done_well(self) -> None:
        """How right "done well" is of two authorities, on the labels of reports/benchmarks/done_well.csv."""
        from reports.benchmarks.done_well import line, measured

        self.stdout.write("Two authorities, “done well” where it is stated:")
        for half, count in measured().items():
            self.stdout.write(f"  {line(half, count)}")

    def without_each(self, judged: Sequence[Any]) -> None:
        from reports.benchmarks import following

        for name, begins in GROUPS.items():
            figures = following.figures(following.out_of_fold(judged, without=begins))
            self.stdout.write(f"Without {name}:\n  {figures}")


def keep(models: Mapping[str, Any], quality: Mapping[str, Any]) -> None:
    """Write the weights and the figures to the files that the archive reads."""
    from reports.comparing.statuses.learned import FILE

    FILE.write_text(json.dumps(models, separators=(",", ":")) + "\n", encoding="utf-8")
    QUALITY.write_text(json.dumps(quality, indent=1) + "\n", encoding="utf-8")
