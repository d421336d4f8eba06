"""What a harvest is asked for, and what it says of itself while it goes on and at its end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

# Says what is being done, how many of how many are done; 0 of 0 where nobody knows.
Tell = Callable[[str, int, int], None]


class HarvestAlarmError(Exception):
    """The site is not as it was, so that somebody has to look; one sentence or more."""


class HarvestRefusedError(Exception):
    """Why a harvest does not begin; one sentence."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reports a harvest looks for. Whatever is asked for, the listing is read whole.

    `since` is the day of publication, or of the event where no page says when a report was published.
    """

    since: date | None = None
    authority: str = ""
    kinds: tuple[str, ...] = ()
    accept_fewer: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Harvested:
    """What a run did. `faults` are sentences on what did not go well; `alarms` those that somebody has to look at."""

    providers: int = 0
    files: int = 0
    ends: dict[str, int] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    unknown_labels: list[tuple[str, int]] = field(default_factory=list)
    listed: int = 0
    delisted: int = 0
    requests: int = 0
    bytes: int = 0

    @property
    def sentence(self) -> str:
        """The sums of a run."""
        ends = ", ".join(f"{count} {end}" for end, count in sorted(self.ends.items())) or "none"
        parts = [
            f"{self.listed} providers are listed; {self.providers} pages were read.",
            f"{self.files} files were fetched: {ends}.",
            f"{self.requests} requests, {self.bytes:,} bytes.",
        ]
        if self.delisted:
            parts.append(f"{self.delisted} reports are no longer listed; they are marked and stay.")
        if self.unknown_labels:
            labels = ", ".join(f"“{label}” ({count})" for label, count in self.unknown_labels)
            parts.append(f"Labels that are not known: {labels}.")
        return " ".join(parts)
