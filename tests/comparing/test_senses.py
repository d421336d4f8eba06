"""Words that share a stem and no meaning, and how a single shared word is marked."""

import pytest

from reports.comparing.terms.senses import STEMS, means_another, senses
from reports.comparing.terms.spans import marked
from tests.comparing.plain import paragraph


@pytest.mark.parametrize(
    ("asked", "word", "another"),
    [
        ("Drive improvement in universal services.", "university", True),
        ("Drive improvement in universal services.", "Universal", False),
        ("Review the emergency duty service.", "emerging", True),
        ("Find children who are missing.", "missed", True),
        ("Find missing children and learn from missed visits.", "missed", False),
        ("Reduce caseloads.", "university", False),
    ],
)
def test_a_stem_is_not_a_meaning(asked: str, word: str, another: bool):
    assert means_another(word, senses(asked)) is another


def test_no_word_has_two_meanings():
    words = [word for groups in STEMS for group in groups for word in group]
    assert len(words) == len(set(words))


def test_a_word_of_another_meaning_is_not_marked():
    said = paragraph(1, "Visits were missed and caseloads grew.")
    telling = frozenset({"miss", "caseload"})
    asked = senses("Caseloads, and missing children.")
    assert [span.text for span in marked(said, telling, asked=asked) if span.role != "plain"] == ["caseloads"]


@pytest.mark.parametrize(("telling", "role"), [({"caseload"}, "faint"), ({"caseload", "grew"}, "mark")])
def test_one_shared_word_is_marked_more_weakly_than_several(telling: set[str], role: str):
    said = paragraph(1, "High caseloads grew, and caseloads stayed.")
    found = marked(said, frozenset(telling), one_word="faint")
    assert {span.role for span in found} == {"plain", role}
