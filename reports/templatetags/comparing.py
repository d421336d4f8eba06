"""Lengths for the bars of a comparison: a bar's half of the drawing is 98 units wide."""

from django import template

register = template.Library()

HALF = 98.0


@register.filter
def of(value: float, most: float) -> float:
    """A value as the length of its bar, `most` being the longest."""
    return round(HALF * value / most, 1) if most else 0.0


@register.filter
def left_of(length: float) -> float:
    """Where a bar begins that grows to the left from the middle."""
    return round(99 - length, 1)
