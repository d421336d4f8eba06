"""Who the embedded server runs as, and who may come near it."""

import os
import pwd
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from inspections.embedded import EmbeddedError, binaries
from tests.conftest import ROOT
from tests.embedded.servers import User, ask, gone, processes_of, server, server_pid

Use = Callable[..., User]
as_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root has another account to run the server under"
)


def owner_of(pid: int) -> str:
    return pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid).pw_name


@as_root
def test_root_runs_the_server_under_an_account_without_rights(home: Path) -> None:
    with server(home) as running:
        assert running.account is not None
        assert running.account.name in {"postgres", "nobody"}
        assert owner_of(server_pid(home)) == running.account.name
        assert ask(running.database("archive"), "SELECT current_user::text") == "inspections"


@as_root
def test_root_may_name_the_account(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDED_ACCOUNT", "daemon")
    with server(home):
        assert owner_of(server_pid(home)) == "daemon"
    monkeypatch.delenv("EMBEDDED_ACCOUNT")
    with server(home):
        assert owner_of(server_pid(home)) == "daemon", "data stays with the account that made it"


@as_root
def test_without_any_such_account_root_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "ACCOUNTS", ("no-such-account",))
    with pytest.raises(EmbeddedError, match=r"does not run as root.*EMBEDDED_ACCOUNT"), server(home):
        pass


def test_an_ordinary_user_runs_the_server_as_themselves(home: Path, use: Use, python_for_all: str) -> None:
    account = "daemon" if os.geteuid() == 0 else None
    if account:
        home.parent.chmod(0o777)
    user = use(python=python_for_all, account=account)
    assert "inspections@/archive" in user.url()
    assert owner_of(server_pid(home)) == (account or pwd.getpwuid(os.geteuid()).pw_name)
    user.kill()
    assert gone(home)


@as_root
def test_root_joins_the_server_of_an_ordinary_user(home: Path, use: Use, python_for_all: str) -> None:
    home.parent.chmod(0o777)
    user = use(python=python_for_all, account="daemon")
    url = user.url()
    with server(home) as running:
        assert running.url("archive") == url
        assert ask(url, "SELECT 1") == 1
        user.leave()
        assert ask(url, "SELECT 1") == 1
    assert not processes_of(home)


@as_root
def test_one_ordinary_user_cannot_start_anothers_server_and_is_told_why(
    home: Path, use: Use, python_for_all: str
) -> None:
    home.parent.chmod(0o777)
    use(python=python_for_all, account="daemon").url()
    other = use(python=python_for_all, account="nobody")
    _, said = other.process.communicate(timeout=60)
    assert "cannot be kept in" in said
    assert "VAR_DIR" in said
    assert "Traceback" not in said


def test_nothing_of_the_server_is_open_to_others(home: Path) -> None:
    with server(home) as running:
        assert ask(running.database("archive"), "SHOW listen_addresses") == ""
        assert home.stat().st_mode & 0o067 == 0
        for folder in (home / "data", running.socket_folder):
            assert folder.stat().st_mode & 0o077 == 0, folder
        assert (running.socket_folder / ".s.PGSQL.5432").stat().st_mode & 0o077 == 0


@as_root
def test_what_root_writes_lies_where_the_servers_account_changes_nothing(home: Path) -> None:
    with server(home) as running:
        assert running.account is not None
        assert home.stat().st_uid == 0
        for name in ("server.log", "start.lock", "users.lock", "keeper.lock"):
            assert (home / name).stat().st_uid == 0, name
    bait = home.parent / "bait"
    bait.write_text("root's own")
    hba = home / "data" / "pg_hba.conf"
    hba.unlink()
    hba.symlink_to(bait)
    with server(home):
        assert bait.read_text() == "root's own"
        assert bait.stat().st_uid == 0
        assert not hba.is_symlink()


@as_root
def test_the_servers_own_account_and_others_cannot_log_in(home: Path, python_for_all: str) -> None:
    with server(home) as running:
        url = running.database("archive")
        assert running.account is not None
        for account in (running.account.name, "daemon"):
            tried = subprocess.run(
                [python_for_all, "-c", "import sys, psycopg; psycopg.connect(sys.argv[1])", url],
                env={"PYTHONPATH": f"{ROOT}:{sysconfig.get_path('purelib')}"},
                cwd="/",
                user=account,
                extra_groups=[],
                capture_output=True,
                text=True,
                check=False,
            )
            assert tried.returncode != 0, account
            assert "OperationalError" in tried.stderr, account


@as_root
def test_below_a_folder_closed_to_others_root_gets_a_server_whose_data_lies_elsewhere(
    open_folder: Path,
) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    home = closed / "archive" / "postgres"
    (open_folder / "lib").mkdir()
    with server(home, elsewhere=open_folder / "lib") as running:
        first = running.home
        assert first.parent == open_folder / "lib"
        assert home.readlink() == first
        assert ask(running.database("archive"), "SELECT 1") == 1
    with server(home, elsewhere=open_folder / "lib") as running:
        assert running.home == first
    home.unlink()
    with server(home, elsewhere=open_folder / "lib") as running:
        assert running.home != first, "a new archive does not find the data of one that was removed"
    assert not processes_of(open_folder / "lib")


@as_root
def test_a_folder_that_was_closed_since_is_named(home: Path) -> None:
    with server(home):
        pass
    home.parent.chmod(0o700)
    with pytest.raises(EmbeddedError, match=f"may no longer enter {home.parent}:"), server(home):
        pass


@as_root
def test_programs_in_a_folder_closed_to_others_are_copied_once(
    open_folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = binaries.installation().parent
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(folder, closed / folder.name, symlinks=True)
    monkeypatch.setattr(binaries, "installation", lambda: closed / package.name / "pginstall")
    with server(home) as running:
        assert ask(running.database("archive"), "SELECT 1") == 1
    (copy,) = home.glob("programs-*")
    made = copy.stat().st_mtime_ns
    (home / "programs-of-an-older-version").mkdir()
    with server(home):
        pass
    assert copy.stat().st_mtime_ns == made


@as_root
def test_data_of_an_account_that_is_gone_is_said(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    os.chown(home / "data", 4_000_000_001, -1)
    with pytest.raises(EmbeddedError, match="number 4000000001 has no name"), server(home):
        pass
