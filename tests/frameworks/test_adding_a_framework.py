"""A sixth framework, added as CONTRIBUTING says, to a copy of the project: data alone, and every page opens.

It has a scale of its own with a grade that was never there, no overall grade, hardly an entry in the
crosswalk and no inspector on its front page: whatever a page takes for granted about the five real ones fails here.
"""

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.conftest import ROOT
from tests.test_every_url_is_kept import PATHS

DESCRIPTION = """    Framework(
        key="sixth",
        name="Review of children's experiences",
        short="Experiences",
        years=(2024, None),
        scale=("secure", "good", "weak"),
        strands=("help-and-protection", "care", "leadership"),
        names_inspector=False,
        always_recommends=True,
    ),
)
BY_KEY ="""
LAYOUT = """    ReportLayout(
        framework="sixth",
        recognised_by=pattern(r"review of children's experiences"),
        not_by=None,
        table="front",
        rows=ROWS,
        recommends=RECOMMENDATIONS,
        recommends_no_more=pattern(r"the experiences of"),
        numbered=True,
        title_begins=r"review of children.s experiences",
        named_in_title=re.compile(r"experiences in (?P<name>.+)$", re.IGNORECASE),
    ),
)
LAYOUT_BY_KEY ="""
LINK = """
[[link]]
frameworks = ["sif", "sixth"]
strands = ["help-and-protection", "help-and-protection"]
relation = "same"
reason = "Both judge how children are helped and protected."
source = "sif"
"""
REPORT = """# Review of children’s experiences in Ashmere

Inspection dates: 3 to 7 March 2025

| Judgement | Grade |
|-----------|-------|
| The impact of leaders on social work practice | Weak |
| Children who need help and protection | Secure |
| Children in care | Good |

## Recommendations

1. Give every child one plan that says who will do what by when.

2. Tell leaders each month how long children wait for their first visit.

## The experiences of children who need help and protection: secure

3. Children are seen quickly, and they know who their worker is.

4. Plans are short enough for a family to keep.

## The experiences of children in care: good

5. Children in care live close to their schools and their friends.

## The impact of leaders on social work practice: weak

6. Leaders learn too late how long children wait.
"""
# Runs in the copy: what a maintainer and a reader would do, and what every page answered.
JOURNEY = """
import json, logging, sys
import django
django.setup()
logging.disable(logging.CRITICAL)
from django.core.management import call_command
from django.test import Client
from reports.models import Inspection
call_command("makemigrations", "reports", verbosity=0)
call_command("migrate", verbosity=0)
call_command("load_authorities", verbosity=0)
call_command("load_themes", verbosity=0)
for folder in ("reports/samples", sys.argv[1]):
    call_command("ingest", folder, verbosity=0)
paths, pages = json.loads(sys.argv[2]), {}
sixth = Inspection.objects.get(framework="sixth")
earlier = Inspection.objects.filter(authority__slug="ashmere", framework="sif").get()
sides = {"a": earlier.slug, "b": sixth.slug}
for name, path in paths.items():
    response = Client().get(path.format(**sides))
    body = b"".join(response) if response.streaming else response.content
    pages[name] = [response.status_code, body.decode()]
grades = list(sixth.judgements.values_list("strand", "grade"))
asked, warnings = sixth.recommendations.count(), sixth.source.warnings
print(json.dumps({"pages": pages, "grades": grades, "asked": asked, "warnings": warnings}))
"""


@pytest.fixture(scope="module")
def database(database_url: str) -> Iterator[str]:
    """A database of its own, since a new framework changes the tables' constraints."""
    name = f"sixth_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield (
            database_url.rpartition("/")[0]
            + "/"
            + name
            + database_url.rpartition("/")[2].partition("inspections")[2]
        )
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def journey(database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    project = tmp_path_factory.mktemp("project")
    for folder in ("inspections", "reports", "templates", "static"):
        shutil.copytree(ROOT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__"))
    add(project / "reports/frameworks/definitions.py", ")\nBY_KEY =", DESCRIPTION)
    add(project / "reports/frameworks/definitions.py", "GRADES = (", 'GRADES = ("secure", ')
    add(
        project / "reports/frameworks/definitions.py",
        '"inadequate")\nSCALE_2012',
        '"inadequate", "weak")\nSCALE_2012',
    )
    add(project / "reports/frameworks/layouts.py", ")\nLAYOUT_BY_KEY =", LAYOUT)
    with (project / "reports/data/crosswalk.toml").open("a", encoding="utf-8") as crosswalk:
        crosswalk.write(LINK)
    report = project / "sixth.md"
    report.write_text(REPORT, encoding="utf-8")
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "inspections.settings",
        "SECRET_KEY": "of a copy that nobody keeps",
        "ALLOWED_HOSTS": "testserver",
        "HTTPS": "0",
        "DEBUG": "1",
        "VAR_DIR": str(project / "var"),
        "PYTHONPATH": str(project),
    }
    # Its paragraphs are fewer than the samples' are.
    paths = {name: path.replace("para-12", "para-3") for name, path in PATHS.items()}
    paths["national-given-csv"] = "/national.csv?view=given&strand=care"
    told = subprocess.run(
        [sys.executable, "-c", JOURNEY, str(report), json.dumps(paths)],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-2000:] + told.stderr[-4000:]
    found: dict[str, object] = json.loads(told.stdout.strip().splitlines()[-1])
    return found


def add(file: Path, behind: str, text: str) -> None:
    """Put a text in the place of another that the file holds once."""
    source = file.read_text(encoding="utf-8")
    assert source.count(behind) == 1, (file, behind)
    file.write_text(source.replace(behind, text), encoding="utf-8")


def test_its_report_is_read_with_grades_and_recommendations(journey: dict):
    assert journey["grades"] == [["leadership", "weak"], ["help-and-protection", "secure"], ["care", "good"]]
    assert journey["asked"] == 2
    assert journey["warnings"] == []


def test_every_kind_of_page_opens(journey: dict):
    assert {name: status for name, (status, _) in journey["pages"].items() if status != 200} == {}


def test_its_grades_are_printed_and_set_against_none_of_another_scale(journey: dict):
    pages = {name: text for name, (_, text) in journey["pages"].items()}
    assert "Secure" in pages["inspection"]
    assert "Secure" in pages["authority"]
    compared = json.loads(pages["compare-json"])
    beside = {one["strand_b"]: one for one in compared["judgements"] if one["relation"] == "same"}
    assert beside["help-and-protection"]["grade_b"] == "secure"
    assert beside["help-and-protection"]["direction"] is None


def test_the_national_table_counts_it_under_its_own_framework(journey: dict):
    assert "sixth" in journey["pages"]["national-given-csv"][1]
