"""The real reports against the hand-checked tables, and against plain extraction. Skipped where they are not."""

import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pypdfium2
import pytest

from reports.parsing.document import ParsedReport
from reports.parsing.pool import Outcome
from reports.parsing.printing import as_object

# All that ask for `outcomes` run in one worker, which reads the real reports once.
pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("real reports")]


def printed(outcomes: Mapping[str, Outcome]) -> str:
    return "\n".join(
        json.dumps(
            {"file": str(one.path), "error": one.error, **(as_object(one.report) if one.report else {})}
        )
        for one in outcomes.values()
    )


@pytest.mark.parametrize(("table", "reports"), [("expected-pdf.jsonl", 158), ("expected-text.jsonl", 5)])
def test_every_field_of_every_report_is_as_checked_by_hand(
    outcomes: Mapping[str, Outcome], corpus: Path, table: str, reports: int
):
    check = subprocess.run(
        [sys.executable, str(corpus.parent / "tools" / "check_parse.py"), "--expected", str(corpus / table)],
        input=printed(outcomes),
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"every field right: {reports} of {reports}" in check.stdout, check.stdout[-3000:]


def test_saved_web_pages_are_refused_in_one_sentence(outcomes: Mapping[str, Outcome]):
    errors = {one.error for one in outcomes.values() if one.error}
    assert errors == {"The file is a web page, not a report: the address it came from gave no PDF."}


def letters(text: str) -> Counter[str]:
    """How often each letter and digit is in a text, ligatures and raised digits as what they mean."""
    return Counter(re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).lower()))


def test_the_letters_of_each_page_are_those_of_plain_extraction(outcomes: Mapping[str, Outcome]):
    different = []
    for name, outcome in outcomes.items():
        if outcome.report is None or outcome.path.suffix != ".pdf":
            continue
        document = pypdfium2.PdfDocument(outcome.path)
        lines = [line for block in outcome.report.blocks for line in block.lines]
        for index, page in enumerate(document, start=1):
            textpage = page.get_textpage()
            plain = letters(textpage.get_text_range())
            if letters(" ".join(line.text for line in lines if line.page == index)) != plain:
                different.append((name, index))
            textpage.close()
            page.close()
        document.close()
    assert different == []


def test_the_text_of_a_block_has_all_letters_of_its_lines(outcomes: Mapping[str, Outcome]):
    shortened = [
        (name, block.page, block.text[:60])
        for name, outcome in outcomes.items()
        for block in (outcome.report.blocks if outcome.report else ())
        if letters(block.text) != letters(" ".join(line.text for line in block.lines))
    ]
    assert shortened == []


def test_nearly_all_numbered_paragraphs_end_like_a_sentence(outcomes: Mapping[str, Outcome]):
    """A paragraph that a footer or a footnote cut off would not; the reports' own slips are few."""
    paragraphs = [
        one.text
        for outcome in outcomes.values()
        if outcome.report
        for one in outcome.report.paragraphs
        if one.number is not None and one.number not in {r.number for r in outcome.report.recommendations}
    ]
    unfinished = [text for text in paragraphs if not re.search(r"[.!?:;)][\"'’”)\]]*$", text)]
    assert len(unfinished) < len(paragraphs) / 400


def words(text: str) -> str:
    """A text as one string of words: quotes, dashes and hyphens do not count."""
    return " ".join(re.sub(r"[^\w\s]", "", text.lower()).split())


# The text copy of one report misspells one word, which its PDF prints right.
MISSPELT = {"quidance": "guidance"}


def test_a_report_reads_the_same_from_text_and_from_pdf(outcomes: Mapping[str, Outcome]):
    one, other = (
        found
        for found in (outcome.report for outcome in outcomes.values())
        if found
        and found.authority
        and found.authority.name == "Rochdale"
        and found.framework == "sif"
        and not found.reinspection
    )
    assert [(j.label, j.grade, j.strand) for j in one.judgements] == [
        (j.label, j.grade, j.strand) for j in other.judgements
    ]
    assert recommended(one) == recommended(other)
    assert paragraphs(one) == paragraphs(other)


def recommended(report: ParsedReport) -> list[tuple[int | None, str, tuple[str, ...], str]]:
    return [
        (r.number, words(r.text), tuple(map(words, r.headings)), r.addressee) for r in report.recommendations
    ]


def paragraphs(report: ParsedReport) -> list[tuple[int | None, str, str]]:
    found = []
    for one in report.paragraphs:
        text = words(one.text)
        for wrong, right in MISSPELT.items():
            text = text.replace(wrong, right)
        found.append((one.number, one.kind, text))
    return found


# Why a paragraph of a real report is left as it is though it breaks a rule below: by the rule, how many there are.
EXCEPTIONS = {
    # One report prints the number of a paragraph and no text behind it.
    "only a number": 1,
}


def test_the_structure_of_every_report_holds(outcomes: Mapping[str, Outcome]):
    """No paragraph is only a number or begins within a sentence, no recommendation lacks its points, and every nested
    bullet has what leads it in, in its own section and above it.
    """
    broken: dict[str, list[tuple[str, int]]] = {}
    for name, outcome in outcomes.items():
        if outcome.report is None:
            continue
        for rule, page in broken_rules(outcome.report):
            broken.setdefault(rule, []).append((name, page))
    assert {rule: len(places) for rule, places in broken.items()} == EXCEPTIONS, broken


def broken_rules(report: ParsedReport) -> Iterator[tuple[str, int]]:
    for place, one in enumerate(report.paragraphs):
        if not any(character.isalpha() for character in one.text):
            yield "only a number", one.page
        elif one.text[0].islower() and one.under is None:
            yield "begins within a sentence", one.page
        if one.level and one.under is None:
            yield "nested under nothing", one.page
        if one.under is not None:
            above = report.paragraphs[one.under]
            if one.under >= place or above.section != one.section or above.level > one.level:
                yield "led in from elsewhere", one.page
    for asked in report.recommendations:
        if asked.text.endswith(":"):
            yield "a recommendation without its points", asked.page
        if not asked.text.endswith(" ".join(asked.parts)):
            yield "points that the text does not hold", asked.page


def test_a_warning_of_the_structure_is_rare(outcomes: Mapping[str, Outcome]):
    """What is warned of in many reports is the parser's own fault."""
    warned = Counter(
        code
        for outcome in outcomes.values()
        if outcome.report
        for code in {warning.code for warning in outcome.report.warnings}
    )
    assert all(count <= 5 for count in warned.values()), warned
