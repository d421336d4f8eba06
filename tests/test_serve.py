"""`make run`, as a process of its own: what it prints, what it serves, and what it leaves behind."""

import contextlib
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from inspections.embedded import Server
from inspections.serve import ServeError, folder_of
from tests.accounts import ordinary_account
from tests.conftest import ROOT
from tests.embedded.servers import eventually, gone, processes_of, server_pid

SAMPLES = len(list((ROOT / "reports" / "samples").iterdir()))

pytestmark = pytest.mark.xdist_group("serve")  # one at a time: each brings a server and two workers


class Run:
    """The archive on a port of its own, in a `var` of its own."""

    def __init__(
        self,
        var: Path,
        *,
        arguments: tuple[str, ...] = (),
        port: int | None = None,
        through_make: bool = False,
        **environment: str,
    ) -> None:
        self.var = var
        self.began = time.monotonic()
        port = port or free_port()
        command = [sys.executable, "-m", "inspections.serve", "--port", str(port), *arguments]
        # Nothing of the tests' own settings, as `make run` has it. Coverage is not measured here: its own
        # work at a process's end is cut by the signals that these tests send, and it complains on stderr.
        kept = {
            name: value for name, value in os.environ.items() if name.startswith(("PATH", "HOME", "LANG"))
        }
        self.process = subprocess.Popen(
            ["/usr/bin/make", "run", f"PORT={port}"] if through_make else command,
            cwd=ROOT,
            env={**kept, "VAR_DIR": str(var), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.printed: list[str] = []

    @property
    def home(self) -> Path:
        return self.var / "postgres"

    def wait_for_address(self) -> str:
        assert self.process.stdout
        assert self.process.stderr
        for line in self.process.stdout:
            self.printed.append(line.strip())
            if address := re.search(r"http://127\.0\.0\.1:\d+/", line):
                return address[0]
        pytest.fail(self.process.stderr.read())

    def signal(self, number: int) -> None:
        """As a terminal does it: to every process of the group."""
        os.killpg(self.process.pid, number)

    def finish(self) -> tuple[str, str]:
        """What else it prints, and says on standard error, until it has ended."""
        return self.process.communicate(timeout=60)

    def group_is_gone(self) -> bool:
        def nobody() -> bool:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, 0)
                return False
            return True

        return eventually(nobody)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310  our own server
        return answer.status, answer.read().decode()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What a first start leaves: copied by the tests that are about what comes after."""
    folder = Path(tempfile.mkdtemp(prefix="inspections-test-"))
    folder.chmod(0o755)
    first = Run(folder / "var")
    first.wait_for_address()
    assert sum(line.startswith("added: ") for line in first.printed) == SAMPLES
    first.signal(signal.SIGINT)
    first.finish()
    yield folder / "var"
    shutil.rmtree(folder)


@pytest.fixture
def used_var(var: Path, prepared: Path) -> Path:
    """A `var` that has been used before."""
    subprocess.run(["/bin/cp", "-a", str(prepared), str(var)], check=True)
    return var


@pytest.fixture
def var(open_folder: Path) -> Iterator[Path]:
    """A `var` that nothing has been put into."""
    folder = open_folder / "var with a space"
    yield folder
    gone(folder / "postgres", within=5)
    for pid in processes_of(folder / "postgres"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def run(var: Path) -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    def run(**options: object) -> Run:
        runs.append(Run(var, **options))  # type: ignore[arg-type]
        return runs[-1]

    yield run
    for one in runs:
        with contextlib.suppress(ProcessLookupError):
            one.signal(signal.SIGKILL)
        one.finish()


def test_from_nothing_to_the_first_page_and_at_the_second_start_within_5_seconds(
    run: Callable[..., Run],
) -> None:
    first = run()
    address = first.wait_for_address()
    assert sum(line.startswith("added: ") for line in first.printed) == SAMPLES
    status, page = fetch(address)
    assert status == 200
    style = re.search(r'href="(/static/site\.[0-9a-f]{12}\.css)"', page)
    assert style, "static files are hashed"
    assert fetch(address.rstrip("/") + style[1])[0] == 200
    first.signal(signal.SIGINT)
    printed, said = first.finish()
    assert printed == "", "the address is the last line"
    assert said == ""
    assert first.group_is_gone()
    assert not processes_of(first.home)

    times = []
    for _ in range(3):
        second = run()
        address = second.wait_for_address()
        assert fetch(address)[0] == 200
        times.append(time.monotonic() - second.began)
        second.signal(signal.SIGINT)
        second.finish()
    # Other work goes on beside this test: with twice as many processes as cores, everything takes twice as long.
    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert min(times) < 5 * crowd
    assert sum(line.startswith("unchanged: ") for line in second.printed) == SAMPLES
    assert not [line for line in second.printed if line.startswith(("added: ", "replaced: "))]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_however_it_is_ended_no_process_stays_and_the_data_is_whole(
    run: Callable[..., Run], used_var: Path, how: int
) -> None:
    first = run()
    first.wait_for_address()
    first.process.send_signal(how)  # to the one process, not to its workers
    _, said = first.finish()
    assert "Traceback" not in said
    assert first.group_is_gone()
    assert gone(first.home)
    second = run()
    second.wait_for_address()
    assert sum(line.startswith("unchanged: ") for line in second.printed) == SAMPLES


def test_a_stop_in_the_middle_of_the_first_start_does_no_harm(run: Callable[..., Run]) -> None:
    first = run()
    assert eventually(lambda: (first.home / "data" / "postmaster.pid").exists())
    first.process.send_signal(signal.SIGTERM)
    _, said = first.finish()
    assert "Traceback" not in said
    assert gone(first.home)
    run().wait_for_address()


def worker_of(running: Run) -> int:
    """The process that does long work beside this server; 0 where there is none."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_text().split("\0")
            if "worker" in command and f"--follow-parent={running.process.pid}" in command:
                return int(folder.name)
    return 0


def test_pages_and_the_worker_come_back_after_their_processes_were_killed(
    run: Callable[..., Run], used_var: Path
) -> None:
    running = run()
    address = running.wait_for_address()
    fetch(address)
    assert eventually(lambda: worker_of(running))
    first = worker_of(running)
    os.kill(first, signal.SIGKILL)
    os.kill(server_pid(running.home), signal.SIGKILL)

    def answers() -> bool:
        with contextlib.suppress(OSError):
            return fetch(address)[0] == 200
        return False

    assert eventually(answers)
    assert eventually(lambda: worker_of(running) not in {0, first})


def test_the_archive_ends_with_a_sentence_where_the_keeper_of_its_database_was_killed(
    run: Callable[..., Run], used_var: Path
) -> None:
    running = run()
    running.wait_for_address()
    os.kill(int((running.home / "keeper.lock").read_text().split()[0]), signal.SIGKILL)
    _, said = running.finish()
    assert "The database has stopped, so the archive stops too" in said
    assert "Traceback" not in said


def test_a_question_of_10000_letters_is_answered(run: Callable[..., Run], used_var: Path) -> None:
    address = run().wait_for_address()
    status, page = fetch(f"{address}search/?q={'%D9%85' * 10_000}")
    assert status == 200
    assert "Inspection Archive" in page


@pytest.mark.parametrize(
    "begun", [b"GET / HTTP/1.1\r\nHost: ", b"POST /admin/login/ HTTP/1.1\r\nContent-Length: 99\r\n\r\na"]
)
def test_clients_that_never_finish_their_request_keep_nobody_waiting(
    run: Callable[..., Run], used_var: Path, begun: bytes
) -> None:
    address = run().wait_for_address()
    port = int(address.rsplit(":", 1)[1].strip("/"))
    with contextlib.ExitStack() as slow:
        for _ in range(40):
            connection = slow.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(begun)
        assert fetch(f"{address}health/")[0] == 200
        assert fetch(address)[0] == 200


def test_two_runs_at_once_share_the_archive(run: Callable[..., Run]) -> None:
    one, two = run(), run()
    addresses = [one.wait_for_address(), two.wait_for_address()]
    assert [fetch(address)[0] for address in addresses] == [200, 200]
    added = [line for line in one.printed + two.printed if line.startswith("added: ")]
    assert len(added) == SAMPLES
    one.signal(signal.SIGINT)
    one.finish()
    assert fetch(addresses[1])[0] == 200


def test_a_busy_port_is_said_before_anything_else_happens(run: Callable[..., Run]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        busy = run(port=port)
        printed, said = busy.finish()
    assert said.startswith(f"Port {port} cannot be used (address already in use)")
    assert said.count("\n") == 1
    assert printed == ""
    assert busy.process.returncode == 1
    assert not busy.home.exists()


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (("--reports", "/no/such/folder"), {}, "There is no folder /no/such/folder"),
        (("--reports", "/" + "x" * 300), {}, f"/{'x' * 300} cannot be read: file name too long."),
        (("--port=abc",), {}, "“abc” is no port: choose one from 1 to 65535."),
        (("--port=-x",), {}, "“-x” is no port: choose one from 1 to 65535."),
        ((), {"DATABASE_URL": "garbage"}, "DATABASE_URL is not the address of a PostgreSQL server"),
        ((), {"DATABASE_URL": "sqlite:///x.db"}, "DATABASE_URL is not the address of a PostgreSQL server"),
        ((), {"VAR_DIR": "/dev/null/var"}, "Nothing can be written to /dev/null/var"),
        ((), {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}, "The database does not answer"),
    ],
)
def test_what_is_in_the_way_is_one_sentence(
    run: Callable[..., Run], arguments: tuple[str, ...], environment: dict[str, str], sentence: str
) -> None:
    refused = run(arguments=arguments, **environment)
    _, said = refused.finish()
    assert said.startswith(sentence)
    assert said.count("\n") == 1
    assert refused.process.returncode == 1


def test_a_folder_that_may_not_be_entered_is_said(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0)
    with ordinary_account():
        with pytest.raises(ServeError, match=f"The folder {closed} may not be entered"):
            folder_of(str(closed))
        with pytest.raises(ServeError, match="a folder above it may not be entered"):
            folder_of(str(closed / "reports"))


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(
    run: Callable[..., Run], used_var: Path
) -> None:
    first = run()
    first.wait_for_address()
    path = used_var / "secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    secret = path.read_text()
    assert len(secret) >= 50
    first.signal(signal.SIGINT)
    first.finish()
    run().wait_for_address()
    assert path.read_text() == secret


def test_a_secret_from_the_environment_is_used_and_none_is_made(
    run: Callable[..., Run], used_var: Path
) -> None:
    (used_var / "secret-key").unlink()
    run(SECRET_KEY="from the environment " * 3).wait_for_address()
    assert not (used_var / "secret-key").exists()


@pytest.fixture
def other_database(database_url: str) -> Iterator[str]:
    """A database of its own on the tests' server, as DATABASE_URL."""
    name = f"serve_{os.getpid()}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield re.sub(r"/[^/?]*(?=\?|$)", f"/{name}", database_url, count=1)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_with_a_database_url_that_server_is_used_and_nothing_is_embedded(
    run: Callable[..., Run], other_database: str, var: Path
) -> None:
    address = run(DATABASE_URL=other_database).wait_for_address()
    assert fetch(address)[0] == 200
    assert not (var / "postgres").exists()
    with psycopg.connect(other_database) as connection:
        assert connection.execute("SELECT count(*) FROM reports_inspection").fetchone() == (SAMPLES,)


@pytest.mark.skipif(not (ROOT / ".venv" / ".local").exists(), reason="make has not made .venv here")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_however_make_is_ended_the_archive_goes_with_it(
    run: Callable[..., Run], used_var: Path, how: int
) -> None:
    made = run(through_make=True)
    made.wait_for_address()
    made.process.send_signal(how)
    made.finish()
    assert made.group_is_gone()
    assert gone(made.home)


def test_a_command_uses_the_same_server_and_leaves_it_to_the_others(
    run: Callable[..., Run], used_var: Path
) -> None:
    running = run()
    address = running.wait_for_address()
    asked = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "shell",
            "-v0",
            "-c",
            "from reports.models import *; print(Inspection.objects.count())",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(used_var)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.strip() == str(SAMPLES)
    assert fetch(address)[0] == 200
    running.signal(signal.SIGINT)
    running.finish()
    with Server(used_var / "postgres"):
        pass
    assert not processes_of(running.home)
