"""Corrections as people read them: strands and authorities by name, not by key and code."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports import frameworks
from reports.models import Authority, Correction

STRAND_NAMES = {strand.key: strand.name for strand in frameworks.STRANDS}


@dataclass(frozen=True, slots=True)
class CorrectedFact:
    """A correction with its fact and its value in words."""

    correction: Correction
    fact: str
    value: str


def corrected_facts(corrections: Iterable[Correction]) -> list[CorrectedFact]:
    """Each correction in words. One query, where an authority is among them."""
    corrections = list(corrections)
    codes = [c.value for c in corrections if c.field == Correction.Field.AUTHORITY]
    found = Authority.objects.filter(gss_code__in=codes).values_list("gss_code", "name") if codes else ()
    authorities = dict(found)
    return [
        CorrectedFact(
            correction=correction,
            fact=fact_of(correction),
            value=authorities.get(correction.value, correction.value)
            if correction.field == Correction.Field.AUTHORITY
            else correction.value or "none printed",
        )
        for correction in corrections
    ]


def fact_of(correction: Correction) -> str:
    """What a correction is about; of several judgements of one strand, which."""
    name = STRAND_NAMES.get(correction.strand, correction.get_field_display())
    return name if correction.order == 1 else f"{name}, no. {correction.order}"
