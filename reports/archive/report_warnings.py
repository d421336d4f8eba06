"""The parser's warnings about a report that no curator has answered yet, and the state of the file that follows."""

from collections.abc import Iterable
from typing import Any

from reports.models import Correction, Source

# A curator who sets the fact has answered the warning about it.
ANSWERS = {
    Correction.Field.AUTHORITY: {"unknown-authority", "ambiguous-authority"},
    Correction.Field.FRAMEWORK: {"unknown-kind"},
    Correction.Field.START: {"no-dates"},
    Correction.Field.LEAD_INSPECTOR: {"no-inspector"},
}


def unanswered(warnings: Iterable[dict[str, Any]], corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    """The warnings without those that a correction answers."""
    answered = {code for one in corrections for code in ANSWERS.get(Correction.Field(one.field), ())}
    return [warning for warning in warnings if warning.get("code") not in answered]


def state_of(*, code: str, authority: object | None, warned: bool) -> Source.State:
    """The state of a file that was read as a report of this framework or kind (its key), and of this authority."""
    if not code:
        return Source.State.UNKNOWN_KIND
    if authority is None:
        return Source.State.UNKNOWN_AUTHORITY
    return Source.State.WARNINGS if warned else Source.State.CLEAN
