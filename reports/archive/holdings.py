"""What kind of reports the archive holds: the project's own samples, or others. Never both by accident."""

import hashlib
from functools import cache
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet

from reports.archive.source_files import stored
from reports.models import Inspection, Source

SAMPLES = Path(__file__).parents[1] / "samples"
LARGEST_SAMPLE = 1_000_000  # bytes; a larger file is not compared with them


STAYS_OUT = "The archive holds real reports, so the fictional samples stay out."


def is_sample(path: Path) -> bool:
    """Whether a file is one of the samples that come with the code, wherever it lies."""
    try:
        return path.stat().st_size < LARGEST_SAMPLE and path.read_bytes() in sample_bytes()
    except OSError:
        return False


@cache
def sample_bytes() -> frozenset[bytes]:
    """The bytes of every sample."""
    return frozenset(path.read_bytes() for path in SAMPLES.iterdir() if path.is_file())


def holds_real_reports() -> bool:
    """Whether the archive holds any report that did not come with the code."""
    return Inspection.objects.exclude(pk__in=samples()).exists()


def stays_out() -> bool:
    """Whether samples stay out, because the archive holds a report that is not on a made-up council."""
    return Inspection.objects.exclude(authority__fictional=True).exists()


def make_way_for(inspection: Inspection) -> int:
    """Take the samples out where this report is not on a made-up council; says how many there were."""
    fictional = inspection.authority is not None and inspection.authority.fictional
    return 0 if fictional or not samples().exists() else withdraw_samples()


def samples() -> QuerySet[Inspection]:
    """The reports that are shown from the code's own samples: from their bytes, or from an earlier version of them."""
    files = [path for path in SAMPLES.iterdir() if path.is_file()]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    earlier = Q(source__folder=SAMPLES.name, source__name__in=[path.name for path in files])
    return Inspection.objects.filter(
        Q(source__sha256__in=hashes) | earlier, Q(authority=None) | Q(authority__fictional=True)
    )


def withdraw_samples() -> int:
    """Take the code's own samples out, stored files too; says how many there were. What anybody added stays."""
    with transaction.atomic():
        found = list(samples())
        sources = list(Source.objects.filter(inspection__in=found))
        Inspection.objects.filter(pk__in=[inspection.pk for inspection in found]).delete()
        Source.objects.filter(pk__in=[source.pk for source in sources]).delete()
    for source in sources:
        if file := stored(source):
            file.unlink(missing_ok=True)
    return len(found)
