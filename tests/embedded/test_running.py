"""The embedded server from its first start to its last stop, and everything that can happen in between."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from inspections.embedded import Server
from inspections.embedded.binaries import account_for, installation
from tests.embedded.servers import User, ask, eventually, gone, processes_of, server, server_pid, tell

Use = Callable[..., User]


def test_a_server_starts_answers_and_leaves_no_process(home: Path) -> None:
    with server(home) as running:
        assert ask(running.database("archive"), "SELECT 6 * 7") == 42
        assert processes_of(home)
    assert not processes_of(home)


def test_the_second_start_finds_what_the_first_wrote(home: Path) -> None:
    with server(home) as running:
        tell(running.database("archive"), "CREATE TABLE kept AS SELECT 'still here' AS word")
    with server(home) as running:
        assert ask(running.database("archive"), "SELECT word FROM kept") == "still here"


@pytest.mark.parametrize("name", ["a folder with spaces", "comma, and 'quotes\"", "Größe/UPPER", "x" * 120])
def test_a_server_runs_in_a_folder_of_any_name(open_folder: Path, name: str) -> None:
    with server(open_folder / name / "postgres") as running:
        assert ask(running.database("archive"), "SELECT 1") == 1


def test_a_path_too_long_for_a_socket_gets_a_short_private_one_that_goes_with_the_server(
    open_folder: Path,
) -> None:
    with server(open_folder / ("x" * 100) / "postgres") as running:
        folder = running.socket_folder
        assert len(os.fsencode(folder)) < 60
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_a_server_may_be_moved_to_a_folder_of_any_name_and_back(open_folder: Path, home: Path) -> None:
    with server(home) as running:
        tell(running.database("archive"), "CREATE TABLE kept AS SELECT 'still here' AS word")
    for place in (open_folder / "with a space", open_folder / "plain"):
        home = home.rename(place)
        with server(home) as running:
            assert ask(running.database("archive"), "SELECT word FROM kept") == "still here"


def test_a_socket_folder_that_a_killed_keeper_left_is_removed_by_the_next_start(
    open_folder: Path, use: Use
) -> None:
    home = open_folder / "with a space" / "postgres"
    user = use(at=home)
    user.url()
    left = (home / "socket").readlink()
    os.kill(int((home / "keeper.lock").read_text().split()[0]), signal.SIGKILL)
    assert gone(home)
    user.leave()
    assert left.exists()
    with server(home) as running:
        assert running.socket_folder != left
        assert not left.exists()


def test_starts_at_once_share_one_server_and_the_last_to_leave_stops_it(home: Path, use: Use) -> None:
    users = [use() for _ in range(3)]
    urls = [user.url() for user in users]
    assert len(set(urls)) == 1
    assert [ask(url, "SELECT 1") for url in urls] == [1, 1, 1]
    pid = server_pid(home)
    users[0].leave()
    users[1].kill()
    assert ask(urls[0], "SELECT 1") == 1
    assert server_pid(home) == pid
    users[2].leave()
    assert not processes_of(home)


def test_a_start_while_the_last_user_leaves_gets_a_running_server(home: Path, use: Use) -> None:
    for _ in range(5):
        first = use()
        first.url()
        second = use()
        first.leave()
        assert ask(second.url(), "SELECT 1") == 1
        second.kill()
    assert gone(home)


def test_kill_9_of_the_only_user_takes_the_server_along(home: Path, use: Use) -> None:
    user = use()
    url = user.url()
    tell(url, "CREATE TABLE kept AS SELECT 'still here' AS word")
    user.kill()
    assert gone(home)
    assert ask(use().url(), "SELECT word FROM kept") == "still here"


def test_kill_9_of_the_keeper_takes_the_server_along_and_the_next_start_works(home: Path, use: Use) -> None:
    url = use().url()
    tell(url, "CREATE TABLE kept AS SELECT 'still here' AS word")
    os.kill(int((home / "keeper.lock").read_text().split()[0]), signal.SIGKILL)
    assert gone(home)
    assert ask(use().url(), "SELECT word FROM kept") == "still here"


def test_a_server_that_nobody_keeps_is_replaced_by_the_next_start_and_ends_with_it(home: Path) -> None:
    with server(home) as running:
        running.database("archive")
        account = running.account
        folder = running.socket_folder
    assert account is not None
    # As a server is left where the kernel tells no child that its parent was killed.
    orphan = subprocess.Popen(
        [
            str(installation() / "bin" / "postgres"),
            f"-D{home}/data",
            "-c",
            "listen_addresses=",
            "-k",
            str(folder),
        ],
        user=account.uid if account.switched else None,
        group=account.gid if account.switched else None,
        cwd=home,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert eventually(lambda: (home / "data" / "postmaster.pid").exists())
    with server(home) as running:
        assert ask(running.database("archive"), "SELECT 1") == 1
        assert orphan.wait(10) == 0
        assert server_pid(home) != orphan.pid
    assert not processes_of(home)


def test_a_server_that_is_killed_comes_back_with_its_data(home: Path) -> None:
    with Server(home) as running:
        url = running.database("archive")
        tell(url, "CREATE TABLE kept AS SELECT 'still here' AS word")
        killed = server_pid(home)
        os.kill(killed, signal.SIGKILL)

        def answers() -> bool:
            try:
                return ask(url, "SELECT word FROM kept") == "still here" and server_pid(home) != killed
            except (psycopg.OperationalError, OSError):
                return False

        assert eventually(answers)
    assert not processes_of(home)


def test_the_pid_file_of_a_dead_server_is_no_obstacle(home: Path) -> None:
    with server(home):
        pass
    finished = subprocess.Popen(["/bin/true"])
    finished.wait()
    leave_pid_file(home, pid=finished.pid)
    with server(home) as running:
        assert ask(running.database("archive"), "SELECT 1") == 1


def test_a_pid_file_whose_number_a_stranger_has_now_is_no_obstacle_and_the_stranger_lives(home: Path) -> None:
    with server(home):
        pass
    stranger = subprocess.Popen(["/bin/sleep", "60"])
    try:
        leave_pid_file(home, pid=stranger.pid)
        with server(home) as running:
            assert ask(running.database("archive"), "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def leave_pid_file(home: Path, *, pid: int) -> None:
    """As a server that was killed leaves it: it still says "ready"."""
    path = home / "data" / "postmaster.pid"
    lines = [
        str(pid),
        str(home / "data"),
        "1700000000",
        "5432",
        str(home / "socket"),
        "",
        "  5432001    99999",
        "ready   ",
    ]
    path.write_text("\n".join(lines) + "\n")
    account = account_for(home)
    if account.switched:
        os.chown(path, account.uid, account.gid)


def test_a_first_start_that_was_cut_short_is_made_anew(home: Path) -> None:
    unfinished = home / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    with server(home) as running:
        assert ask(running.database("archive"), "SELECT 1") == 1
    assert not unfinished.exists()


def test_a_forked_child_that_ends_does_not_stop_its_parents_server(home: Path) -> None:
    with server(home) as running:
        url = running.database("archive")
        child = os.fork()
        if child == 0:
            running.stop()
            os._exit(0)
        os.waitpid(child, 0)
        assert ask(url, "SELECT 1") == 1
    assert not processes_of(home)


def test_text_is_utf8_and_sorted_alike_on_every_machine(home: Path) -> None:
    with server(home) as running:
        url = running.database("archive")
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert (
            ask(url, "SELECT string_agg(w, '' ORDER BY w) FROM unnest('{b,B,a,A,é,Z}'::text[]) w") == "ABZabé"
        )
        assert ask(url, "SELECT upper('é')") == "É"


def test_the_callers_own_postgresql_settings_do_not_reach_the_server(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PGDATA": "/nowhere", "PGPORT": "1", "PGDATABASE": "none", "LC_ALL": "xx_XX"}.items():
        monkeypatch.setenv(name, value)
    with server(home) as running:
        assert ask(running.database("archive"), "SELECT current_database()") == "archive"
