"""How right suggested statuses are, as `make bench-compare` measured them on recommendations that readers judged."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[2] / "data" / "status_quality.json"


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """A band of confidence: how many suggestions, how sure on average, and what share readers accept."""

    low: float
    high: float
    count: int
    confidence: float
    acceptable: float


@dataclass(frozen=True, slots=True)
class StatusQuality:
    """Figures of models that never saw the pair of reports that they were asked about. Shares are 0 to 1:
    `acceptable` and `wrong` (plainly false) of those stated; `first`, `three`: evidence that a reader cites is
    first, or among the first three; `lead`: the lead sentence is the reader's."""

    labelled: int
    pairs: int
    stated: float
    acceptable: float
    wrong: float
    first: float
    three: float
    lead: float
    threshold: float
    calibration: tuple[CalibrationRow, ...]


@cache
def measured() -> StatusQuality:
    """The figures that come with the archive."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    rows = tuple(CalibrationRow(**row) for row in data.pop("calibration"))
    return StatusQuality(**data, calibration=rows)
