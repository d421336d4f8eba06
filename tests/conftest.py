"""What every test may ask for: a real PostgreSQL, the real reports, a real browser."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import hypothesis
import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import connections

from inspections.embedded import Server
from reports.models import Term, Total, Word
from tests.reading_client import ReadingClient

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SERVER_HOME = "TEST_SERVER_HOME"  # tells the workers of a parallel run which server is theirs

hypothesis.settings.register_profile("quick", max_examples=50, deadline=None)
hypothesis.settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "quick")
)

pytest_plugins = ["tests.browser.fixtures"]


# The database ---------------------------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the embedded server of the whole run, named before any worker starts."""
    if not os.environ.get("DATABASE_URL") and not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="inspections-tests-")
        Path(folder).chmod(0o755)  # the server's own account must get through to the folder inside
        os.environ[SERVER_HOME] = folder


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and (folder := os.environ.pop(SERVER_HOME, None)):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The server that the tests run on: DATABASE_URL, or an embedded one that ends with the run."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with Server(Path(os.environ[SERVER_HOME], "postgres"), durable=False) as server:
        yield server.database("inspections")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_url: str, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Point Django at that server, just before pytest-django makes the test database there."""
    address = dj_database_url.parse(database_url)
    # No connection outlives its test: dropping the test database at the end would wait for it. As on the web, no
    # query opens a cursor on the server: a download that nobody reads to its end would close it inside another query.
    ours = {**address, "CONN_MAX_AGE": 0, "DISABLE_SERVER_SIDE_CURSORS": True}
    for target in (django_settings.DATABASES["default"], connections["default"].settings_dict):
        target.update(ours)


@pytest.fixture(autouse=True)
def uncounted(request: pytest.FixtureRequest) -> None:
    """A test in a transaction of its own begins without counts, whatever a server of another test committed late."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and not marker.kwargs.get("transaction"):
        request.getfixturevalue("db")
        for model in (Term, Total, Word):
            model.objects.all().delete()


# Files ----------------------------------------------------------------------------------------------------------------

_number = itertools.count()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that every account may enter (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="inspections-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def stored_files(settings, tmp_path_factory: pytest.TempPathFactory) -> Path:  # type: ignore[no-untyped-def]
    """Source files of each test lie in a folder of its own, which is made only if the test stores one."""
    settings.VAR_DIR = tmp_path_factory.getbasetemp() / f"var-{next(_number)}"
    settings.SOURCES_DIR = settings.VAR_DIR / "sources"
    return settings.SOURCES_DIR


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material beside the repository (`../shared`); skips the test where it is not."""
    if not (SHARED / "reports").is_dir():
        pytest.skip("../shared/reports is not here: the real reports are not part of the repository")
    return SHARED


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Path:
    """The folder of real reports, `../shared/reports`. Mark tests that use it with `pytest.mark.corpus`."""
    return shared / "reports"


# Pages ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def client() -> ReadingClient:
    """Django's test client, for which a page is what a reader sees of it."""
    return ReadingClient()


@pytest.fixture
def admin_client(admin_user: User) -> ReadingClient:
    """The same for a superuser."""
    client = ReadingClient()
    client.force_login(admin_user)
    return client
