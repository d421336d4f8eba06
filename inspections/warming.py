"""What the first reader after a start would wait for, done before the workers take requests."""

import gc
import sys

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver

from inspections.build import build_id

# How long a thread may compute before others of its process get a turn, in seconds. `/health/` and kept pages need a
# turn several times, and wait each time for every comparison that is being made. Beside two busy threads, sleeping for
# 10 ms and reading five times from a socket took 54 ms with Python's own 5 ms, and 14 ms with this one.
TURN = 0.0005


def warm_up() -> None:
    """Import every view, compile every template, and work out which build this is. No database is asked.

    What is there by then stays as long as the process: the garbage collector need not look at it again, and the
    workers go on sharing its memory.
    """
    sys.setswitchinterval(TURN)
    list(get_resolver().url_patterns)
    build_id()
    folder = settings.BASE_DIR / "templates"
    for path in sorted(folder.rglob("*.html")):
        get_template(str(path.relative_to(folder)))
    gc.collect()
    gc.freeze()
