"""The thesaurus that comes with the code, and how it reaches the archive."""

import csv
import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from reports.models import ThesaurusEntry
from reports.search.thesaurus import FILE, load, thesaurus
from reports.search.wording import parts_of


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_list_has_at_least_150_entries_each_with_a_kind_and_an_expansion() -> None:
    found = rows()
    assert len(found) >= 150
    assert {row["kind"] for row in found} == set(ThesaurusEntry.Kind.values)
    assert all(part.strip() for row in found for part in row["expansions"].split(";"))
    assert {row["both_ways"] for row in found} == {"yes", "no"}


def test_no_term_stands_twice_in_the_list() -> None:
    terms = [row["term"].casefold() for row in rows()]
    assert len(terms) == len(set(terms))


def test_no_term_of_the_list_stands_for_itself() -> None:
    assert not [
        row["term"]
        for row in rows()
        if row["term"].casefold() in {part.strip().casefold() for part in row["expansions"].split(";")}
    ]


@pytest.mark.parametrize(
    "term",
    [
        *(
            "CSE",
            "LSCB",
            "MASH",
            "MARAC",
            "CAF",
            "LADO",
            "IRO",
            "NQSW",
            "ASYE",
            "CAMHS",
            "UASC",
            "PLO",
            "SGO",
        ),
        *(
            "NEET",
            "EHE",
            "DCS",
            "grooming",
            "runaways",
            "housing",
            "school results",
            "council",
            "looked after",
        ),
        *("child in need", "domestic violence"),
    ],
)
def test_the_fields_own_terms_are_in_the_list(term: str) -> None:
    assert term in {row["term"] for row in rows()}


@pytest.mark.django_db
def test_the_list_is_in_the_archive() -> None:
    load()
    assert ThesaurusEntry.objects.count() >= 150
    entry = thesaurus().lookup(("cse",), ("cse",))
    assert entry is not None
    assert entry.expansions[0].text == "child sexual exploitation"


@pytest.mark.django_db
def test_an_entry_is_for_its_word_in_every_form_but_not_for_another_of_the_same_stem() -> None:
    for term, said in (("busy", "workload"), ("uni", "higher education"), ("university", "degree")):
        ThesaurusEntry.objects.update_or_create(
            term=term, defaults={"expansions": [said], "kind": "everyday"}
        )
    held = thesaurus()
    busied = held.lookup(("busi",), ("busied",))
    assert busied is not None
    assert busied.term == "busy"
    assert held.lookup(("busi",), ("business",)) is None
    assert held.lookup(("univers",), ("universal",)) is None


@pytest.mark.django_db
def test_an_entry_for_the_very_form_comes_before_one_for_another() -> None:
    for term, said in (("miss", "absence"), ("missing", "runaway")):
        ThesaurusEntry.objects.update_or_create(
            term=term, defaults={"expansions": [said], "kind": "everyday"}
        )
    found = thesaurus().lookup(("miss",), ("missing",))
    assert found is not None
    assert [way.text for way in found.expansions] == ["runaway"]


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_keeps_what_a_curator_edited(tmp_path: Path) -> None:
    load()
    assert load() == (0, 0)
    ThesaurusEntry.objects.filter(term="kids").update(expansions=["children"], edited=True)
    ThesaurusEntry.objects.filter(term="CSE").update(expansions=["something else"])
    out = io.StringIO()
    call_command("load_thesaurus", stdout=out)
    assert out.getvalue() == "Thesaurus: 0 added, 1 changed.\n"
    assert ThesaurusEntry.objects.get(term="kids").expansions == ["children"]
    assert ThesaurusEntry.objects.get(term="CSE").expansions == ["child sexual exploitation"]


@pytest.mark.parametrize(("term", "expansions"), [("!!", ["sign"]), ("kids", ["Kids"])])
def test_an_entry_that_says_nothing_is_refused(term: str, expansions: list[str]) -> None:
    with pytest.raises(ValidationError):
        ThesaurusEntry(term=term, expansions=expansions, kind="everyday").clean()


def test_terms_are_read_as_queries_are() -> None:
    assert all(parts_of(row["term"]) for row in rows())
