"""A copy of the project with one more framework and one more kind, and what its pages answer: made once for both."""

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
from tests.frameworks.additions import DESCRIPTION, KIND, LAYOUT, LETTER, LINK, REPORT
from tests.test_every_url_is_kept import PATHS

# Pages of the letter, {c}, beside those of the report, {b}.
PATHS_OF_KIND = {
    "kind-inspection": "/inspections/{c}/",
    "kind-json": "/inspections/{c}.json",
    "kind-csv": "/inspections/{c}.csv",
    "kind-paragraphs": "/inspections/{c}/paragraphs.csv",
    "kind-recommendations": "/inspections/{c}/recommendations.csv",
    "kind-cite": "/inspections/{c}/cite/",
    "kind-cite-file": "/inspections/{c}/cite.ris",
    "kind-compare": "/compare/{c}/{b}/",
    "kind-compare-json": "/compare/{c}/{b}.json",
    "kind-compare-csv": "/compare/{c}/{b}.csv",
    "kind-compare-sections": "/compare/{c}/{b}/sections/",
    "kind-compare-one": "/compare/{c}/",
    "kind-list": "/inspections/?kind=call",
    "kind-list-csv": "/inspections.csv?kind=call",
    "kind-list-json": "/inspections.json?kind=call",
    "kind-search": "/search/?q=plan&kind=call",
    "kind-search-csv": "/search.csv?q=plan&kind=call",
    "kind-search-json": "/search.json?q=plan&kind=call",
    "kind-search-feed": "/search.atom?q=plan&kind=call",
    "kind-themes": "/themes/?kind=call",
    "kind-theme": "/themes/care-leavers/?kind=call",
    "kind-theme-csv": "/themes/care-leavers.csv?kind=call",
}
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
for folder in ("reports/samples", *sys.argv[2:]):
    call_command("ingest", folder, verbosity=0)
paths, pages = json.loads(sys.argv[1]), {}
sixth = Inspection.objects.get(framework="sixth")
earlier = Inspection.objects.filter(authority__slug="ashmere", framework="sif").get()
call = Inspection.objects.get(kind="call")
sides = {"a": earlier.slug, "b": sixth.slug, "c": call.slug}
for name, path in paths.items():
    response = Client().get(path.format(**sides))
    body = b"".join(response) if response.streaming else response.content
    pages[name] = [response.status_code, body.decode()]
grades = list(sixth.judgements.values_list("strand", "grade"))
asked, warnings = sixth.recommendations.count(), sixth.source.warnings
read = {"authority": call.authority.name, "theme": call.theme, "start": str(call.start), "end": str(call.end)}
read["asked"] = list(call.recommendations.values_list("text", flat=True))
read["warnings"], read["lead"] = call.source.warnings, call.lead_inspector
print(json.dumps({"pages": pages, "grades": grades, "asked": asked, "warnings": warnings, "call": read}))
"""


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
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
    add(project / "reports/frameworks/other_kinds.py", ")\n# Joint area reviews", KIND)
    report, letter = project / "sixth.md", project / "call.md"
    report.write_text(REPORT, encoding="utf-8")
    letter.write_text(LETTER, encoding="utf-8")
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
    paths = {name: path.replace("para-12", "para-3") for name, path in (PATHS | PATHS_OF_KIND).items()}
    paths["national-given-csv"] = "/national.csv?view=given&strand=care"
    told = subprocess.run(
        [sys.executable, "-c", JOURNEY, json.dumps(paths), str(report), str(letter)],
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
