"""The measured figures that the quality page shows."""

from reports.comparing.statuses.learned import models
from reports.comparing.statuses.quality import measured


def test_the_figures_are_of_the_models_that_come_with_the_archive():
    found = measured()
    assert found.threshold == models().status.threshold
    assert sum(row.count for row in found.calibration) == found.labelled
    assert found.wrong < 1 - found.acceptable
