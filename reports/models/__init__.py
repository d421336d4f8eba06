"""The archive's tables, a file each: fields and constraints, no queries (those are in `querysets`)."""

from reports.models.archive_change import ArchiveChange, ChangeMark
from reports.models.archive_version import ArchiveVersion, Version, VersionMark
from reports.models.authority import Authority
from reports.models.challenge import StatusChallenge
from reports.models.correction import Correction
from reports.models.follower import Digest, Follow, Follower
from reports.models.footnote import Footnote
from reports.models.harvest import HarvestedFile, HarvestedProvider, HarvestedVersion, HarvestRun
from reports.models.inspection import Inspection
from reports.models.job import Job
from reports.models.judgement import Judgement
from reports.models.official import OfficialInspection
from reports.models.outcome import Outcome
from reports.models.paragraph import Paragraph
from reports.models.recommendation import Recommendation
from reports.models.search import OwedCount, ThesaurusEntry, Total, Word
from reports.models.source import Source
from reports.models.status_suggestion import StatusSuggestion
from reports.models.term import Term
from reports.models.theme import ParagraphTheme, RecommendationTheme, Theme, ThemeShare

__all__ = [
    "ArchiveChange",
    "ArchiveVersion",
    "Authority",
    "ChangeMark",
    "Correction",
    "Digest",
    "Follow",
    "Follower",
    "Footnote",
    "HarvestRun",
    "HarvestedFile",
    "HarvestedProvider",
    "HarvestedVersion",
    "Inspection",
    "Job",
    "Judgement",
    "OfficialInspection",
    "Outcome",
    "OwedCount",
    "Paragraph",
    "ParagraphTheme",
    "Recommendation",
    "RecommendationTheme",
    "Source",
    "StatusChallenge",
    "StatusSuggestion",
    "Term",
    "Theme",
    "ThemeShare",
    "ThesaurusEntry",
    "Total",
    "Version",
    "VersionMark",
    "Word",
]
