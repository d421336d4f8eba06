"""What can have become of a recommendation."""

from enum import StrEnum


class Status(StrEnum):
    """Suggested from the later report, or confirmed by a curator; never a verdict of the inspectorate."""

    ASKED_AGAIN = "asked for again"
    CRITICISED = "criticised again"
    IMPROVED = "reported as improved"
    MIXED = "mixed"
    NOT_FOUND = "not found"


STATUSES = tuple(Status)
