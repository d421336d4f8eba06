"""Queries of the source files: their states, what the parser doubted in them, and where their lines ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db.models import Count, F, FloatField, Func, IntegerField, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf

if TYPE_CHECKING:
    from reports.models import Source  # noqa: F401 (names the class below)


@dataclass(frozen=True, slots=True)
class WarningCount:
    """How often a warning was given, and in how many reports."""

    code: str
    warnings: int
    reports: int

    @property
    def name(self) -> str:
        """The code as people say it: "unknown-heading" is "Unknown heading"."""
        return self.code.replace("-", " ").replace("_", " ").capitalize()


class TotalLines(Func):
    """The sum of the numbers in a JSON object: how many lines of a file have a role."""

    template = "(SELECT coalesce(sum(value::int), 0) FROM jsonb_each_text(%(expressions)s))"
    output_field = IntegerField()


class SourceQuerySet(QuerySet["Source"]):
    """`Source.objects.shown().doubted("unknown-heading").by_label()`"""

    def shown(self) -> Self:
        """Those that readers see: the present source of each report, not the texts that are kept beside it."""
        return self.filter(shown_as__isnull=False).exclude(state="withdrawn")

    def standing(self) -> Self:
        """Those to read again: what readers see, and files that have no report. Older versions stay replaced."""
        return self.filter(Q(shown_as__isnull=False) | Q(inspection__isnull=True)).exclude(state="withdrawn")

    def holding(self, sha256: str) -> Self:
        """The one file of these bytes that was read, if any was."""
        return self.filter(sha256=sha256).exclude(state="failed")

    def failed(self, sha256: str, media_type: str) -> Self:
        """Files of these bytes, by an ending that promises this media type, that could not be read."""
        return self.filter(sha256=sha256, media_type=media_type, state="failed")

    def in_state(self, state: str) -> Self:
        """Those in this state."""
        return self.filter(state=state)

    def doubted(self, code: str) -> Self:
        """Those in which the parser gave this warning."""
        return self.filter(warnings__contains=[{"code": code}])

    def with_share_of(self, role: str) -> Self:
        """Annotated with `lines_in_role` and `share`, a part of 1, the largest first; those without any left out."""
        lines = lines_in(role)
        total = NullIf(TotalLines(F("line_roles")), 0)
        share = Cast(lines, FloatField()) / Cast(total, FloatField())
        found = self.annotate(lines_in_role=lines, share=share).filter(lines_in_role__gt=0)
        return found.order_by("-share", "folder", "name")

    def for_reading(self) -> Self:
        """With the report and its authority, in the same query."""
        return self.select_related("inspection__authority")

    def by_label(self) -> Self:
        """By folder and name."""
        return self.order_by("folder", "name", "pk")

    def state_counts(self) -> dict[str, int]:
        """How many there are in each state; states without any are left out."""
        counted = self.order_by().values("state").annotate(count=Count("pk"))
        return dict(counted.values_list("state", "count"))

    def warning_counts(self) -> list[WarningCount]:
        """Every kind of warning with its counts, the most frequent first.

        Only reports with warnings are fetched, and of them only the warnings.
        """
        warnings: Counter[str] = Counter()
        reports: Counter[str] = Counter()
        for given in self.exclude(warnings=[]).values_list("warnings", flat=True):
            codes = [str(warning.get("code", "")) for warning in given]
            warnings.update(codes)
            reports.update(set(codes))
        return [
            WarningCount(code, count, reports[code])
            for code, count in sorted(warnings.items(), key=lambda item: (-item[1], item[0]))
        ]

    def lines_by_role(self, *roles: str) -> dict[str, int]:
        """How many source lines ended in each of these roles, over all files."""
        sums = {role: Coalesce(Sum(lines_in(role)), 0) for role in roles}
        found: dict[str, int] = self.aggregate(**sums)
        return found


def lines_in(role: str) -> Cast:
    """The number of a file's lines that ended in a role."""
    return Cast(KeyTextTransform(role, "line_roles"), IntegerField())
