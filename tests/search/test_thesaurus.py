"""The thesaurus that comes with the code, and how it reaches the archive."""

import csv
import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from reports.language.query_grammar import parts_of
from reports.language.stems import stems_of
from reports.models import ThesaurusEntry
from reports.search.query.light import LIGHT
from reports.search.query.thesaurus import FILE, load, thesaurus


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
def test_a_word_of_the_field_is_no_form_of_an_everyday_one() -> None:
    for term, said in (("runaway", "missing"), ("miss", "absence"), ("ages", "delay"), ("quit", "resign")):
        ThesaurusEntry.objects.update_or_create(
            term=term, defaults={"expansions": [said], "kind": "everyday"}
        )
    held = thesaurus()
    assert held.lookup(("miss",), ("missing",)) is None
    assert held.lookup(("age",), ("aged",)) is None
    assert held.lookup(("quit",), ("quite",)) is None


@pytest.mark.django_db
def test_a_term_of_several_words_is_found_in_every_form() -> None:
    load()
    plans = thesaurus().lookup(("child", "protect", "plan"), ("child", "protection", "plans"))
    assert plans is not None
    assert "CPP" in [way.text for way in plans.expansions]


@pytest.mark.django_db
def test_what_the_list_no_longer_holds_goes_but_not_what_a_curator_wrote(tmp_path: Path) -> None:
    file = tmp_path / "thesaurus.csv"
    file.write_text("term,expansions,kind,both_ways\none,first,name,no\ntwo,second,name,no\n")
    load(file)
    ThesaurusEntry.objects.create(term="own", expansions=["mine"], kind="name", edited=True)
    file.write_text("term,expansions,kind,both_ways\ntwo,second,name,no\n")
    assert load(file) == (0, 1)
    assert set(ThesaurusEntry.objects.values_list("term", flat=True)) == {"two", "own"}


def test_the_list_holds_nothing_foolish() -> None:
    """Light words say nothing, and an expansion is written once."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            said = [way.strip() for way in row["expansions"].split(";")]
            assert len({way.lower() for way in said}) == len(said), row["term"]
            if row["kind"] in {"everyday", "name"}:
                assert not {way.lower() for way in said} & LIGHT, row["term"]


@pytest.mark.django_db
def test_the_head_of_a_term_widens_to_its_acronyms() -> None:
    load()
    for term, acronym in (("exploitation", "CSE"), ("exploitation", "CCE"), ("sexual exploitation", "CSE")):
        words = tuple(term.split())
        entry = thesaurus().lookup(tuple(stems_of(words)[word] for word in words), words)
        assert entry is not None
        assert acronym in [way.text for way in entry.expansions]


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
