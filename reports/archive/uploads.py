"""Files uploaded by hand, between upload and decision: on disk under a random name, forgotten after an hour.

Nothing of them is in the archive until they are confirmed.
"""

import re
import secrets
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename

from reports.archive.source_files import MEDIA_TYPES

SECONDS_KEPT = 60 * 60
TOKEN = re.compile(r"[0-9a-f]{32}")
# What is given as the folder of the file, in the label of its source.
FOLDER = "uploaded"
LONGEST_STEM = 150


def uploads_dir() -> Path:
    return Path(settings.VAR_DIR) / "uploads"


def hold(upload: "UploadedFile[bytes]") -> str:
    """Put an uploaded file aside and return the token that finds it again. Older ones are swept first."""
    sweep()
    token = secrets.token_hex(16)
    folder = uploads_dir() / token / FOLDER
    folder.mkdir(parents=True, mode=0o700)
    with (folder / safe_name(upload.name or "")).open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    return token


def held(token: str) -> Path | None:
    """The file put aside under a token; None where there is none or its hour is over."""
    if not TOKEN.fullmatch(token):
        return None
    place = uploads_dir() / token
    if is_over(place):
        return None
    return next((place / FOLDER).glob("*"), None)


def discard(token: str) -> None:
    """Forget the file put aside under a token."""
    if TOKEN.fullmatch(token):
        shutil.rmtree(uploads_dir() / token, ignore_errors=True)


def sweep() -> None:
    """Forget every file whose hour is over."""
    if uploads_dir().is_dir():
        for place in uploads_dir().iterdir():
            if is_over(place):
                shutil.rmtree(place, ignore_errors=True)


def is_over(place: Path) -> bool:
    """Whether its hour is over, or somebody has swept it away already."""
    try:
        return time.time() - place.stat().st_mtime > SECONDS_KEPT
    except FileNotFoundError:
        return True


def safe_name(name: str) -> str:
    """A name without anything that a file system could take for a place; its ending says what the file is."""
    suffix = Path(name).suffix.lower()
    if suffix not in MEDIA_TYPES:
        suffix = ".pdf"
    stem = get_valid_filename("report-" + Path(name).stem).removeprefix("report-")
    return f"{stem[:LONGEST_STEM] or 'report'}{suffix}"
