"""What readers say is wrong about statuses: to be read, answered by confirming a status, and marked as done."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.admin.reading import ReadOnlyAdmin
from reports.models import StatusChallenge


@admin.register(StatusChallenge)
class StatusChallengeAdmin(ReadOnlyAdmin):
    """The unanswered first. Whoever may confirm statuses may mark a challenge as answered."""

    list_display = (
        "made_at",
        "comparison",
        "position",
        "shown",
        "proposed",
        "message",
        "answered_by",
        "answered_at",
    )
    list_filter = (("answered_at", admin.EmptyFieldListFilter), "proposed")
    list_select_related = ("earlier", "later", "answered_by")
    search_fields = ("message", "earlier__slug", "later__slug")
    actions = ("mark_answered",)

    @admin.display(description="Comparison")
    def comparison(self, challenge: StatusChallenge) -> SafeString:
        url = reverse("compare", args=[challenge.earlier.slug, challenge.later.slug])
        return format_html(
            '<a href="{}#fate-{}">{} and {}</a>', url, challenge.position, challenge.earlier, challenge.later
        )

    @admin.action(description="Mark as answered", permissions=["answer"])
    def mark_answered(self, request: HttpRequest, queryset: QuerySet[StatusChallenge]) -> None:
        queryset.filter(answered_at=None).update(answered_at=timezone.now(), answered_by=request.user.pk)

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reports.add_outcome")
