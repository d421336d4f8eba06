from datetime import date, timedelta

import pytest
from django.test import Client

from reports.exports import chunks
from reports.exports.chunks import in_chunks
from reports.exports.csv import PIECE, in_pieces
from reports.models import Inspection
from tests.builders import make_authority, make_inspection

HEADER_AND_FIRST_KEYS = 2


@pytest.fixture
def seven(db) -> list[str]:
    authority = make_authority()
    starts = [date(2012, 1, 1) + timedelta(days=100 * n) for n in range(7)]
    return [make_inspection(authority=authority, start=start).slug for start in starts]


@pytest.mark.django_db
def test_rows_come_in_the_order_of_the_list_a_few_at_a_time(seven, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(chunks, "FIRST", 2)
    monkeypatch.setattr(chunks, "CHUNK", 3)
    rows = in_chunks(Inspection.objects.newest_first(), Inspection.objects.for_reading())
    with django_assert_num_queries(HEADER_AND_FIRST_KEYS):
        first = [next(rows).slug, next(rows).slug]
    with django_assert_num_queries(2):
        rest = [row.slug for row in rows]
    assert first + rest == seven[::-1]


@pytest.mark.django_db
def test_a_row_that_is_deleted_meanwhile_is_left_out(seven, monkeypatch):
    monkeypatch.setattr(chunks, "FIRST", 1)
    rows = in_chunks(Inspection.objects.oldest_first(), Inspection.objects.all())
    assert next(rows).slug == seven[0]
    Inspection.objects.filter(slug=seven[3]).delete()
    assert [row.slug for row in rows] == [*seven[1:3], *seven[4:]]


@pytest.mark.django_db
def test_nothing_found_is_one_query_and_no_row(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(in_chunks(Inspection.objects.all(), Inspection.objects.all())) == []


@pytest.mark.django_db
def test_a_download_begins_before_its_last_rows_are_worked_out(
    client: Client, seven, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(chunks, "FIRST", 2)
    monkeypatch.setattr(chunks, "CHUNK", 2)
    with django_assert_max_num_queries(30) as queries:
        pieces = iter(client.get("/inspections.csv"))
        first = next(pieces) + next(pieces)
        assert first.count(b"\r\n") == 2
        begun = len(queries)
        rest = b"".join(pieces)
    assert rest.count(b"\r\n") == len(seven) - 1
    assert len(queries) - begun == 6, "three more chunks, each with its judgements"


def test_lines_are_sent_in_pieces_and_the_first_two_by_themselves():
    lines = ["head\r\n", "row\r\n", *("x" * 1000 for _ in range(40))]
    pieces = list(in_pieces(lines))
    assert "".join(pieces) == "".join(lines)
    assert pieces[:2] == lines[:2]
    assert all(PIECE <= len(piece) < PIECE + 1000 for piece in pieces[2:-1])
    assert len(pieces) == 5
