"""A document that is not a graded inspection to what it says: kind, theme, outcome, partners, and what it asks for.

The archive keeps such a document without a framework: what is read here is beside the fields of a report.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from reports.frameworks.other_kinds import OTHER_KINDS, OUTCOMES, UNNAMED, OtherKind
from reports.parsing.action_lists import action_lists
from reports.parsing.action_tables import action_tables
from reports.parsing.document import Block, Line, OtherDocument, Outcome, Warning
from reports.parsing.drawn_rules import Rule
from reports.parsing.front import authority_warnings
from reports.parsing.headings import folded
from reports.parsing.joining import Vocabulary, without_marks
from reports.parsing.layout import Layout
from reports.parsing.opening import Opening, read_opening
from reports.parsing.partners import partners_of
from reports.parsing.signatures import area_lead, first_signatory, signatories

Rules = Callable[[], Mapping[int, Sequence[Rule]]]
NOT_READ = ("running", "footnote", "contents")
PAGE_NUMBER = re.compile(r"(?:page )?\d{1,3}", re.IGNORECASE)
OUTCOME_HEADING = re.compile(r"inspection outcome", re.IGNORECASE)
MOST_OF_OUTCOME = 12
SENTENCE = re.compile(r"[^.]+(?:\.|$)")


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What was read of a document of another kind: its opening, who leads it, the rest, and the warnings."""

    document: OtherDocument
    opening: Opening
    lead_inspector: str | None
    warnings: tuple[Warning, ...]


def read_other(blocks: Sequence[Block], layout: Layout, rules: Rules) -> OtherReading | None:
    """The document as one of the other kinds; None where its opening is that of none."""
    lines = lines_read(blocks)
    words = Vocabulary(lines)
    for kind in (*OTHER_KINDS, *UNNAMED):
        opening = read_opening(lines, kind, words)
        if opening:
            bullets = {block.lines[0].number for block in blocks if block.role == "bullet"}
            return reading_of(kind, opening, lines, layout, words, rules, bullets)
    return None


def lines_read(blocks: Sequence[Block]) -> list[Line]:
    """The lines in reading order, without those that repeat on each page, notes and licences."""
    lines = [
        line
        for block in blocks
        # An inspectorate's address ends a report, and heads a letter.
        if block.role not in NOT_READ and (block.role != "boilerplate" or block.page == 1)
        for line in block.lines
        if not PAGE_NUMBER.fullmatch(line.text.strip())
    ]
    return sorted(lines, key=lambda line: line.number)


def reading_of(
    kind: OtherKind,
    opening: Opening,
    lines: Sequence[Line],
    layout: Layout,
    words: Vocabulary,
    rules: Rules,
    bullets: Collection[int],
) -> OtherReading:
    if kind.setting == "area report":
        items = action_tables(lines, rules(), words)
        lead = area_lead(lines)
    else:
        items = action_lists(lines, layout, words, groups=kind.setting != "letter", bullets=bullets)
        lead = signatories(lines) if kind.signed_by_all else opening.visited_by or first_signatory(lines)
    if kind.setting == "review":
        lead = None
    outcome = outcome_of(lines, words) if kind.setting == "area report" else None
    document = OtherDocument(
        kind=kind.key,
        theme=opening.theme,
        outcome=outcome,
        partners=partners_of(lines, kind, words),
        items=items,
    )
    return OtherReading(document, opening, lead, tuple(warnings_of(kind, opening, lead, outcome)))


def outcome_of(lines: Sequence[Line], words: Vocabulary) -> Outcome | None:
    """The outcome in the box below its heading, with its sentence."""
    for index, line in enumerate(lines):
        if not OUTCOME_HEADING.match(line.text):
            continue
        text = without_marks(words.join(list(lines[index + 1 : index + 1 + MOST_OF_OUTCOME])))
        for sentence in SENTENCE.findall(text):
            for outcome, wording in OUTCOMES:
                if wording.search(folded(sentence)):
                    return Outcome(outcome, sentence.strip(), line.page)
    return None


def warnings_of(
    kind: OtherKind, opening: Opening, lead: str | None, outcome: Outcome | None
) -> list[Warning]:
    """What every such document prints and was not found in this one."""
    found = authority_warnings(opening.printed, opening.resolution)
    if kind.key is None:
        return found
    if opening.start is None:
        found.append(Warning("no-dates", "The dates of the inspection were not found.", 1))
    if lead is None:
        found.append(Warning("no-inspector", "No lead inspector was found.", 1))
    if opening.impossible:
        found.append(
            Warning("impossible-date", f"The letter's date is printed as “{opening.impossible}”.", 1)
        )
    if kind.setting == "area report" and outcome is None:
        found.append(Warning("no-outcome", "The outcome of the inspection was not found.", 1))
    return found
