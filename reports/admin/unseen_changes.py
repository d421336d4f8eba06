"""Forms that are older than what they change say so and show both; nothing is overwritten unseen.

A form carries a digest of what it was filled from; a program that sends none has seen nothing to compare. Where the
archive holds something else by now, the form comes back with both, and with the new digest: whoever sends it again has
seen what they overwrite.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from reports.reading.changes import changes_of

SHOWN = 300  # characters of a value that are shown in a message


def digest(values: object) -> str:
    """What a form was filled from, as a word that it carries along."""
    return hashlib.sha256(json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()[:24]


def conflict(differences: Iterable[tuple[str, object, object]], *, by: str = "") -> ValidationError:
    """Says that something changed while a form was open: for each field its name, what it is now, what was sent."""
    said = [
        f"{name}: it now says “{short(now)}”; you wrote “{short(sent)}”." for name, now, sent in differences
    ]
    who = f" by {by}" if by else ""
    first = f"This was changed{who} after you opened the form. Nothing was saved. Save again to put yours in its place."
    return ValidationError([first, *said], code="changed")


def short(value: object) -> str:
    """A value as a message shows it."""
    text = ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)
    text = "none" if value in (None, "", []) else text
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


class SeenForm(forms.Form):
    """Mixed into a form: `check_seen` in its `clean` refuses what would overwrite something unseen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def check_seen(self, standing: Mapping[str, object], *, by: str = "") -> None:
        """Compare what the form was filled from with what stands now (`standing`, by the names of fields)."""
        now = digest(standing)
        if self.add_prefix("seen") not in self.data or self.cleaned_data.get("seen") == now:
            return
        self.renew("seen", now)
        sent = self.sent()
        differing = [
            (str(self.fields[name].label or name.replace("_", " ").capitalize()), value, sent.get(name))
            for name, value in standing.items()
            if name in self.fields and sent.get(name) != value
        ]
        self.add_error(None, conflict(differing, by=by))

    def sent(self) -> dict[str, object]:
        """What was sent, by field, as the table holds it."""
        return {name: comparable(value) for name, value in self.cleaned_data.items()}

    def renew(self, name: str, value: str) -> None:
        """Give the form, as it is shown again, this value of a hidden field."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix(name)] = value  # type: ignore[index] # a copy can be written to


def comparable(value: Any) -> object:
    """A cleaned value as the table holds it: of a report its key."""
    return value.pk if isinstance(value, Model) else value


class SeenModelForm(SeenForm):
    """The same for a form of one row: what stands is read and held, until the request has saved it."""

    warned = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        instance: Any = self.instance  # type: ignore[attr-defined] # a ModelForm is mixed in
        self.initial["seen"] = digest(self.values_of(instance)) if instance.pk else ""
        if not self.is_bound:
            self.initial.update(getattr(type(self), "version_values", {}))

    def values_of(self, instance: Any) -> dict[str, object]:
        """The values of a row that the form can change."""
        names = [name for name in self.fields if name not in ("seen", "warned")]
        return {name: comparable(getattr(instance, name)) for name in names if hasattr(instance, name)}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        instance: Any = self.instance  # type: ignore[attr-defined]
        if instance.pk and (
            standing := type(instance)._default_manager.select_for_update().filter(pk=instance.pk).first()
        ):
            changes = changes_of(standing)
            self.check_seen(self.values_of(standing), by=changes[0].who if changes else "")
        return cleaned

    def warn(self, field: str, sentences: list[str]) -> None:
        """Show these once; whoever saves the same again has read them."""
        if sentences and self.data.get(self.add_prefix("warned")) != digest(sentences):
            self.renew("warned", digest(sentences))
            self.add_error(field, [*sentences, "Save again to keep it all the same."])
