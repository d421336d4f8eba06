"""The themes of the field, their sentences and searches, as curators change them."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from reports.admin.past import PastAdmin
from reports.admin.unseen_changes import SeenModelForm
from reports.models import Theme
from reports.themes.tagging import faults, tag_again, without_finds

if TYPE_CHECKING:
    Form = forms.ModelForm[Theme]
else:
    Form = forms.ModelForm


HOW_TO_WRITE = (
    'One search a line: words and "phrases" in any form, “child” finds “children” too; =word and ="phrase" as they '
    "are written (=sufficiency does not find “sufficient”, =child does not find “children”); or; -without. A text "
    "that any line finds is on the theme, except facts about the area and what the report says of itself."
)


class ThemeForm(SeenModelForm, Form):
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
    """A theme that is changed here is the curator's from then on, and the archive is tagged with it anew."""

    form: Any = ThemeForm
    fields = ("name", "slug", "about", "expressions", "order", "edited")
    list_display = ("name", "about", "edited")
    list_filter = ("edited",)
    search_fields = ("name", "about", "expressions")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The address of a theme stays."""
        return ("slug", "edited") if obj else ("edited",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The list that comes with the code would bring it back."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.edited = True
        super().save_model(request, obj, form, change)
        if not change or "expressions" in form.changed_data:
            tag_again([obj])
