"""The form for one correction: a field that fits the fact, and the reason."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from reports import frameworks
from reports.admin.unseen_changes import SeenForm, digest
from reports.archive.corrections import DATES, NOT_JUDGED
from reports.frameworks import other_kinds
from reports.models import Authority, Correction, Job

NONE_PRINTED = "Leave it empty where the report prints none."


class CorrectionForm(SeenForm):
    """`value` is put in by `correction_form`, as the fact asks for it."""

    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers see it beside the corrected fact.",
        error_messages={"required": "Say why the fact is corrected; readers see the reason."},
    )
    field_order = ("value", "reason")

    def sent(self) -> dict[str, object]:
        """The value and the reason, as a correction keeps them."""
        value = self.text() if "value" in self.cleaned_data else ""
        return {"value": value, "reason": self.cleaned_data.get("reason", "")}

    def text(self) -> str:
        """The value as a correction keeps it: a GSS code, an ISO date, a grade, a name; empty for none printed."""
        value = self.cleaned_data["value"]
        if isinstance(value, Authority):
            return value.gss_code
        return value.isoformat() if isinstance(value, date) else str(value or "")


def correction_form(
    correction: Correction, data: QueryDict | None, *, failed: Job | None = None
) -> CorrectionForm:
    """The form for this correction, filled with what it says already, if it was made before.

    Where the work for what was sent has `failed`, it is filled with the words of that.
    """
    seen = filled_from(correction)
    words = {name: failed.arguments[name] for name in seen} if failed else seen
    initial = {**words, "seen": digest(seen)}
    form = CorrectionForm(data, initial=initial)
    form.fields["value"] = value_field(correction)
    form.order_fields(form.field_order)
    return form


def filled_from(correction: Correction) -> dict[str, str]:
    """What a form for a correction was filled from."""
    return {"value": correction.value, "reason": correction.reason}


def value_field(correction: Correction) -> forms.Field:
    label = "Correct value"
    if correction.field == Correction.Field.AUTHORITY:
        return forms.ModelChoiceField(
            Authority.objects.all(), to_field_name="gss_code", label=label, empty_label="Choose an authority"
        )
    if correction.field == Correction.Field.FRAMEWORK:
        choices = [
            ("", "Choose a framework or kind"),
            *((f.key, f.name) for f in frameworks.FRAMEWORKS),
            *((key, kind.name) for key, kind in other_kinds.BY_KEY.items()),
        ]
        return forms.ChoiceField(label=label, choices=choices)
    if correction.field == Correction.Field.GRADE:
        values = (*frameworks.scale_of(correction.inspection.framework), NOT_JUDGED)
        grades = [("", "Choose a grade"), *((value, value.capitalize()) for value in values)]
        return forms.ChoiceField(label=label, choices=grades)
    if correction.field in DATES:
        attributes: dict[str, Any] = {"type": "date"}
        widget = forms.DateInput(attrs=attributes, format="%Y-%m-%d")
        return forms.DateField(label=label, widget=widget, required=False, help_text=NONE_PRINTED)
    return forms.CharField(label=label, max_length=100, required=False, help_text=NONE_PRINTED)
