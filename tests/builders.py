"""Rows for tests, made in one call each: keyword-only, sensible defaults, every place and anchor set.

The words are made up for the tests; nothing here comes from a real report.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from reports import frameworks
from reports.frameworks import other_kinds
from reports.models import (
    Authority,
    HarvestedFile,
    HarvestedProvider,
    Inspection,
    Judgement,
    Paragraph,
    Recommendation,
    Source,
)

SERIAL = count(1)
NOT_JUDGED = "not judged"
NOT_READ = "not read"
LABELS = {strand.key: strand.name for strand in frameworks.STRANDS}


def make_authority(
    *,
    name: str | None = None,
    slug: str | None = None,
    gss_code: str | None = None,
    dfe_code: str | None = None,
    region: str = "North West",
    type: str = "Unitary Authority",
    **fields: Any,
) -> Authority:
    """One authority of the reference list; codes and name are new ones where none are given."""
    serial = next(SERIAL)
    name = name or f"Authority {serial}"
    return Authority.objects.create(
        name=name,
        slug=slug or slugify(name),
        gss_code=gss_code or f"X{serial:08d}",
        dfe_code=f"{serial % 1000:03d}" if dfe_code is None else dfe_code,
        region=region,
        type=type,
        **fields,
    )


def make_source(
    *, name: str | None = None, folder: str = "samples", state: str = "clean", **fields: Any
) -> Source:
    """One file of the archive, with bytes of its own."""
    serial = next(SERIAL)
    name = name or f"report-{serial}.pdf"
    defaults: dict[str, Any] = {
        "sha256": hashlib.sha256(f"{serial}/{name}".encode()).hexdigest(),
        "media_type": "application/pdf",
        "size": 100_000,
        "pages": 12,
        "parser_version": "1",
    }
    return Source.objects.create(name=name, folder=folder, state=state, **{**defaults, **fields})


def make_harvested_file(*, url: str = "https://files.example/v1/file/1", **fields: Any) -> HarvestedFile:
    """A file that the harvest has seen, of a provider of its own."""
    provider = HarvestedProvider.objects.create(number=str(next(SERIAL)), url=url, name="Ashmere")
    now = timezone.now()
    defaults = {"label": "focused visit", "kind": "visit", "first_seen_at": now, "last_seen_at": now}
    return HarvestedFile.objects.create(provider=provider, url=url, **{**defaults, **fields})


def make_inspection(
    *,
    authority: Authority | None = None,
    framework: str | None = "sif",
    start: date = date(2014, 10, 1),
    end: date | None = None,
    slug: str | None = None,
    source: Source | None = None,
    judgements: Mapping[str, str] | None = None,
    recommendations: Iterable[str | Mapping[str, Any]] = (),
    paragraphs: Iterable[str | Mapping[str, Any]] = (),
    **fields: Any,
) -> Inspection:
    """One inspection with its report.

    A visit or an area inspection has a `kind`, and None as its framework.
    `judgements` maps strands to grades, to `"not judged"` or to `"not read"`, in printed order.
    Recommendations and paragraphs are texts, or mappings of fields with at least `text`; a paragraph
    given as a text is numbered. Without `authority` a new one is made.
    """
    authority = authority or make_authority()
    source = source or make_source()
    inspection = Inspection.objects.create(
        authority=authority,
        authority_printed=fields.pop("authority_printed", authority.name),
        framework=framework,
        start=start,
        end=end or start + timedelta(days=9),
        slug=slug or f"{authority.slug}-{start:%Y-%m-%d}",
        title=fields.pop("title", "") or name_of(framework, fields.get("kind", "")),
        source=source,
        **fields,
    )
    Source.objects.filter(pk=source.pk).update(inspection=inspection)
    given = {"overall": "good"} if framework else {}
    add_judgements(inspection, given if judgements is None else judgements)
    add_recommendations(inspection, recommendations)
    add_paragraphs(inspection, paragraphs)
    return inspection


def name_of(framework: str | None, kind: str) -> str:
    """The name of a framework, or of a kind without grades."""
    return frameworks.BY_KEY[framework].name if framework else other_kinds.BY_KEY[kind].name


def add_judgements(inspection: Inspection, judgements: Mapping[str, str]) -> list[Judgement]:
    """Judgements in the order given, on page 1."""
    rows = []
    for order, (strand, grade) in enumerate(judgements.items(), start=1):
        graded = grade not in (NOT_JUDGED, NOT_READ)
        rows.append(
            Judgement(
                inspection=inspection,
                order=order,
                strand=strand,
                label=LABELS[strand],
                printed_grade=grade.capitalize(),
                grade=grade if graded else None,
                status="graded" if graded else grade,
                page=1,
            )
        )
    return Judgement.objects.bulk_create(rows)


def add_recommendations(
    inspection: Inspection, recommendations: Iterable[str | Mapping[str, Any]]
) -> list[Recommendation]:
    """Recommendations in the order given, to the local authority unless they say otherwise."""
    defaults = {"addressee": "local authority", "page": 4}
    rows = [
        Recommendation(inspection=inspection, **{**defaults, "order": order, **_fields(given)})
        for order, given in enumerate(recommendations, start=1)
    ]
    return Recommendation.objects.bulk_create(rows)


def add_paragraphs(inspection: Inspection, paragraphs: Iterable[str | Mapping[str, Any]]) -> list[Paragraph]:
    """Paragraphs in order, numbered from 1 unless they say otherwise; the inspection's counts follow."""
    rows = []
    number = unnumbered = 0
    for order, given in enumerate(paragraphs, start=1):
        fields = _fields(given)
        fields.setdefault("kind", "numbered")
        if fields["kind"] == "numbered":
            number = fields.setdefault("number", number + 1)
            fields.setdefault("anchor", f"para-{number}")
        else:
            unnumbered += 1
            fields.setdefault("anchor", f"text-{unnumbered}")
        fields.setdefault("words", len(fields["text"].split()))
        rows.append(Paragraph(inspection=inspection, **{"order": order, "page": 5, **fields}))
    if not rows:
        return rows
    Paragraph.objects.bulk_create(rows)
    inspection.paragraph_count = len(rows)
    inspection.word_count = sum(row.words for row in rows)
    inspection.save()
    return rows


def _fields(given: str | Mapping[str, Any]) -> dict[str, Any]:
    return {"text": given} if isinstance(given, str) else dict(given)
