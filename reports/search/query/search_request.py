"""What one search is asked: the one value that goes in, from a URL, the command line or a test."""

from dataclasses import dataclass, field
from typing import Literal

from reports.search.query.filters import Filters
from reports.search.query.understanding import Options

Table = Literal["paragraph", "recommendation"]
Order = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """The words as they were typed, what they are narrowed by, in which table and in which order, and which steps
    are taken to understand them.
    """

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    order: Order = "relevance"
    table: Table = "paragraph"
    options: Options = field(default_factory=Options)

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.text.strip() or self.filters)
