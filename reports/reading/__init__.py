"""A report as its page shows it: sections, recommendations, links inside the text, and a reader's words marked."""

from reports.reading.report import Reading, read

__all__ = ["Reading", "read"]
