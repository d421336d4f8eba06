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

# What the same are called where the two reports are of different authorities: nothing happens "again" between two
# places, and nothing improves.
OF_TWO_PLACES: dict[Status, str] = {
    Status.ASKED_AGAIN: "asked for there too",
    Status.CRITICISED: "criticised there too",
    Status.IMPROVED: "done well",
    Status.MIXED: "mixed",
    Status.NOT_FOUND: "not found",
}


def status_word(status: Status, *, over_time: bool) -> str:
    """The word of JSON and of URLs: of one authority over time, or of two authorities."""
    return status.value if over_time else OF_TWO_PLACES[status]
