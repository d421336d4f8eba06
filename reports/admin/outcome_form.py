"""The form in which a curator confirms what became of a recommendation, with the texts of both reports before them."""

from typing import Any

from django import forms
from django.utils.text import Truncator

from reports.admin.unseen_changes import SeenModelForm
from reports.comparing.comparison import FollowedRecommendation
from reports.comparing.pairs import canonical
from reports.comparing.service import compare
from reports.models import Inspection, Outcome

# Of a paragraph, so much is shown in the list to pick from; its link leads to the whole.
SHOWN_WORDS = 60

Choices = list[tuple[str, list[tuple[str, str]]]]


class OutcomeForm(SeenModelForm, forms.ModelForm[Outcome]):
    """Evidence is picked from the later report's text where both reports are known, and typed otherwise."""

    class Meta:
        model = Outcome
        fields = ("earlier", "position", "later", "status", "evidence", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestion: FollowedRecommendation | None = None
        pair = self.pair()
        if pair is None:
            return
        self.suggestion = suggestion_for(*pair, position=self.position())
        suggested = [item.terms.piece.anchor for item in self.suggestion.evidence] if self.suggestion else []
        self.fields["evidence"] = forms.MultipleChoiceField(
            choices=choices_from(pair[1], first=suggested),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text="Pick the places that show it. The suggested ones come first.",
        )
        chosen = self.instance.evidence or self.initial.get("evidence") or suggested
        self.initial["evidence"] = chosen.split(",") if isinstance(chosen, str) else chosen
        if self.suggestion and not self.instance.pk:
            self.initial.setdefault("status", self.suggestion.suggested.value)

    def pair(self) -> tuple[Inspection, Inspection] | None:
        """The two reports, from what was sent, what is kept, or what the link says; None where one is not known."""
        keys = [self.given(name) for name in ("earlier", "later")]
        found = Inspection.objects.in_bulk([int(key) for key in keys if key.isdecimal()])
        pair = [found.get(int(key)) for key in keys if key.isdecimal()]
        if len(pair) != 2 or pair[0] is None or pair[1] is None or pair[0] == pair[1]:
            return None
        return pair[0], pair[1]

    def position(self) -> int:
        position = self.given("position")
        return int(position) if position.isdecimal() else 0

    def given(self, name: str) -> str:
        """A field's value, as text; empty where there is none."""
        if self.is_bound:
            return str(self.data.get(self.add_prefix(name)) or "")
        kept = getattr(self.instance, f"{name}_id", None) or getattr(self.instance, name, None)
        return str(kept or self.initial.get(name) or "")


def suggestion_for(earlier: Inspection, later: Inspection, *, position: int) -> FollowedRecommendation | None:
    """What the archive suggests of one recommendation; None where there is no such recommendation."""
    if canonical(earlier, later) != (earlier, later):
        return None
    followed = compare(earlier, later).recommendations
    return next((one for one in followed if one.position == position), None)


def choices_from(later: Inspection, *, first: list[str]) -> Choices:
    """Every place of the later report by section, with the words there; the suggested places come first."""
    labels = {
        f"rec-{one.order}": label(f"Recommendation {one.order}", one.page, one.text)
        for one in later.recommendations.all()
    }
    sections: dict[str, list[str]] = {"What it recommends": list(labels)} if labels else {}
    for paragraph in later.paragraphs.defer("search_vector").order_by("order"):
        name = f"Paragraph {paragraph.number}" if paragraph.number is not None else "Text"
        labels[paragraph.anchor] = label(name, paragraph.page, paragraph.text)
        sections.setdefault(" › ".join(paragraph.section) or "No heading", []).append(paragraph.anchor)
    suggested = [(anchor, labels[anchor]) for anchor in first if anchor in labels]
    rest = [
        (section, [(anchor, labels[anchor]) for anchor in anchors if anchor not in first])
        for section, anchors in sections.items()
    ]
    return [("Suggested", suggested), *((name, places) for name, places in rest if places)]


def label(name: str, page: int, text: str) -> str:
    return f"{name}, page {page}: {Truncator(text).words(SHOWN_WORDS)}"
