"""Which texts are weighed for the nearest, where few or none hold every word."""

import pytest

from reports.comparing.terms.vocabulary import count_terms
from reports.search.plan import nearest
from reports.search.query.understanding import Options
from tests.builders import make_inspection
from tests.search.archive import search, texts

ALONE = Options(thesaurus=False)
RARE = "A zeppelin was seen above the town hall."
TOPIC = [f"Chronologies are kept in team {number}." for number in range(8)]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """An archive in which a usual word is already too common to be weighed in full."""
    monkeypatch.setattr(nearest, "WEIGHED", 5)
    monkeypatch.setattr(nearest, "CANDIDATES", 3)
    make_inspection(paragraphs=[RARE, *TOPIC, "Nothing else is said of records."])
    count_terms()


@pytest.mark.usefixtures("narrow")
def test_one_rare_word_does_not_decide_alone_what_is_near() -> None:
    found = texts(search("zeppelin chronologies", options=ALONE))
    assert RARE in found
    assert set(found) & set(TOPIC)


@pytest.mark.usefixtures("narrow")
def test_rare_words_that_bring_enough_leave_the_common_ones_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "CANDIDATES", 1)
    assert texts(search("zeppelin chronologies", options=ALONE)) == [RARE]
