"""The themes of the field, their sentences and searches, as curators change them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from reports.admin.jobs import lead_to
from reports.admin.past import PastAdmin
from reports.admin.unseen_changes import SeenModelForm
from reports.jobs.queue import defer
from reports.models import Job, Theme
from reports.themes.tagging import faults, without_finds

HOW_TO_WRITE = (
    'One search a line: words and "phrases" in any form, “child” finds “children” too; =word and ="phrase" as they '
    "are written (=sufficiency does not find “sufficient”, =child does not find “children”); or; -without. A text "
    "that any line finds is on the theme, except facts about the area and what the report says of itself."
)


class ThemeForm(SeenModelForm, forms.ModelForm[Theme]):
    """A theme whose searches can be read; one that finds nothing in the archive is said before it is saved."""

    class Meta:
        help_texts: ClassVar = {"expressions": HOW_TO_WRITE}

    def clean_expressions(self) -> str:
        expressions: str = self.cleaned_data["expressions"]
        if wrong := faults(expressions):
            raise ValidationError(wrong)
        return expressions

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if expressions := self.cleaned_data.get("expressions"):
            silent = without_finds(expressions)
            self.warn("expressions", [f"“{line}” finds nothing in the archive’s reports." for line in silent])
        return cleaned


@admin.register(Theme)
class ThemeAdmin(PastAdmin):
    """A theme that is changed here is the curator's from then on, and the archive is tagged with it again."""

    form: Any = ThemeForm
    fields = ("name", "slug", "about", "expressions", "order", "edited")
    list_display = ("name", "about", "edited")
    list_filter = ("edited",)
    search_fields = ("name", "about", "expressions")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The URL of a theme stays."""
        return ("slug", "edited") if obj else ("edited",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The list that comes with the code would bring it back."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.edited = True
        super().save_model(request, obj, form, change)
        if not change or "expressions" in form.changed_data:
            back = reverse("admin:reports_theme_change", args=[obj.pk])
            obj.job = defer(
                Job.Kind.TAG_THEME, subject=subject_of(obj.pk), back=back, asked_by=request.user, theme=obj.pk
            )

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return shown_first(obj, super().response_change(request, obj))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return shown_first(obj, super().response_add(request, obj, post_url_continue))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form says when the reports are not tagged with what it holds yet."""
        job = Job.objects.about(subject_of(object_id)).first()
        context = {"job": None if job and job.is_done else job, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)


def subject_of(key: int | str) -> str:
    return f"theme {key}"[:80]


def shown_first(theme: Any, response: HttpResponse) -> HttpResponse:
    """To the page that says how far the tagging is, where a save asked for one that has not ended."""
    job: Job | None = getattr(theme, "job", None)
    return response if job is None or job.is_done else lead_to(job)
