"""From an empty database to an archive that can be served: tables, authorities, reports, static files.

Everything here is done again at every start and finds nothing to do at the second.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from reports.archive import holdings


def prepare(reports: Path | None) -> None:
    """Bring the archive up to date; `reports` is the folder of real reports, None means the project's samples."""
    with _one_at_a_time():
        call_command("migrate", verbosity=0)
        call_command("load_authorities")
        call_command("load_themes")
        call_command("load_thesaurus")
        if reports is not None:
            _ingest(reports)  # the first real report that is saved takes the samples out
        elif holdings.holds_real_reports():
            print("The archive holds real reports already: the fictional samples stay out.")
        else:
            _ingest(holdings.SAMPLES)
        collect_static_files()


def _ingest(folder: Path) -> None:
    """One bad file is a line in the closing table, no reason not to serve the others."""
    try:
        call_command("ingest", folder, statuses=False)
    except SystemExit as end:
        if end.code != 1:
            raise


def collect_static_files() -> None:
    """Fill STATIC_ROOT with hashed and compressed files, unless they are those of the last time."""
    root = Path(settings.STATIC_ROOT)
    mark = root / ".collected-from"
    present = _fingerprint_of_sources()
    if mark.exists() and mark.read_text() == present:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(present)


def _fingerprint_of_sources() -> str:
    """Names, sizes and times of the files that collectstatic would read."""
    digest = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two starts at once take turns: the second finds everything done."""
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "preparing.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another start is preparing this archive: waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
