"""What the pages of comparisons need: texts in spans, and lengths for bars.

A bar's half of the drawing is 98 units wide.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.comparing.labels import Labels
from reports.comparing.terms.spans import Span
from reports.models.recommendation_statuses import Status

register = template.Library()

HALF = 98.0
# Around each text, once it is escaped. Screen readers do not announce <ins> and <del>, so words say it.
AROUND = {
    "plain": ("", ""),
    "mark": ("<mark>", "</mark>"),
    "faint": ('<mark class="faint">', "</mark>"),
    "ins": (
        '<ins><span class="visually-hidden"> [added: </span>',
        '<span class="visually-hidden">] </span></ins>',
    ),
    "del": (
        '<del><span class="visually-hidden"> [removed: </span>',
        '<span class="visually-hidden">] </span></del>',
    ),
}


@register.filter
def spans(found: Iterable[Span]) -> SafeString:
    """A text in spans as HTML: each text is escaped first and then put into its element."""
    parts = []
    for span in found:
        before, after = AROUND[span.role]
        parts.append(f"{before}{escape(span.text)}{after}")
    return mark_safe("".join(parts))  # noqa: S308 - every text in it was escaped one line above


@register.filter
def of(value: float, most: float) -> float:
    """A value as the length of its bar, `most` being the longest."""
    return round(HALF * value / most, 1) if most else 0.0


@register.filter
def left_of(length: float) -> float:
    """Where a bar begins that grows to the left from the middle."""
    return round(99 - length, 1)


@register.filter
def signed(value: float) -> str:
    """A difference with its sign: "+1.2", "−0.4", "0.0"."""
    return f"{value:+.1f}".replace("-", "−") if abs(value) >= 0.05 else "0.0"


@register.filter
def lowfirst(text: str) -> str:
    """A sentence as the end of another."""
    return text[:1].lower() + text[1:]


@register.filter
def label_of(labels: Labels, status: Status) -> str:
    """What a status is called in a comparison."""
    return labels.statuses[status]


@register.filter
def percent(share: float) -> str:
    """A share as a whole number of per cent: "84 %"."""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"
