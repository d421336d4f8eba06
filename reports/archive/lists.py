"""The lists that come with the code: authorities, themes, thesaurus."""

from reports.archive.reference import load_authorities
from reports.models import Authority, Theme, ThesaurusEntry
from reports.search.query import thesaurus
from reports.themes.tagging import load_themes


def load_missing_lists() -> None:
    """Load each list whose table is empty, so that a first ingest finds what it needs.

    A list that is there stays as it is: bringing it up to date is what the `load_…` commands are for.
    """
    if not Authority.objects.exists():
        load_authorities()
    if not Theme.objects.exists():
        load_themes()
    if not ThesaurusEntry.objects.exists():
        thesaurus.load()
