"""Commands on a machine where nothing is set: what they find, and what they say when they find nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspections import local
from tests.conftest import ROOT


def manage(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """`manage.py` with this environment and nothing else."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_parse_needs_no_environment_and_makes_nothing(open_folder: Path) -> None:
    parsed = manage("parse", "reports/samples", VAR_DIR=str(open_folder / "var"))
    assert parsed.returncode == 0, parsed.stderr
    assert len(parsed.stdout.splitlines()) == len(list((ROOT / "reports" / "samples").iterdir()))
    assert not (open_folder / "var").exists()


def test_a_command_that_asks_the_database_starts_one_under_var(open_folder: Path) -> None:
    var = open_folder / "var"
    shown = manage("showmigrations", "reports", VAR_DIR=str(var))
    assert shown.returncode == 0, shown.stderr
    assert "[ ] 0001_initial" in shown.stdout
    assert (var / "postgres" / "data" / "PG_VERSION").exists()


def test_a_database_without_tables_is_one_sentence(open_folder: Path) -> None:
    tried = manage("load_authorities", VAR_DIR=str(open_folder / "var"))
    assert tried.returncode != 0
    assert "migrate" in tried.stderr
    assert tried.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["migrate", "ingest", "load_authorities"])
def test_a_database_that_is_down_is_one_sentence_for_every_command(command: str) -> None:
    arguments = ["reports/samples"] if command == "ingest" else []
    tried = manage(command, *arguments, DATABASE_URL="postgres://nobody@127.0.0.1:9/none")
    assert tried.returncode != 0
    assert "Traceback" not in tried.stderr
    assert "DATABASE_URL" in tried.stderr


def test_without_a_secret_the_checks_of_a_web_server_stop_with_one_sentence() -> None:
    tried = manage("check", "--deploy")
    assert tried.returncode == 1
    assert tried.stderr.startswith("SECRET_KEY is not set.")
    assert tried.stderr.count("\n") == 1


def test_the_web_application_does_not_start_without_a_secret() -> None:
    tried = subprocess.run(
        [sys.executable, "-c", "import inspections.wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode != 0
    assert "SECRET_KEY is not set" in tried.stderr


def test_two_first_starts_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    script = "import sys, pathlib; from inspections import local; print(local.secret_key(pathlib.Path(sys.argv[1])))"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert len({process.communicate()[0] for process in both}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert local.secret_key(tmp_path)


@pytest.mark.parametrize("url", ["garbage", "sqlite:///x.db", "mysql://a/b", "postgres://a:secret@b:port/c"])
@pytest.mark.parametrize("command", ["ingest", "migrate"])
def test_a_database_url_that_names_no_postgresql_is_one_sentence_without_its_password(
    command: str, url: str
) -> None:
    arguments = ["reports/samples"] if command == "ingest" else []
    tried = manage(command, *arguments, DATABASE_URL=url)
    assert tried.returncode == 1
    assert tried.stderr.startswith("DATABASE_URL is not the address of a PostgreSQL server")
    assert tried.stderr.count("\n") == 1
    assert "secret" not in tried.stderr


def test_a_limit_that_is_no_number_is_one_sentence() -> None:
    tried = manage("parse", "reports/samples", REPORT_MAX_PAGES="many")
    assert tried.stderr == "REPORT_MAX_PAGES is “many”: it has to be a number, such as 500.\n"


@pytest.mark.parametrize("value", [None, "", "somewhere"])
def test_the_settings_and_the_commands_agree_on_the_folder_of_the_archive(value: str | None) -> None:
    script = "from inspections import local, settings; print(settings.VAR_DIR == local.var_dir(), settings.VAR_DIR)"
    environment = {"SECRET_KEY": "of this test", **({} if value is None else {"VAR_DIR": value})}
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == f"True {ROOT / (value or 'var')}"


def test_the_settings_read_lists_and_flags_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from inspections import settings

    monkeypatch.setenv("SOME_NAMES", " one.example, two.example ,,")
    assert settings.names("SOME_NAMES") == ["one.example", "two.example"]
    for value, meaning in {"1": True, "Yes": True, "on": True, "0": False, "": False, "no": False}.items():
        monkeypatch.setenv("SOME_FLAG", value)
        assert settings.flag("SOME_FLAG") is meaning
