"""The archive that the tests of search look into."""

import pytest

from reports.models import Inspection
from tests.search.archive import make_archive


@pytest.fixture
def archive(db: None) -> dict[str, Inspection]:
    return make_archive()
