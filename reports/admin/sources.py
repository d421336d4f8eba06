"""Source files in the admin: by state, with the parser's warnings beside the pages that they are about."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, Func, IntegerField, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString

from reports.admin.page_evidence import pages_with_warnings
from reports.admin.reading import ReadOnlyAdmin
from reports.admin.replacing import show_again_view
from reports.admin.uploading import confirm_view, upload_view
from reports.archive.replacing import replaced_by
from reports.archive.source_files import stored
from reports.language.dates import day
from reports.models import Source
from reports.reading.changes import changes_of
from reports.views.site_urls import source_url


class WarningFilter(admin.SimpleListFilter):
    """Files that carry a warning of one kind."""

    title = "warning"
    parameter_name = "warning"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(counted.code, counted.name) for counted in Source.objects.warning_counts()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        if (code := self.value()) is None:
            return queryset
        return queryset.filter(warnings__contains=[{"code": code}])


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    list_display = (
        "label",
        "state",
        "authority",
        "framework",
        "warning_count",
        "handed_in",
        "last_read",
    )
    list_filter = ("state", WarningFilter, "inspection__framework", "media_type")
    search_fields = ("folder", "name", "sha256", "inspection__authority_printed", "inspection__slug")
    change_list_template = "admin/reports/source/list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counted = Func(F("warnings"), function="jsonb_array_length", output_field=IntegerField())
        sources = super().get_queryset(request).select_related("inspection__authority")
        return cast("QuerySet[Any]", sources.annotate(warnings_counted=counted))

    @admin.display(description="Authority", ordering="inspection__authority__name")
    def authority(self, source: Source) -> str:
        if source.inspection is None:
            return "–"
        if source.inspection.authority is None:
            return f"not resolved: “{source.inspection.authority_printed}”"
        return source.inspection.authority.name

    @admin.display(description="Framework", ordering="inspection__framework")
    def framework(self, source: Source) -> str:
        return (source.inspection and source.inspection.kind_name) or "–"

    @admin.display(description="Warnings", ordering="warnings_counted")
    def warning_count(self, source: Source) -> int:
        return cast("int", getattr(source, "warnings_counted", 0))

    @admin.display(description="Added", ordering="ingested_at")
    def handed_in(self, source: Source) -> str:
        return day(source.ingested_at.date())

    @admin.display(description="Last read", ordering="read_at")
    def last_read(self, source: Source) -> str:
        return day(source.read_at.date())

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("upload/", upload_view(self), name="reports_source_upload"),
            path("<int:pk>/show-again/", guarded(show_again_view), name="reports_source_show_again"),
            path("upload/<str:token>/", guarded(confirm_view(self)), name="reports_source_preview"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One file: what is known of it, and its warnings beside what was read on their pages."""
        source = self.get_object(request, SafeString(object_id))
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        if not isinstance(source, Source):
            raise Http404("There is no such file.")
        context = self.page(
            request,
            source.label,
            source=source,
            changes=changes_of(source),
            replaced_by=replaced_by(source),
            pages=pages_with_warnings(source),
            file=source_url(source) if stored(source) else "",
        )
        return TemplateResponse(request, "admin/reports/source/read.html", context)
