"""What the Docker image holds: everything that serves the archive, and nothing that serves development alone."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.conftest import ROOT

FOR_DEVELOPMENT = (
    "inspections/embedded",
    "inspections/serve.py",
    "reports/benchmarks",
    "reports/design",
    "reports/management/commands/bench_search.py",
    "reports/management/commands/fuzz.py",
    "tests",
)
ASK = """
import django; django.setup()
import inspections.wsgi
from django.test import Client
from inspections.warming import warm_up
warm_up()
for address in ("/", "/about/", "/about/design/"):
    answer = Client().get(address)
    print(address, answer.status_code, answer.status_code == 200 and b"/about/design/" in answer.content)
"""


def docker_pattern(line: str) -> re.Pattern[str]:
    """A line of .dockerignore as a pattern that also covers what is inside the folders that it names."""
    parts = [".*" if each == "**" else re.escape(each).replace(r"\*", "[^/]*") for each in line.split("/")]
    return re.compile("/".join(parts).replace(".*/", "(?:.*/)?") + "(?:/.*)?")


def files_of_the_image() -> list[Path]:
    """What the Dockerfile's COPY lines find; .dockerignore goes first, where the last line that fits decides."""
    copied = re.findall(r"(?m)^COPY (\S+) \./", (ROOT / "Dockerfile").read_text())
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    rules = [
        (not line.startswith("!"), docker_pattern(line.removeprefix("!")))
        for line in lines
        if line and not line.startswith("#")
    ]
    found = [path for name in copied for path in (ROOT / name, *(ROOT / name).rglob("*")) if path.is_file()]
    named = [path.relative_to(ROOT) for path in found]
    return [path for path in named if not [out for out, rule in rules if rule.fullmatch(path.as_posix())][-1]]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder /archive of the image."""
    folder = tmp_path_factory.mktemp("image") / "archive"
    for path in files_of_the_image():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    return folder


def run_in(image: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    settings = {"SECRET_KEY": "of this test", "HTTPS": "0", "DJANGO_SETTINGS_MODULE": "inspections.settings"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=image,
        env={"PATH": os.environ["PATH"], "ALLOWED_HOSTS": "testserver", **settings, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_image_holds_nothing_that_serves_development_alone(image: Path) -> None:
    assert [name for name in FOR_DEVELOPMENT if not (ROOT / name).exists()] == []
    assert [name for name in FOR_DEVELOPMENT if (image / name).exists()] == []
    assert list((image / "reports/management/commands").glob("bench_*")) == []


def test_the_checks_pass_inside_the_image(image: Path) -> None:
    checked = run_in(image, "manage.py", "check", "--deploy", "--fail-level", "ERROR")
    assert checked.returncode == 0, checked.stderr


def test_every_module_of_the_image_can_be_imported(image: Path) -> None:
    names = sorted(
        str(path.relative_to(image).with_suffix("")).replace("/", ".")
        for folder in ("inspections", "reports")
        for path in (image / folder).rglob("*.py")
        if path.name != "__init__.py" and path.stem.isidentifier()
    )
    script = "import django, importlib, sys; django.setup(); [*map(importlib.import_module, sys.argv[1:])]"
    imported = run_in(image, "-c", script, *names)
    assert imported.returncode == 0, imported.stderr


@pytest.mark.django_db(transaction=True)
def test_the_image_serves_the_archive_without_the_design_page(image: Path) -> None:
    given = connection.settings_dict
    place = {key.lower(): given[key] for key in ("USER", "PASSWORD", "HOST", "PORT") if given[key]}
    place |= {key: given["OPTIONS"][key] for key in ("host", "port") if key in given["OPTIONS"]}
    url = f"postgres:///{given['NAME']}?{urlencode(place)}"
    asked = run_in(image, "-c", ASK, DATABASE_URL=url, DEBUG="1")  # without collected static files
    assert asked.stdout.splitlines() == ["/ 200 False", "/about/ 200 False", "/about/design/ 404 False"], (
        asked.stderr
    )


def test_without_a_database_a_command_of_the_image_ends_with_one_sentence(image: Path) -> None:
    asked = run_in(image, "manage.py", "migrate")
    assert asked.returncode == 1
    assert asked.stderr == "There is no database: set DATABASE_URL to a PostgreSQL server, 15 or newer.\n"
