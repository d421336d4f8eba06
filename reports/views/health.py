"""For the machines that watch and crawl: is it up, and what may be visited."""

from dataclasses import asdict
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from inspections.build import build_id
from reports.jobs.backlog import backlog
from reports.models import ArchiveVersion, Inspection


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, 503 where it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers; no database is asked."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Whether this process may be sent readers: the database answers, and its tables are those of the code.

    200, or 503 with what is missing. Says the build, the version of the archive, how many reports it holds, and how
    much long work waits or has failed. A long queue keeps no reader away, so it is no reason for a 503.
    """
    found: dict[str, object] = {
        "status": "ok",
        "database": "ok",
        "migrations": "applied",
        "build": build_id(),
    }
    try:
        waiting = waiting_migrations()
        if not waiting:
            found |= {
                "version": ArchiveVersion.current().number,
                "reports": Inspection.objects.count(),
                "queue": asdict(backlog()),
            }
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "unreachable", "build": build_id()}, status=503)
    if waiting:
        found |= {"status": "error", "migrations": f"{len(waiting)} not applied; run manage.py migrate"}
    return JsonResponse(found, status=503 if waiting else 200)


def waiting_migrations() -> set[tuple[str, str]]:
    """The migrations of the code that the database does not have yet."""
    return set(code_migrations()) - set(MigrationRecorder(connection).applied_migrations())


@cache
def code_migrations() -> frozenset[tuple[str, str]]:
    """The migrations that come with the code, by app and name."""
    return frozenset(MigrationLoader(None).disk_migrations or ())


def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be visited but the pages that could be made without end."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")
