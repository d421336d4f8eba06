"""`/metrics` for Prometheus: requests by method and status, how long they took, and what the archive holds.

Answered to the networks of METRICS_CLIENTS alone; everybody else is told that there is no such page. Several processes
add up what they counted where PROMETHEUS_MULTIPROC_DIR names a folder (gunicorn_settings.py makes one).
"""

import ipaddress
import os
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

Answer = Callable[[HttpRequest], HttpResponseBase]

PATH = "/metrics"
REQUESTS = Counter("archive_requests", "Requests that were answered.", ["method", "status"])
SECONDS = Histogram(
    "archive_request_seconds", "How long answers took.", buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
)
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}  # what else a client may call a method is one kind


class MetricsMiddleware:
    """Counts every answer, and shows the counts to whoever may see them."""

    def __init__(self, get_response: Answer) -> None:
        if not settings.METRICS_CLIENTS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == PATH and may_see(str(request.META.get("REMOTE_ADDR", ""))):
            return HttpResponse(page(), content_type=CONTENT_TYPE_LATEST)
        started = time.perf_counter()
        response = self.get_response(request)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, response.status_code).inc()
        SECONDS.observe(time.perf_counter() - started)
        return response


def may_see(address: str) -> bool:
    """Whether an address is in one of the networks that may look."""
    try:
        client = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(client in network for network in settings.METRICS_CLIENTS)


def page() -> bytes:
    """All figures in Prometheus' own format; those of the archive are left out while the database does not answer."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry) + held()


def held() -> bytes:
    """What the archive holds, asked when it is looked at."""
    from reports.jobs.backlog import backlog
    from reports.models import ArchiveVersion, Inspection, OwedCount, Source

    try:
        queue = backlog()
        figures = {
            "archive_up": 1,
            "archive_reports": Inspection.objects.count(),
            "archive_version": ArchiveVersion.current().number,
            "archive_failed_files": Source.objects.in_state(Source.State.FAILED).count(),
            "archive_owed_counts": OwedCount.objects.count(),
            "archive_jobs_waiting": queue.waiting,
            "archive_jobs_running": queue.running,
            "archive_jobs_failed": queue.failed,
            "archive_jobs_oldest_seconds": queue.oldest_seconds,
        }
    except Error:
        figures = {"archive_up": 0}
    return "".join(f"# TYPE {name} gauge\n{name} {value}\n" for name, value in figures.items()).encode()
