"""Bringing the archive up to the present parser from the stored files, and saying what that changed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import DataError, IntegrityError

from reports.ingest import SourceFile, save_failure, save_report
from reports.intake import first_line, limits_from_settings
from reports.models import Inspection, Source
from reports.parsing.document import ParsedReport
from reports.parsing.pool import parse_paths
from reports.source_files import stored


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader sees of one report: grades by strand and label, and every text with how often it stands."""

    grades: dict[tuple[str, str], str]
    paragraphs: Counter[str]
    recommendations: Counter[str]


@dataclass(frozen=True, slots=True)
class Change:
    """What reading one stored file again did. `error` says why it could not be read."""

    label: str
    slug: str = ""
    grades: tuple[str, ...] = ()
    paragraphs_added: int = 0
    paragraphs_gone: int = 0
    recommendations_added: int = 0
    recommendations_gone: int = 0
    error: str = ""

    @property
    def changed(self) -> bool:
        return bool(
            self.grades
            or self.paragraphs_added
            or self.paragraphs_gone
            or self.recommendations_added
            or self.recommendations_gone
        )


def reparse(sources: Iterable[Source]) -> Iterator[Change]:
    """Read the stored bytes of these sources again and save what is read, yielding what changed in each.

    Public addresses stay. Run it in a transaction to be able to take all of it back. A source whose bytes
    were not kept is passed over with an error.
    """
    by_path = {}
    for source in sources:
        path = stored(source)
        if path is None:
            yield Change(label=source.label, error="its bytes are not in the store")
        else:
            by_path[path] = source
    for outcome in parse_paths(list(by_path), limits=limits_from_settings()):
        source = by_path[outcome.path]
        file = SourceFile(name=source.name, folder=source.folder, sha256=source.sha256, size=source.size)
        if outcome.report is None:
            save_failure(outcome.error or "", file=file)
            yield Change(label=source.label, error=outcome.error or "it could not be read")
        else:
            yield save_again(outcome.report, source=source, file=file)


def save_again(report: ParsedReport, *, source: Source, file: SourceFile) -> Change:
    """Save a report that was read again, and compare what a reader sees before and after."""
    before = content_of(source.inspection)
    try:
        inspection = save_report(report, file=file).inspection
    except (DataError, IntegrityError) as error:
        # As it is read now it cannot stand beside the others; what stood before stays.
        return Change(label=source.label, error=f"the database refused it: {first_line(error)}")
    after = content_of(inspection)
    return Change(
        label=source.label,
        slug=inspection.slug,
        grades=tuple(grade_changes(before, after)),
        paragraphs_added=(after.paragraphs - before.paragraphs).total(),
        paragraphs_gone=(before.paragraphs - after.paragraphs).total(),
        recommendations_added=(after.recommendations - before.recommendations).total(),
        recommendations_gone=(before.recommendations - after.recommendations).total(),
    )


def content_of(inspection: Inspection | None) -> Content:
    if inspection is None:
        return Content(grades={}, paragraphs=Counter(), recommendations=Counter())
    return Content(
        grades={(j.strand, j.label): j.grade or j.status for j in inspection.judgements.all()},
        paragraphs=Counter(inspection.paragraphs.values_list("text", flat=True)),
        recommendations=Counter(inspection.recommendations.values_list("text", flat=True)),
    )


def grade_changes(before: Content, after: Content) -> Iterator[str]:
    """Each judgement whose grade is not what it was: "Overall effectiveness: good, was inadequate"."""
    for key in before.grades.keys() | after.grades.keys():
        old, new = before.grades.get(key), after.grades.get(key)
        if old != new:
            yield f"{key[1]}: {new or 'no longer there'}, was {old or 'not there'}"
