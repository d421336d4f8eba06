"""Where each strand of a report is judged: the grade that a paragraph is under depends on it."""

from collections import Counter
from collections.abc import Mapping

import pytest

from reports.frameworks import strand_of_section
from reports.parsing.pool import Outcome

# Strands that a report judges without a part of their own.
WITHOUT_A_PART = {"overall", "other"}


@pytest.mark.corpus
@pytest.mark.xdist_group("real reports")
def test_every_judged_strand_has_paragraphs_that_stand_under_it(outcomes: Mapping[str, Outcome]):
    """In the single framework the heading of a part is a table row: label over two or three lines, grade beside it.

    Read as separate headings ("The experiences and progress of" / "permanence") the part has no strand, and
    its paragraphs no grade.
    """
    bare: Counter[tuple[str, str]] = Counter()
    judged: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes.values():
        report = outcome.report
        if report is None or report.framework is None:
            continue
        found = {strand_of_section(report.framework, p.section) for p in report.paragraphs}
        for strand in {j.strand for j in report.judgements if j.grade} - WITHOUT_A_PART:
            judged[report.framework, strand] += 1
            bare[report.framework, strand] += strand not in found
    missing = {key: f"{count} of {judged[key]}" for key, count in bare.items() if count}
    assert sum(bare.values()) <= sum(judged.values()) // 50, missing
