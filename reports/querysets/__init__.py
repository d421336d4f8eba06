"""Every query of the archive, as chainable methods that read like adjectives; a file each model."""

from reports.querysets.authorities import AuthorityQuerySet
from reports.querysets.inspections import InspectionQuerySet
from reports.querysets.judgements import JudgementQuerySet
from reports.querysets.paragraphs import ParagraphQuerySet
from reports.querysets.recommendations import RecommendationQuerySet
from reports.querysets.sources import SourceQuerySet

__all__ = [
    "AuthorityQuerySet",
    "InspectionQuerySet",
    "JudgementQuerySet",
    "ParagraphQuerySet",
    "RecommendationQuerySet",
    "SourceQuerySet",
]
