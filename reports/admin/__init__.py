"""The curator's side: the parser's warnings, what a curator corrects or confirms, and files uploaded by hand."""

from django.contrib import admin
from procrastinate.contrib.django.models import ProcrastinateJob

from reports.admin.authorities import AuthorityAdmin
from reports.admin.challenges import StatusChallengeAdmin
from reports.admin.corrections import CorrectionAdmin
from reports.admin.digests import DigestAdmin
from reports.admin.harvest import HarvestedFileAdmin
from reports.admin.inspections import InspectionAdmin
from reports.admin.jobs import JobAdmin
from reports.admin.outcomes import OutcomeAdmin
from reports.admin.sources import SourceAdmin
from reports.admin.suggestions import StatusSuggestionAdmin
from reports.admin.themes import ThemeAdmin
from reports.admin.thesaurus import ThesaurusEntryAdmin

admin.site.site_header = "Inspection Archive: the curator’s desk"
admin.site.site_title = "Curator’s desk"
admin.site.index_title = "What there is to look after"

# The queue's own list says nothing that the list of jobs does not say in words.
if admin.site.is_registered(ProcrastinateJob):
    admin.site.unregister(ProcrastinateJob)

__all__ = [
    "AuthorityAdmin",
    "CorrectionAdmin",
    "DigestAdmin",
    "HarvestedFileAdmin",
    "InspectionAdmin",
    "JobAdmin",
    "OutcomeAdmin",
    "SourceAdmin",
    "StatusChallengeAdmin",
    "StatusSuggestionAdmin",
    "ThemeAdmin",
    "ThesaurusEntryAdmin",
]
