"""Parsed reports for tests, made without a file: what the parser would hand to the archive."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from reports.archive.ingest import SourceFile
from reports.models import Authority as AuthorityRow
from reports.parsing.document import (
    Authority,
    Block,
    Judgement,
    Line,
    Paragraph,
    ParsedReport,
    Recommendation,
    Warning,
)


def parsed_report(
    authority: AuthorityRow | None = None,
    *,
    printed: str = "Somewhere Borough Council",
    framework: str | None = "sif",
    start: date | None = date(2014, 10, 1),
    end: date | None = date(2014, 10, 22),
    judgements: Mapping[str, str | None] | None = None,
    recommendations: Iterable[str] = (),
    paragraphs: Iterable[str | None] = ("The first paragraph.", "The second paragraph."),
    warnings: Iterable[str] = (),
    **fields: Any,
) -> ParsedReport:
    """A report of a known authority (none: the printed name was not resolved), with numbered paragraphs."""
    named = Authority(
        printed=printed,
        name=authority.name if authority else None,
        gss_code=authority.gss_code if authority else None,
    )
    defaults: dict[str, Any] = {
        "reinspection": False,
        "title": "Inspection of services",
        "published": None,
        "lead_inspector": "A. Person",
        "unaccounted": (),
    }
    return ParsedReport(
        authority=named,
        framework=framework,
        start=start,
        end=end,
        judgements=tuple(
            Judgement(
                label=strand.capitalize(),
                grade=grade,
                printed_grade=grade or "Not judged",
                strand=strand,
                page=1,
            )
            for strand, grade in (judgements or {"overall": "good"}).items()
        ),
        recommendations=tuple(
            Recommendation(
                number=None,
                text=text,
                headings=(),
                timescale="Immediately",
                addressee="local authority",
                page=2,
            )
            for text in recommendations
        ),
        paragraphs=tuple(
            Paragraph(number=number, text=text or "", section=("Leadership",), kind="numbered", page=3)
            for number, text in enumerate(paragraphs, start=1)
        ),
        blocks=(Block(role="title", text="Title", lines=(Line(page=1, number=1, text="Title"),)),),
        warnings=tuple(Warning(code=code, message=f"A {code}.", page=1) for code in warnings),
        **{**defaults, **fields},
    )


def source_file(name: str = "report.pdf", *, content: str | None = None) -> SourceFile:
    """A file by that name; `content` stands for its bytes."""
    data = (content or name).encode()
    return SourceFile(name=name, folder="samples", sha256=hashlib.sha256(data).hexdigest(), size=len(data))
