"""Bringing the archive up to the present parser from the stored files, and saying what that changed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from reports import frameworks
from reports.archive.batch import first_line, limits_from_settings
from reports.archive.ingest import SourceFile, save_failure, save_report
from reports.archive.moved_texts import Place, TextKey, moves, places_of
from reports.archive.source_files import missing, stored
from reports.models import Inspection, Source
from reports.parsing.document import ParsedReport
from reports.parsing.pool import parse_paths

ALTERED = (
    "its bytes in the store have changed since they were read; nothing was saved (see `manage.py verify`)"
)
# A judgement by its strand, its label, and which of those it is.
JudgementKey = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader sees of one report: facts by name, grades and their print, every text with how often it is."""

    facts: dict[str, str] = field(default_factory=dict)
    grades: dict[JudgementKey, str] = field(default_factory=dict)
    prints: dict[JudgementKey, str] = field(default_factory=dict)
    paragraphs: Counter[str] = field(default_factory=Counter)
    recommendations: Counter[str] = field(default_factory=Counter)
    places: dict[str, dict[TextKey, Place]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What reading one stored file again did. `error` says why it could not be read."""

    label: str
    slug: str = ""
    facts: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    paragraphs_added: int = 0
    paragraphs_gone: int = 0
    recommendations_added: int = 0
    recommendations_gone: int = 0
    error: str = ""

    @property
    def changed(self) -> bool:
        return bool(
            self.facts
            or self.grades
            or self.moves
            or self.paragraphs_added
            or self.paragraphs_gone
            or self.recommendations_added
            or self.recommendations_gone
        )


def reparse(sources: Iterable[Source]) -> Iterator[Change]:
    """Read the stored bytes of these sources again and save what is read, yielding what changed in each.

    Public URLs stay. Run it in a transaction to be able to take all of it back. A source whose bytes
    were not kept is passed over with an error.
    """
    by_path: dict[Path, list[Source]] = {}
    for source in sources:
        path = stored(source)
        if path is None:
            yield Change(label=source.label, error=missing(source)[:-1])
        else:
            by_path.setdefault(path, []).append(source)
    for outcome in parse_paths(list(by_path), limits=limits_from_settings()):
        # Files of the same bytes that could not be read have a row each; once they can be, they are one.
        same = by_path[outcome.path]
        if outcome.sha256 and outcome.sha256 != same[0].sha256:
            for source in same:
                yield Change(label=source.label, error=ALTERED)
        elif outcome.report is None:
            error = outcome.error or "it could not be read"
            for source in same:
                save_failure(error, file=file_of(source), settled=outcome.settled)
                yield Change(label=source.label, error=error)
        else:
            yield save_again(outcome.report, source=same[0])


def file_of(source: Source) -> SourceFile:
    return SourceFile(name=source.name, folder=source.folder, sha256=source.sha256, size=source.size)


@transaction.atomic
def save_again(report: ParsedReport, *, source: Source) -> Change:
    """Save a report that was read again, and compare what a reader sees before and after."""
    before = content_of(source.inspection)
    try:
        inspection = save_report(report, file=file_of(source), again=True).inspection
    except (DataError, IntegrityError) as error:
        # As it is read now it cannot be beside the others; what was there before stays.
        return Change(label=source.label, error=f"the database refused it: {first_line(error)}")
    return change_between(before, content_of(inspection), label=source.label, slug=inspection.slug)


def change_between(before: Content, after: Content, *, label: str, slug: str) -> Change:
    """What a reader sees change from one content of a report to another."""
    return Change(
        label=label,
        slug=slug,
        facts=tuple(fact_changes(before, after)),
        grades=tuple(grade_changes(before, after)),
        moves=tuple(moves(before.places, after.places)),
        paragraphs_added=(after.paragraphs - before.paragraphs).total(),
        paragraphs_gone=(before.paragraphs - after.paragraphs).total(),
        recommendations_added=(after.recommendations - before.recommendations).total(),
        recommendations_gone=(before.recommendations - after.recommendations).total(),
    )


def content_of(inspection: Inspection | None) -> Content:
    if inspection is None:
        return Content()
    seen: Counter[tuple[str, str]] = Counter()
    grades, prints = {}, {}
    for judgement in inspection.judgements.order_by("order"):
        seen[judgement.strand, judgement.label] += 1
        key = (judgement.strand, judgement.label, seen[judgement.strand, judgement.label])
        grades[key], prints[key] = judgement.grade or judgement.status, judgement.printed_grade
    return Content(
        facts=facts_of(inspection),
        grades=grades,
        prints=prints,
        paragraphs=Counter(inspection.paragraphs.values_list("text", flat=True)),
        recommendations=Counter(inspection.recommendations.values_list("text", flat=True)),
        places=places_of(inspection),
    )


def facts_of(inspection: Inspection) -> dict[str, str]:
    """The facts of a report by name, as a summary says them; an empty one is not there."""
    framework = frameworks.BY_KEY.get(inspection.framework or "")
    facts = {
        "Title": inspection.title,
        "Authority": inspection.authority or "",
        "Authority as printed": inspection.authority_printed,
        "Framework": framework.short if framework else "",
        "Kind": inspection.get_kind_display(),
        "Theme": inspection.theme,
        "Outcome": inspection.outcome,
        "Partners": ", ".join(inspection.partners),
        "Re-inspection": "yes" if inspection.reinspection else "no",
        "First day": inspection.start or "",
        "Last day": inspection.end or "",
        "Published": inspection.published or "",
        "Lead inspector": inspection.lead_inspector,
    }
    return {name: str(value) for name, value in facts.items()}


def fact_changes(before: Content, after: Content) -> Iterator[str]:
    """Each fact that is not what it was: "Lead inspector: A. Person, was B. Person"; printed grades among them.

    Of a report that was not there before, and of a judgement that is new or gone, nothing is said here.
    """
    for name, new in after.facts.items():
        old = before.facts.get(name, new)
        if old != new:
            yield f"{name}: {new or 'none'}, was {old or 'none'}"
    for key, new in after.prints.items():
        old = before.prints.get(key, new)
        if old != new:
            yield f"{key[1]}: printed “{new}”, was “{old}”"


def grade_changes(before: Content, after: Content) -> Iterator[str]:
    """Each judgement whose grade is not what it was: "Overall effectiveness: good, was inadequate"."""
    for key in {**before.grades, **after.grades}:
        old, new = before.grades.get(key), after.grades.get(key)
        if old != new:
            yield f"{key[1]}: {new or 'no longer there'}, was {old or 'not there'}"
