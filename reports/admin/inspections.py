"""Inspections in the admin: every fact that can be corrected, as read and as it is now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString

from reports.admin.correction_form import correction_form, filled_from
from reports.admin.jobs import lead_to
from reports.admin.reading import ReadOnlyAdmin
from reports.admin.withdrawing import restore_view, withdraw_view
from reports.archive.corrections import PlaceTaken, printed_value
from reports.archive.curation import fact_of, make, reads_again, report_after
from reports.jobs.queue import defer
from reports.models import Correction, Inspection, Job
from reports.reading.changes import changes_of

DATED = (Correction.Field.START, Correction.Field.END, Correction.Field.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a report that can be corrected; `key` names it in a URL ("start", "grade-overall").

    Of a grade, `strand` and `order` say which: the second judgement of "other" is "grade-other-2".
    """

    key: str
    name: str
    value: str
    correction: Correction | None
    field: Correction.Field
    strand: str = ""
    order: int = 1


@admin.register(Inspection)
class InspectionAdmin(ReadOnlyAdmin):
    list_display = ("slug", "authority", "kind_name", "start", "corrected")
    list_filter = (
        "framework",
        "kind",
        "withdrawn_for",
        ("authority", admin.EmptyFieldListFilter),
        ("start", admin.EmptyFieldListFilter),
    )
    search_fields = ("slug", "authority__name", "authority_printed", "title")
    list_select_related = ("authority",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counted = Inspection.everything.order_by("-start", "slug").annotate(
            corrections_counted=Count("corrections")
        )
        return cast("QuerySet[Any]", counted)

    @admin.display(description="Corrections", ordering="corrections_counted")
    def corrected(self, inspection: Inspection) -> int:
        return int(getattr(inspection, "corrections_counted", 0))

    def get_urls(self) -> list[URLPattern]:
        correct = self.admin_site.admin_view(self.correct_view)
        withdraw = self.admin_site.admin_view(withdraw_view(self))
        restore = self.admin_site.admin_view(restore_view(self))
        return [
            path("<int:pk>/withdraw/", withdraw, name="reports_inspection_withdraw"),
            path("<int:pk>/restore/", restore, name="reports_inspection_restore"),
            path("<int:pk>/correct/<str:key>/", correct, name="reports_inspection_correct"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One inspection's facts and recommendations, with the ways to correct and to confirm."""
        inspection = self.get_object(request, SafeString(object_id))
        if not self.has_view_permission(request, inspection):
            raise PermissionDenied
        if not isinstance(inspection, Inspection):
            raise Http404("There is no such inspection.")
        context = self.page(
            request,
            str(inspection),
            inspection=inspection,
            facts=facts_of(inspection),
            changes=changes_of(inspection, around=True),
            may_correct=request.user.has_perm("reports.add_correction"),
            recommendations=inspection.recommendations.all(),
            later=Inspection.objects.placed()
            .history_of(inspection)
            .filter(start__gt=inspection.start)
            .first()
            if inspection.start
            else None,
        )
        return TemplateResponse(request, "admin/reports/inspection/facts.html", context)

    @transaction.atomic
    def correct_view(self, request: HttpRequest, pk: int, key: str) -> HttpResponse:
        """Correct one fact, with a reason."""
        if not request.user.has_perm("reports.add_correction"):
            raise PermissionDenied
        # Held until the answer: of two curators the second one sees what the first has saved.
        inspection = get_object_or_404(Inspection.objects.select_for_update(of=("self",)), pk=pk)
        fact = next((fact for fact in facts_of(inspection) if fact.key == key), None)
        if fact is None:
            raise Http404("This report has no such fact.")
        correction = fact.correction or Correction(
            inspection=inspection, field=fact.field, strand=fact.strand, order=fact.order
        )
        standing = None
        seen = filled_from(correction)
        form = correction_form(
            correction,
            request.POST if request.method == "POST" else None,
            failed=Job.objects.about(subject_of(inspection, key)).failed_last(),
        )
        if request.method == "POST" and form.is_valid():
            form.check_seen(seen, by=str(correction.made_by or ""))
        if request.method == "POST" and form.is_valid():
            correction.value, correction.reason = form.text(), form.cleaned_data["reason"]
            correction.made_by_id = request.user.pk
            replace = "replace" in request.POST
            try:
                if reads_again(correction, replace=replace):
                    return self.correct_outside(request, correction, key, seen=seen, replace=replace)
                corrected = make(correction)
            except ValidationError as error:
                form.add_error(None, error.messages)
                standing = error.standing if isinstance(error, PlaceTaken) else None
            else:
                messages.success(request, f"Corrected: {fact.name}.")
                return redirect("admin:reports_inspection_change", corrected.pk)
        context = self.page(
            request,
            f"Correct: {fact.name}",
            inspection=inspection,
            fact=fact,
            form=form,
            standing=standing,
            printed=fact.correction.printed if fact.correction else printed_value(correction),
            back=reverse("admin:reports_inspection_change", args=[inspection.pk]),
        )
        return TemplateResponse(request, "admin/reports/inspection/correct.html", context)

    def correct_outside(
        self, request: HttpRequest, correction: Correction, key: str, *, seen: dict[str, str], replace: bool
    ) -> HttpResponse:
        """Ask for a correction that takes longer than a page may: its report is read again."""
        inspection = correction.inspection
        job = defer(
            Job.Kind.CORRECT,
            subject=subject_of(inspection, key),
            back=reverse("admin:reports_inspection_change", args=[report_after(correction).pk]),
            asked_by=request.user,
            inspection=inspection.pk,
            fact=fact_of(correction),
            value=correction.value,
            reason=correction.reason,
            seen=seen,
            by=request.user.pk,
            replace=replace,
        )
        return lead_to(job)


def subject_of(inspection: Inspection, key: str) -> str:
    return f"correcting {inspection.pk} {key}"[:80]


def facts_of(inspection: Inspection) -> list[Fact]:
    """Every fact of a report that a curator can correct, in the order of a report: place, dates, grades."""
    made = {(c.field, c.strand, c.order): c for c in inspection.corrections.all()}
    values = {
        Correction.Field.AUTHORITY: str(inspection.authority or ""),
        Correction.Field.FRAMEWORK: inspection.kind_name,
        Correction.Field.LEAD_INSPECTOR: inspection.lead_inspector,
    }
    for field in DATED:
        date = getattr(inspection, field)
        values[field] = date.isoformat() if date else ""
    facts = [
        Fact(field.value, field.label, values[field], made.get((field.value, "", 1)), field)
        for field in Correction.Field
        if field is not Correction.Field.GRADE
    ]
    return [*facts, *grades_of(inspection, made)]


def grades_of(inspection: Inspection, made: Mapping[tuple[str, str, int], Correction]) -> Iterator[Fact]:
    """Every judgement's grade, as a fact; `made` are the corrections by field, strand and order."""
    field = Correction.Field.GRADE
    seen: Counter[str] = Counter()
    for judgement in inspection.judgements.order_by("order"):
        strand = judgement.strand
        seen[strand] += 1
        order = seen[strand]
        key = f"grade-{strand}" if order == 1 else f"grade-{strand}-{order}"
        value = judgement.grade or judgement.get_status_display()
        correction = made.get((field.value, strand, order))
        yield Fact(key, f"Grade: {judgement.label}", value, correction, field, strand, order)
