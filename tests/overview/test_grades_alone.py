"""What is about grades is about graded inspections alone: a visit or an area inspection moves none of it."""

from datetime import date

import pytest
from django.test import Client

from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db
DATA = (
    "/authorities.csv",
    "/national.csv",
    "/national/grid.csv",
    "/national/grid.csv?on=2024-01-01",
    "/trajectories.csv",
    "/inspections.csv",
    "/themes.csv",
)


def answers(client: Client) -> dict[str, bytes]:
    found = {}
    for url in DATA:
        response = client.get(url)
        assert response.status_code == 200, url
        found[url] = response.getvalue()
    return found


def test_visits_and_area_inspections_move_no_grade_count_or_trajectory(client: Client):
    council = make_authority(name="Northam", slug="northam")
    for year, grade in ((2014, "inadequate"), (2019, "good")):
        make_inspection(
            authority=council,
            start=date(year, 3, 3),
            framework="sif" if year == 2014 else "ilacs",
            judgements={"overall": grade, "leadership": grade},
            paragraphs=["Plans are late."],
        )
    before = answers(client)
    home = client.get("/").context
    for year, kind in ((2016, "visit"), (2021, "visit"), (2022, "jtai"), (2023, "send")):
        make_inspection(
            authority=council,
            start=date(year, 3, 3),
            framework=None,
            kind=kind,
            outcome="inconsistent" if kind == "send" else "",
            paragraphs=["Plans are late."],
            recommendations=["Write plans."],
        )
    assert answers(client) == before
    after = client.get("/").context
    assert after["figures"] == home["figures"]
    assert [one.inspection for one in after["newest"]] == [one.inspection for one in home["newest"]]
    assert [(one.earlier, one.later) for one in after["changes"]] == [
        (one.earlier, one.later) for one in home["changes"]
    ]
