from hypothesis import given
from hypothesis import strategies as st

from reports.comparing.terms.concepts import Finder, concepts, keys, listed
from reports.comparing.terms.words import sentences, words
from tests.comparing.plain import STEMS, paragraph


@given(st.text())
def test_the_sentences_of_any_text_cover_it(text: str):
    assert "".join(text[start:end] for start, end in sentences(text)) == text


@given(st.text())
def test_the_words_of_any_text_stand_in_their_sentences(text: str):
    spans = sentences(text)
    for word in words(text, STEMS):
        start, end = spans[word.sentence]
        assert start <= word.start < word.end
        assert word.start < end


def test_a_semicolon_and_a_bullet_end_a_sentence():
    assert len(sentences("Plans are late; visits are not. ■ Managers know. ■ They act.")) == 4


def test_a_concept_is_found_under_each_of_its_names():
    said = [paragraph(1, text).counts for text in ("Domestic violence is common.", "They go to MARAC.")]
    assert all("=domestic-abuse" in counts for counts in said)


def test_a_phrase_with_little_words_is_found_whole_or_not_at_all():
    assert "=seen-alone" in paragraph(1, "Children are seen on their own.").counts
    assert "=seen-alone" not in paragraph(1, "Children are seen.").counts


def test_no_concept_has_the_same_phrase_twice():
    for name, phrases in listed().items():
        assert len(phrases) == len(set(phrases)), name


def test_a_finder_says_where_a_phrase_stands():
    run = list(keys("the early help strategy", STEMS))
    assert (1, 3, "early-help") in Finder(concepts(STEMS)).found(run)
