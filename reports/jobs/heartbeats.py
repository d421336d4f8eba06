"""Whether any worker serves the queue, for the pages of the admin. The database is asked once."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

# A worker says that it lives every ten seconds; three times as long, and it is taken to be gone.
SILENT_FOR = timedelta(seconds=30)


def workers_alive() -> bool:
    """Whether any worker has been heard of in the last half minute."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - SILENT_FOR).exists()
