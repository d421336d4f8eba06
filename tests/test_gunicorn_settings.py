"""The web server in the image: what it is told, and that the environment goes first."""

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT


def settings(**environment: str) -> dict[str, str]:
    """gunicorn's settings as the image's command line would have them."""
    started = start("--print-config", **environment)
    assert started.returncode == 0, started.stderr
    return dict(re.findall(r"(?m)^(\w+)\s+= (.*)$", started.stdout))


def start(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The image's command line with these options before its own."""
    command = re.search(r'CMD \["python", "-m", "([\w.]+)", (.*)\]', (ROOT / "Dockerfile").read_text())
    assert command
    arguments = re.findall(r'"([^"]+)"', command[2])
    return subprocess.run(
        [sys.executable, "-m", command[1], *options, *arguments],
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "only-here", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("workers", ["many", "0", "2.5", "-1"])
def test_a_number_of_workers_that_is_none_is_one_sentence(workers: str) -> None:
    started = start(WEB_CONCURRENCY=workers)
    assert started.returncode == 1
    assert started.stderr == f"WEB_CONCURRENCY is “{workers}”: it has to be a number of workers, such as 2.\n"


def test_an_empty_number_of_workers_is_as_if_unset() -> None:
    assert settings(WEB_CONCURRENCY="")["workers"] == "2"


def test_the_image_serves_with_two_workers_of_four_threads() -> None:
    told = settings()
    assert (told["workers"], told["threads"], told["worker_class"]) == (
        "2",
        "4",
        "inspections.web_worker.WebWorker",
    )
    assert told["bind"] == "['0.0.0.0:8000']"


def test_the_environment_changes_what_the_image_says() -> None:
    told = settings(WEB_CONCURRENCY="7", GUNICORN_CMD_ARGS="--threads 16 --timeout 99")
    assert (told["workers"], told["threads"], told["timeout"]) == ("7", "16", "99")
