"""What may go wrong while a report is read: always an UnreadableReport, always one sentence."""


class UnreadableReport(Exception):  # noqa: N818 - says what happened, as Http404 does
    """The file cannot be read as a report at all. Its text is one sentence for the person who sent it."""


class BeyondLimits(UnreadableReport):
    """The file asks for more than a report may have; with other limits it may be read."""
