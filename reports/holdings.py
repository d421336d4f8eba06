"""What kind of reports the archive holds: the project's own fictional samples, or real ones. Never both by accident."""

from pathlib import Path

from django.db import transaction

from reports.models import Inspection, Source
from reports.source_files import stored

SAMPLES = Path(__file__).parent / "samples"


def holds_real_reports() -> bool:
    """Whether any report in the archive is of a real council, or of none that is known."""
    return Inspection.objects.exclude(authority__fictional=True).exists()


def withdraw_samples() -> int:
    """Take the reports of fictional councils out, stored files too; says how many there were."""
    with transaction.atomic():
        sources = list(Source.objects.filter(inspection__authority__fictional=True))
        Inspection.objects.filter(authority__fictional=True).delete()
        Source.objects.filter(pk__in=[source.pk for source in sources]).delete()
    for source in sources:
        if file := stored(source):
            file.unlink(missing_ok=True)
    return len(sources)
