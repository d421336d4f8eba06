"""Who signs a joint letter, and who leads the inspection of an area."""

import re
from collections.abc import Iterator, Sequence

from reports.parsing.document import Line
from reports.parsing.front import AFTER_NAME, NAME_PART

CLOSING = re.compile(r"yours (?:sincerely|faithfully)", re.IGNORECASE)
TEAM = re.compile(r"inspection team", re.IGNORECASE)
# Words of offices and of inspectorates: such a line names nobody.
OFFICES = re.compile(
    r"\b(?:Ofsted|Commission|CQC|HMI\w*|Inspect\w+|Constabulary|Probation|Director|Chief|Deputy|Majesty\S*|Fire|Rescue"
    r"|Services?|Care|Regulation|National|Regional|Head|Interim|Executive|Care|Health|Social|Quality|Children\S*"
    r"|Assistant|Senior|Lead|Officer|Hospitals?|Medicine|Primary|Act|Regulations|Operations|Safeguarding|Integrated"
    r"|Partnerships?|Policing|Education|Schools|Skills)\b",
    re.IGNORECASE,
)
# "OBE", "QPM", "BSc MB ChB"
LETTERS_BEHIND = re.compile(
    r"(?:(?<!\s)\s+|,\s*)(?:[A-Z]{2,}|[BM](?:Sc|Ed|Phil|A)|ChB|PhD|LL[BM]|\([^)]{0,100}\))\b\.?.*$"
)
TITLED = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame)\.?\s+)?"
PERSON = re.compile(rf"{TITLED}{NAME_PART}(?:\s+{NAME_PART}){{1,4}}")
# Signatures are in two columns where a line begins right of this share of the page's usual width.
RIGHT_COLUMN = 200.0
LEADS = re.compile(r"\blead\b", re.IGNORECASE)


def signatories(lines: Sequence[Line]) -> str | None:
    """All who sign, in the order of their offices: across two columns, row by row."""
    left: list[str] = []
    right: list[str] = []
    for place, text in signed_cells(lines):
        name = LETTERS_BEHIND.sub("", text).strip(" ,")
        if PERSON.fullmatch(name) and not OFFICES.search(name):
            (right if place > RIGHT_COLUMN else left).append(name)
    names: list[str] = []
    for row in range(max(len(left), len(right), 0)):
        names += [*left[row : row + 1], *right[row : row + 1]]
    return one_after_another(names)


def signed_cells(lines: Sequence[Line]) -> Iterator[tuple[float, str]]:
    """What is below the closing line, each cell with its left edge."""
    closing = max((index for index, line in enumerate(lines) if CLOSING.match(line.text)), default=None)
    if closing is None:
        return
    for line in lines[closing + 1 :]:
        if line.cells:
            yield from ((cell.left, cell.text.strip()) for cell in line.cells)
        else:
            yield line.left or 0.0, line.text.strip()


def one_after_another(names: Sequence[str]) -> str | None:
    """ "A, B and C" """
    if len(names) < 2:
        return names[0] if names else None
    return f"{', '.join(names[:-1])} and {names[-1]}"


def first_signatory(lines: Sequence[Line]) -> str | None:
    """The name below a letter's closing line."""
    for _, text in signed_cells(lines):
        name = LETTERS_BEHIND.sub("", text).strip(" ,")
        if PERSON.fullmatch(name) and not OFFICES.search(name):
            return name
    return None


def area_lead(lines: Sequence[Line]) -> str | None:
    """The inspector who leads for the inspectorate in the left column; whoever leads in the right one is another's."""
    team = max((index for index, line in enumerate(lines) if TEAM.match(line.text)), default=None)
    if team is None:
        return None
    before = ""
    for line in lines[team + 1 :]:
        text = (line.cells[0].text if line.cells else line.text).strip()
        if not line.cells and (line.left or 0.0) > RIGHT_COLUMN:
            continue
        if LEADS.search(text):
            for source in (text, f"{before} {text}"):
                person = AFTER_NAME.sub("", source.replace("Lead inspector:", "")).strip(" ,-–")
                person = re.sub(r"\s+[Ll]ead\b.*$", "", person)
                if PERSON.fullmatch(person):
                    return person
        before = text
    return None
