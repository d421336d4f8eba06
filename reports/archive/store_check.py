"""Whether the stored files are what the database says: each there, each unchanged, and none without a row."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from reports.archive.source_files import AlteredFileError, open_checked, path_of
from reports.models import Source

# A file that an ingest has just stored has no row yet; one that old belongs to nobody.
ORPHAN_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What was compared, and what differs: rows without a file or with another one, and files without a row."""

    checked: int
    missing: tuple[Source, ...]
    altered: tuple[Source, ...]
    unreadable: tuple[tuple[Source, str], ...]
    orphaned: tuple[Path, ...]

    @property
    def faulty(self) -> bool:
        return bool(self.missing or self.altered or self.unreadable or self.orphaned)


def check_store() -> StoreCheck:
    """Compare the store with the database, both ways, reading every stored file once.

    A file that failed to be read and was too large to be kept is not a fault, nor one whose hash is not known, nor the
    destroyed file of a report that was withdrawn.
    """
    missing: list[Source] = []
    altered: list[Source] = []
    unreadable: list[tuple[Source, str]] = []
    known: set[Path] = set()
    checked = 0
    for source in Source.objects.exclude(sha256="").select_related("inspection").order_by("pk").iterator():
        path = path_of(source.sha256, source.media_type)
        known.add(path)
        if not path.is_file():
            if source.size <= settings.REPORT_MAX_BYTES and source.state != Source.State.WITHDRAWN:
                missing.append(source)
            continue
        checked += 1
        try:
            open_checked(path, sha256=source.sha256).close()
        except AlteredFileError:
            altered.append(source)
        except OSError as error:
            unreadable.append((source, error.strerror or str(error)))
    return StoreCheck(checked, tuple(missing), tuple(altered), tuple(unreadable), tuple(orphans(known)))


def orphans(known: set[Path]) -> Iterator[Path]:
    """Files of the store that no row names, half-written copies among them, in the order of their names."""
    folder = Path(settings.SOURCES_DIR)
    if folder.is_dir():
        yield from sorted(path for path in folder.glob("*/*") if path.is_file() and path not in known)


def clear_orphans(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Delete the orphaned files that are older than a day, and return those. Younger ones may be under way."""
    old = [path for path in paths if time.time() - path.stat().st_mtime > ORPHAN_SECONDS]
    for path in old:
        path.unlink(missing_ok=True)
    return tuple(old)
