"""The bytes of the source files: kept on disk under their own hash, outside every table and folder of the sender."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from reports.models import Source


class AlteredFileError(Exception):
    """The bytes in the store no longer have the hash that they are kept under."""


MEDIA_TYPES = {".pdf": "application/pdf", ".md": "text/markdown", ".txt": "text/plain"}
SUFFIXES = {media_type: suffix for suffix, media_type in MEDIA_TYPES.items()}


def media_type_of(name: str) -> str:
    """The media type that a file's name promises; `application/octet-stream` where it promises none of ours."""
    return MEDIA_TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def extension_of(media_type: str) -> str:
    """The ending, without its dot, under which a file of a media type is served."""
    return SUFFIXES.get(media_type, ".bin").removeprefix(".")


def path_of(sha256: str, media_type: str) -> Path:
    """Where the bytes with this hash lie, or would lie."""
    return Path(settings.SOURCES_DIR) / sha256[:2] / f"{sha256}{SUFFIXES.get(media_type, '')}"


def stored(source: Source) -> Path | None:
    """The file of a source, or None where its bytes were not kept."""
    path = path_of(source.sha256, source.media_type)
    return path if path.is_file() else None


def missing(source: Source) -> str:
    """The sentence for a source without its bytes: which file is missing, and what to do."""
    path = path_of(source.sha256, source.media_type)
    place = f"{path.parent.name}/{path.name}"
    return (
        f"The file “{source.name}” is missing from the archive’s store. Put {place} back there from a backup."
    )


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, read a piece at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_checked(path: Path, *, sha256: str) -> BinaryIO:
    """Open a stored file for reading, once its bytes have been compared with the hash that names it.

    What is compared is what is read: the file that the caller gets is the one that was hashed. Raises
    AlteredFileError where the hashes differ, OSError where the file cannot be read.
    """
    file = path.open("rb")
    try:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise AlteredFileError(
                "This file is not the one that was read: its bytes in the store have changed."
            )
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def keep(path: Path, *, sha256: str, media_type: str) -> bool:
    """Copy a file into the store and say whether its bytes still had the hash that was read.

    The copy is whole or not there at all: it is written beside its place and renamed.
    """
    place = path_of(sha256, media_type)
    if place.is_file() and hash_of(place) == sha256:
        return True
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".incoming-")
    copy = Path(name)
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as target, path.open("rb") as origin:
            while piece := origin.read(1 << 20):
                digest.update(piece)
                target.write(piece)
        if digest.hexdigest() != sha256:
            return False
        copy.chmod(0o644)
        copy.replace(place)
        return True
    finally:
        copy.unlink(missing_ok=True)
