"""The curator's side: what the parser doubted, what a curator corrects, and files handed in by hand."""

from reports.admin.authorities import AuthorityAdmin
from reports.admin.corrections import CorrectionAdmin
from reports.admin.inspections import InspectionAdmin
from reports.admin.sources import SourceAdmin

__all__ = ["AuthorityAdmin", "CorrectionAdmin", "InspectionAdmin", "SourceAdmin"]
