"""Printed names of authorities to the reference list: by rules, never by likeness."""

from datetime import date

import pytest

from reports.parsing.authorities import entries, resolve

STYLES = (
    "{}",
    "{} Council",
    "{} City Council",
    "{} County Council",
    "{} Borough Council",
    "{} Metropolitan Borough Council",
    "Metropolitan Borough of {}",
    "London Borough of {}",
    "The London Borough of {}",
    "The Royal Borough of {}",
    "City of {}",
    "The Council of the City of {}",
    "{} Unitary Authority",
    "{} Safeguarding Children Board",
)
STANDING = [entry for entry in entries() if entry.abolished is None]


@pytest.mark.parametrize("style", STYLES)
def test_every_authority_is_known_in_every_style(style: str):
    unknown = [
        name
        for entry in STANDING
        for name in {
            entry.name,
            entry.name.upper(),
            entry.name.replace(" and ", " & "),
            entry.name.replace("-", " "),
        }
        if resolve(style.format(name), on=date(2024, 5, 1)).entry != entry
    ]
    # "City of London Borough" is not a name of anything.
    assert [name for name in unknown if "london" not in name.lower()] == []


@pytest.mark.parametrize(
    ("printed", "on", "code"),
    [
        ("Hull", "2022-11-14", "E06000010"),
        ("Bristol City of", "2014-09-01", "E06000023"),
        ("Bradford Children and Families Trust", "2026-01-12", "E08000032"),
        ("Worcestershire Children First", "2023-05-01", "E10000034"),
        ("City of London Corporation", "2016-07-01", "E09000001"),
        ("St Helens Metropolitan Borough Council", "2019-09-23", "E08000013"),
        ("Cumbria County Council", "2015-03-01", "E10000006"),
        ("Northamptonshire County Council", "2016-02-02", "E10000021"),
        ("Bournemouth Borough Council", "2014-04-01", "E06000028"),
        ("Borough of Poole", "2017-10-01", "E06000029"),
        ("Dorset County Council", "2016-02-01", "E06000059"),
        ("Buckinghamshire County Council", "2014-06-01", "E06000060"),
        ("Ashmere", "2014-06-01", "X06000001"),
        ("Ashmere LSCB", "2014-06-01", "X06000001"),
        ("Ashmere Safeguarding Children Partnership", "2018-06-01", "X06000001"),
        ("Royal Borough of Kingston", "2019-01-21", "E09000021"),
        ("Bath & NE Somerset Council", "2017-04-25", "E06000022"),
    ],
)
def test_a_printed_name_means_one_authority(printed: str, on: str, code: str):
    found = resolve(printed, on=date.fromisoformat(on)).entry
    assert found is not None
    assert found.gss_code == code


def test_an_abolished_authority_means_its_one_successor():
    found = resolve("Bournemouth", on=date(2022, 1, 1)).entry
    assert found is not None
    assert found.name == "Bournemouth, Christchurch and Poole"


@pytest.mark.parametrize(
    ("printed", "on", "names"),
    [
        ("Cumbria", "2024-01-01", {"Cumberland", "Westmorland and Furness"}),
        (
            "Achieving for Children",
            "2020-01-01",
            {"Kingston upon Thames", "Richmond upon Thames", "Windsor and Maidenhead"},
        ),
        ("Kingston", "2020-01-01", {"Kingston upon Hull", "Kingston upon Thames"}),
    ],
)
def test_a_name_that_may_mean_several_is_left_to_a_curator(printed: str, on: str, names: set[str]):
    resolution = resolve(printed, on=date.fromisoformat(on))
    assert resolution.entry is None
    assert {entry.name for entry in resolution.candidates} == names


@pytest.mark.parametrize(
    "printed", ["", "Council", "The local authority", "Nottinghamshir", "Readin", "Barset County Council"]
)
def test_an_unknown_name_means_nobody(printed: str):
    assert resolve(printed).entry is None
    assert resolve(printed).candidates == ()


def test_successors_are_in_the_list():
    codes = {entry.gss_code for entry in entries()}
    assert {code for entry in entries() for code in entry.successors} <= codes


def test_codes_are_unique():
    codes = [entry.gss_code for entry in entries()]
    assert len(codes) == len(set(codes))
