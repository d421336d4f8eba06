"""The real reports, read once for all tests that look at them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from reports.parsing.pool import Outcome, find_reports, parse_paths


@pytest.fixture(scope="session")
def outcomes(corpus: Path) -> Mapping[str, Outcome]:
    """What became of each real report, by "folder/file"."""
    paths = find_reports([corpus / "pdf", corpus / "text"])
    return {f"{outcome.path.parent.name}/{outcome.path.name}": outcome for outcome in parse_paths(paths)}
