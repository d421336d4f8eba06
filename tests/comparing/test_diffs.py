from hypothesis import given
from hypothesis import strategies as st

from reports.comparing.terms.diffs import diff, likeness, nearly_same

BEFORE = "Plans are reviewed each month and managers sign them."
AFTER = "Plans are reviewed each week and most managers sign them."
TEXTS = st.lists(st.sampled_from(["plans", "are", "late", "Plans,", "good", "not"]), max_size=12).map(
    " ".join
)


def told(before: str, after: str, role: str) -> list[str]:
    return [span.text.strip() for span in diff(before, after) if span.role == role]


def test_what_was_put_in_and_taken_out_is_marked_by_words():
    assert told(BEFORE, AFTER, "del") == ["month"]
    assert told(BEFORE, AFTER, "ins") == ["week", "most"]


@given(TEXTS, TEXTS)
def test_a_diff_without_what_was_taken_out_is_the_later_text(before: str, after: str):
    kept = "".join(span.text for span in diff(before, after) if span.role != "del")
    assert kept.split() == after.split()


@given(TEXTS, TEXTS)
def test_a_diff_without_what_was_put_in_is_the_earlier_text(before: str, after: str):
    kept = "".join(span.text for span in diff(before, after) if span.role != "ins")
    assert [word.lower() for word in kept.split()] == [word.lower() for word in before.split()]


def test_quotes_and_capitals_make_no_difference():
    assert likeness("The child’s plan", "the child's plan") == 1.0


def test_texts_that_share_few_words_are_not_nearly_the_same():
    assert nearly_same(BEFORE, AFTER)
    assert not nearly_same(BEFORE, "Foster carers are recruited in good time.")
    assert not nearly_same("", "")
