"""What browser tests look at: a small made-up archive, or the samples as `make run` shows them."""

import io
from contextlib import redirect_stdout
from datetime import date

from django.core.management import call_command

from reports.archive.holdings import SAMPLES
from tests.builders import make_authority, make_inspection

SIF = {
    "overall": "requires improvement",
    "help-and-protection": "requires improvement",
    "care": "good",
    "adoption": "outstanding",
    "care-leavers": "inadequate",
    "leadership": "requires improvement",
    "lscb": "not judged",
}
CP = {
    "overall": "inadequate",
    "help-and-protection": "adequate",
    "practice": "adequate",
    "leadership": "inadequate",
}
ILACS = {
    "overall": "good",
    "help-and-protection": "good",
    "care-and-care-leavers": "good",
    "leadership": "outstanding",
}
ILACS_2026 = {"leadership": "good", "help-and-protection": "good", "care": "good", "care-leavers": "good"}


def fill() -> None:
    """Harrow Vale with four reports, a neighbour with one, and one without any."""
    vale = make_authority(
        name="Harrow Vale",
        dfe_code="901",
        statistical_neighbours=["902", "903"],
        former_names=["Borough of Harrow Vale"],
        fictional=True,
    )
    for framework, start, judgements in (
        ("cp", date(2012, 11, 12), CP),
        ("sif", date(2014, 9, 30), SIF),
        ("ilacs", date(2019, 3, 4), ILACS),
        ("ilacs", date(2026, 5, 11), ILACS_2026),
    ):
        make_inspection(
            authority=vale,
            framework=framework,
            start=start,
            judgements=judgements,
            recommendations=["Make the plan known to those who have to carry it out."],
            paragraphs=[
                "The plan is clear, and few people have read it.",
                "Families wait for an early answer.",
            ],
        )
    moor = make_authority(name="Stonebridge Moor", dfe_code="902", region="London", type="London Borough")
    make_inspection(authority=moor, start=date(2015, 2, 2), judgements=SIF)
    make_authority(name="Marlow Fen", dfe_code="903", region="East of England", type="County")


def ingest_samples() -> None:
    """The fictional reports of the project, read as any report is."""
    with redirect_stdout(io.StringIO()):
        call_command("load_authorities")
        call_command("load_themes")
        call_command("ingest", SAMPLES)
