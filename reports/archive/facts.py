"""What identifies and dates an inspection, as its report was read or as the archive holds it."""

from dataclasses import dataclass
from datetime import date

from reports.models import Authority, Inspection
from reports.parsing.document import ParsedReport


@dataclass(frozen=True, slots=True)
class Facts:
    """`authority_printed` is the name as the report prints it, `authority` what the reference list makes of it."""

    authority: Authority | None
    authority_printed: str
    framework: str | None
    kind: str
    start: date | None
    end: date | None
    published: date | None
    lead_inspector: str

    @property
    def code(self) -> str:
        """The key of its framework, or of its kind where that has no grades; empty where neither is known."""
        return self.framework or self.kind


def facts_read(report: ParsedReport) -> Facts:
    """The facts as the report was read. One query, where the authority's name was resolved."""
    code = report.authority.gss_code if report.authority else None
    return Facts(
        authority=Authority.objects.filter(gss_code=code).first() if code else None,
        authority_printed=(report.authority.printed if report.authority else "")[:300],
        framework=report.framework,
        kind=(report.other.kind or "") if report.other and not report.framework else "",
        start=report.start,
        end=report.end,
        published=report.published,
        lead_inspector=report.lead_inspector or "",
    )


def facts_held(inspection: Inspection) -> Facts:
    """The facts as the inspection's row holds them."""
    return Facts(
        authority=inspection.authority,
        authority_printed=inspection.authority_printed,
        framework=inspection.framework,
        kind=inspection.kind,
        start=inspection.start,
        end=inspection.end,
        published=inspection.published,
        lead_inspector=inspection.lead_inspector,
    )
