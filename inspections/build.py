"""Which build of the code answers: a digest of everything that pages are made by."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDERS = ("inspections", "reports", "templates", "static")
SUFFIXES = {".py", ".html", ".txt", ".xml", ".css", ".js", ".svg", ".csv", ".toml", ".json"}


@cache
def build_id() -> str:
    """Twelve hexadecimal digits, the same on every machine that runs the same files."""
    digest = hashlib.sha256()
    for path in files():
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def files() -> list[Path]:
    """The files that pages are made by, in the order of their names."""
    found = (path for folder in FOLDERS for path in (settings.BASE_DIR / folder).rglob("*"))
    return sorted(path for path in found if path.suffix in SUFFIXES and path.is_file())
