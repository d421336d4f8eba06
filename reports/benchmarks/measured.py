"""The last figures of each benchmark, kept in MEASURED.md between two marks."""

import re
from pathlib import Path

from django.conf import settings

FILE = Path(settings.BASE_DIR) / "MEASURED.md"


def keep_figures(name: str, text: str) -> None:
    """Put the text in the place of this benchmark's last figures; at the end of the file where it has none yet."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = f"{begin}\n{text.strip()}\n{end}"
    held = FILE.read_text(encoding="utf-8")
    place = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    kept = place.sub(lambda _: section, held) if place.search(held) else f"{held.rstrip()}\n\n{section}\n"
    FILE.write_text(kept, encoding="utf-8")
