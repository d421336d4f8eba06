import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def make_pair() -> None:
    authority = make_authority(name="Ashmere")
    make_inspection(
        authority=authority,
        framework="cp",
        start=date(2012, 11, 1),
        judgements={"overall": "good", "practice": "adequate"},
        recommendations=["improve advocacy"],
        paragraphs=["Advocacy is weak."],
    )
    make_inspection(authority=authority, start=date(2014, 10, 1), paragraphs=["Roads.", "Advocacy is good."])


def compared(*arguments: str) -> dict[str, object]:
    out = StringIO()
    call_command("compare", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def test_it_prints_one_object_of_the_promised_shape():
    make_pair()
    said = compared("ashmere-2014-10-01", "ashmere-2012-…")
    assert (said["a"], said["b"]) == ("ashmere-2012-11-01", "ashmere-2014-10-01")
    assert set(said) >= {"a", "b", "judgements", "recommendations", "themes"}
    overall = said["judgements"][0]
    assert {key: overall[key] for key in ("strand_a", "strand_b", "relation", "grade_a", "grade_b")} == {
        "strand_a": "overall",
        "strand_b": "overall",
        "relation": "partly",
        "grade_a": "good",
        "grade_b": "good",
    }
    assert overall["movement"]
    assert overall["reason"]
    (recommendation,) = said["recommendations"]
    assert (recommendation["position"], recommendation["text"]) == (1, "improve advocacy")
    (match,) = recommendation["matches"]
    assert (match["kind"], match["number"]) == ("paragraph", 2)
    assert match["score"] > 0


@pytest.mark.parametrize(
    ("a", "b", "sentence"),
    [
        ("nowhere", "ashmere-2014", "No inspection is at the URL “nowhere”"),
        ("ashmere", "ashmere-2014", "The URL of more than one inspection begins with “ashmere”"),
        ("ashmere-2014", "ashmere-2014-10-01", "Both URLs are of the same inspection"),
    ],
)
def test_an_address_that_will_not_do_gets_one_sentence(a: str, b: str, sentence: str):
    make_pair()
    with pytest.raises(CommandError, match=sentence):
        call_command("compare", a, b)


def test_without_json_it_says_what_the_page_says():
    make_pair()
    out = StringIO()
    call_command("compare", "ashmere-2012", "ashmere-2014", stdout=out)
    assert "Overall good both times; another framework, another scale." in out.getvalue()
