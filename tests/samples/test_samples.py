"""The project's own reports: fictional and saying so, and without a sentence of a real one."""

import csv
import re
from pathlib import Path

import pypdfium2
import pytest

from reports.archive.holdings import SAMPLES
from reports.parsing.report import parse_report

REPORTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".md", ".txt"})
FICTIONAL = SAMPLES.parent / "data" / "fictional_authorities.csv"
# Shorter ones ("The board's training is a strength.") may be anybody's.
SHORTEST = 10


def normal(text: str) -> str:
    """Words alone, so that quotes, dashes and line breaks do not hide a likeness."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


def sentences(text: str) -> list[str]:
    """The sentences of a text that are long enough to be somebody's own. Headings end without a stop."""
    found = [normal(part) for part in re.findall(r"[^.!?|\n]+[.!?]", text.replace("\f", ""))]
    return [sentence for sentence in found if len(sentence.split()) >= SHORTEST]


def test_there_are_five_of_four_frameworks() -> None:
    frameworks = [parse_report(path.read_bytes(), name=path.name).framework for path in REPORTS]
    assert sorted(filter(None, frameworks)) == ["cp", "ilacs", "ilacs", "lac", "sif"]


def test_there_is_one_of_each_kind_without_grades() -> None:
    others = [parse_report(path.read_bytes(), name=path.name).other for path in REPORTS]
    assert sorted(other.kind or "" for other in others if other) == ["jtai", "send", "visit"]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_sample_says_on_its_front_page_that_it_is_fictional(path: Path) -> None:
    report = parse_report(path.read_bytes(), name=path.name)
    front = " ".join(block.text for block in report.blocks[:8])
    assert "Fictional sample report, written for this software." in front
    assert report.authority is not None
    with FICTIONAL.open(encoding="utf-8", newline="") as file:
        names = {row["gss_code"] for row in csv.DictReader(line for line in file if line[0] != "#")}
    assert report.authority.gss_code in names


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_sample_is_long_enough_to_be_worth_reading(path: Path) -> None:
    report = parse_report(path.read_bytes(), name=path.name)
    if report.other:
        assert report.other.items
    else:
        assert sum(paragraph.number is not None for paragraph in report.paragraphs) >= 40
        assert report.recommendations
    assert report.warnings == ()
    assert report.unaccounted == ()


@pytest.mark.corpus
def test_no_sentence_of_a_real_report_stands_in_a_sample(corpus: Path) -> None:
    real = " | ".join(normal(text) for text in texts_of(corpus))
    copied = [
        f"{path.name}: {sentence}"
        for path in REPORTS
        for sentence in sentences(path.read_text(encoding="utf-8"))
        if sentence in real
    ]
    assert copied == []


def texts_of(corpus: Path) -> list[str]:
    """The plain text of every real report."""
    texts = [path.read_text(encoding="utf-8") for path in (corpus / "text").glob("*.txt")]
    for path in (corpus / "pdf").rglob("*.pdf"):
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            continue  # a web page saved as .pdf
        texts.append(" ".join(page.get_textpage().get_text_range() for page in document))
        document.close()
    return texts
