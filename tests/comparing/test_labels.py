from datetime import date

import pytest

from reports.comparing.comparison import Comparison
from reports.comparing.labels import counts, labels, steps
from reports.comparing.service import compare
from reports.comparing.wording import opening
from reports.exports.comparison import COLUMNS, as_json, columns, csv_rows
from reports.models.recommendation_statuses import Status
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def compared(*, one_authority: bool) -> Comparison:
    ashmere = make_authority(name="Ashmere")
    other = ashmere if one_authority else make_authority(name="Holt")
    a = make_inspection(
        authority=ashmere,
        start=date(2014, 9, 1),
        judgements={"overall": "inadequate"},
        recommendations=["improve advocacy for children", "repaint the zebra crossing"],
        paragraphs=["Advocacy is weak."],
    )
    b = make_inspection(
        authority=other,
        start=date(2015, 9, 1),
        judgements={"overall": "good"},
        recommendations=["Improve advocacy for all children.", "Recruit foster carers."],
        paragraphs=["Roads."],
    )
    return compare(a, b)


def test_between_two_authorities_nothing_is_said_to_happen_again():
    comparison = compared(one_authority=False)
    named = labels(comparison)
    said = [*named.statuses.values(), *named.counted.values(), named.recommendations, named.new, *named.alone]
    said += [opening(comparison), *columns(comparison)]
    said += [str(cell) for row in csv_rows(comparison) for cell in row]
    assert not [text for text in said if "again" in text or "later" in text or "earlier" in text]
    assert named.statuses[Status.ASKED_AGAIN] == "asked of Holt too"
    assert named.alone == ("only in Ashmere", "only in Holt")


def test_the_opening_of_two_authorities_names_them():
    assert opening(compared(one_authority=False)) == (
        "Overall inadequate in Ashmere, good in Holt. Inspectors made two recommendations in Ashmere. By comparing "
        "wording, we think one was asked of Holt too and for one nothing was found in Holt. Another one was made in "
        "Holt only. No one has checked this yet."
    )


def test_over_time_columns_keep_their_names_and_values_theirs():
    comparison = compared(one_authority=True)
    assert tuple(columns(comparison)) == COLUMNS
    assert "asked for again" in {row[3] for row in csv_rows(comparison)}


def test_as_data_a_status_is_the_machines_word_and_its_label_the_readers():
    (told, _) = as_json(compared(one_authority=False))["recommendations"]
    assert (told["status"], told["status_label"]) == ("asked for there too", "asked of Holt too")


def test_the_board_counts_every_status_and_what_is_new():
    comparison = compared(one_authority=True)
    assert [(one.key, one.number, one.url) for one in counts(comparison, labels(comparison))] == [
        ("asked-for-again", 1, "#asked-for-again"),
        ("criticised-again", 0, "#criticised-again"),
        ("reported-as-improved", 0, "#reported-as-improved"),
        ("mixed", 0, "#mixed"),
        ("not-found", 1, "#not-found"),
        ("unclear", 0, "#unclear"),
        ("new", 1, "#new"),
    ]
    assert steps(comparison) == [(1, "asked-for-again", "#fate-1"), (2, "not-found", "#fate-2")]
