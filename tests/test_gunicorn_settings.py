"""The web server in the image: what it is told, and that the environment goes first."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def settings(**environment: str) -> dict[str, str]:
    """gunicorn's settings as the image's command line would have them."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command = re.search(r'CMD \["gunicorn", (.*)\]', (ROOT / "Dockerfile").read_text())
    assert command
    arguments = re.findall(r'"([^"]+)"', command[1])
    said = subprocess.run(
        [str(gunicorn), "--print-config", *arguments],
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "only-here", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return dict(re.findall(r"(?m)^(\w+)\s+= (.*)$", said))


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
