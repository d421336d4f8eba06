"""What the first reader after a start would wait for, done before the workers take requests."""

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver

from inspections.build import build_id


def warm_up() -> None:
    """Import every view, compile every template, and work out which build this is. No database is asked."""
    list(get_resolver().url_patterns)
    build_id()
    folder = settings.BASE_DIR / "templates"
    for path in sorted(folder.rglob("*.html")):
        get_template(str(path.relative_to(folder)))
