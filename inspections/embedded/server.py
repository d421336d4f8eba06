"""The way in to the embedded server: start or join it, get a database's address, let go of it."""

import contextlib
import fcntl
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from inspections.embedded import cluster, keeper
from inspections.embedded.binaries import Account, account_for, reachable, usable_installation
from inspections.embedded.errors import EmbeddedError, explain

# A Unix socket's path has 107 bytes on Linux and 103 on macOS; ".s.PGSQL.5432" and a slash take 14.
LONGEST_SOCKET_FOLDER = 88
# What neither libpq (which splits at commas) nor PostgreSQL's own list of folders has to be told about.
PLAIN_PATH = re.compile(r"/[\w/.-]*", re.ASCII)
# For root alone, see Server.
ELSEWHERE = Path("/var/lib")
START_WITHIN = 120.0  # seconds, a recovery after a crash included
SPEED_OVER_SAFETY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Server:
    """One embedded server, shared by every process that names the same `home`.

    `home` is made if it is not there. Where root asks for one that the server's account cannot enter (/root is
    closed), the data lies in a folder under `elsewhere`, and `home` is a link to it.
    `durable=False` is for data that nobody will miss (tests): faster, and lost in a power cut.
    Every failure is an EmbeddedError with one sentence.
    """

    def __init__(self, home: Path, *, durable: bool = True, elsewhere: Path = ELSEWHERE) -> None:
        self.asked = home.absolute()
        self.durable = durable
        self.elsewhere = elsewhere
        self.process = os.getpid()
        self.account: Account | None = None
        self.home = self.asked
        self._use: int | None = None
        self._child: int | None = None  # the keeper, where this process started it

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Returns once the server answers; starts it if nobody has."""
        if self._use is not None:
            return
        self.account = self._make_home()
        with self._one_at_a_time():
            use = os.open(self.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            started = None
            try:
                # Waits while a server that nobody used is on its way down.
                fcntl.flock(use, fcntl.LOCK_SH)
                if not self._is_kept():
                    started = self._start_keeper(self.account)
                self._wait_until_ready(started)
            except BaseException as error:
                os.close(use)
                if started:
                    started.wait()
                if isinstance(error, OSError):
                    raise explain(str(error), home=self.home) from error
                raise
            self._use = use
        if started:
            self._child = started.pid
            # The keeper may outlive this process, and the object is to make no fuss about it when it is dropped.
            started.returncode = 0

    def stop(self) -> None:
        """Let go of the server. The last one to do so returns when it has stopped.

        A forked child that unwinds its parent's stack lets go of nothing.
        """
        if self._use is None or self.process != os.getpid():
            return
        with self._one_at_a_time():
            os.close(self._use)
            self._use = None
            while self._is_kept():
                if self._is_used():
                    return
                time.sleep(0.02)
        if self._child:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._child, 0)
            self._child = None

    def database(self, name: str) -> str:
        """The address of a database on this server, which is made if there is none of that name."""
        try:
            with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
                known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
                if not known:
                    # Either error means that another start made it just now.
                    with contextlib.suppress(
                        psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation
                    ):
                        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.OperationalError as error:
            raise explain(f"error: {' '.join(str(error).split())}", home=self.home, log=self.log) from error
        return self.url(name)

    def url(self, name: str) -> str:
        """The address of a database as DATABASE_URL has it. The host is in the query: it keeps its case there."""
        host = quote(str(self.socket_folder), safe="")
        return f"postgres://{cluster.ROLE}@/{quote(name)}?host={host}&port=5432"

    @property
    def socket_folder(self) -> Path:
        """Where the running server listens, by its own account (line 5 of its pid file)."""
        return Path((self.home / "data" / "postmaster.pid").read_text().splitlines()[4])

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @contextlib.contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with (self.home / "start.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make_home(self) -> Account:
        try:
            self.asked.parent.mkdir(parents=True, exist_ok=True)
            account = account_for(self.asked)
            self.home = reachable(self.asked, account, elsewhere=self.elsewhere)
            account = account_for(self.home)
            self.home.mkdir(parents=True, exist_ok=True)
            account.let_through(self.home)
            (self.home / "start.lock").touch(mode=0o600)
        except OSError as error:
            raise EmbeddedError(
                f"The database cannot be kept in {self.home} ({(error.strerror or str(error)).lower()}): "
                "make the folder yours, or name another in VAR_DIR."
            ) from error
        return account

    def lives(self) -> bool:
        """Whether the process lives that keeps the server running; without it there is no database."""
        return self._is_kept()

    def _is_kept(self) -> bool:
        """Whether a keeper lives: it holds its lock."""
        mine = keeper.lock(self.home / "keeper.lock")
        if mine is None:
            return True
        os.close(mine)
        return False

    def _is_used(self) -> bool:
        """Whether anybody else holds on to the server; its keeper, on the way down, does not count."""
        file = os.open(self.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True
        else:
            return False
        finally:
            os.close(file)

    def _wait_until_ready(self, started: subprocess.Popen[bytes] | None) -> None:
        data = self.home / "data"
        end = time.monotonic() + START_WITHIN
        while not (keeper.has_answered(self.home) and keeper.is_ready(data)):
            # A keeper of ours that ended at once may have met one that an interrupted start had left behind.
            gone = (started is None or started.poll() is not None) and not self._is_kept()
            if gone or time.monotonic() > end:
                raise explain(self.log.read_text(errors="replace"), home=self.home, log=self.log)
            time.sleep(0.02)

    def _make_socket_folder(self, account: Account) -> tuple[Path, bool]:
        """Beside the data, or in a short private folder where that path is too long or too odd; whether the latter."""
        folder = self.home / "socket"
        if folder.is_symlink():  # to a short folder, which a keeper that was killed has left behind
            for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
                (folder / name).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                folder.readlink().rmdir()
            folder.unlink()
        temporary = len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER or not PLAIN_PATH.fullmatch(str(folder))
        if temporary:
            if folder.exists():  # made when the whole lay elsewhere, at a shorter path
                shutil.rmtree(folder)
            folder.symlink_to(tempfile.mkdtemp(prefix="inspections-", dir="/tmp"))
            folder = folder.readlink()
        else:
            folder.mkdir(exist_ok=True)
        account.own(folder)
        return folder, temporary

    def _start_keeper(self, account: Account) -> subprocess.Popen[bytes]:
        programs = usable_installation(self.home, account) / "bin"
        client = pwd.getpwuid(os.geteuid()).pw_name if os.geteuid() else "root"
        data = cluster.prepare(
            self.home, bin_folder=programs, account=account, client=client, durable=self.durable
        )
        socket, temporary = self._make_socket_folder(account)
        settings = [
            "listen_addresses=",
            "port=5432",
            f"unix_socket_directories={socket}",
            "unix_socket_permissions=0700",
            *(() if self.durable else SPEED_OVER_SAFETY),
        ]
        plan = {
            "home": str(self.home),
            "data": str(data),
            "command": [
                str(programs / "postgres"),
                f"-D{data}",
                *(part for setting in settings for part in ("-c", setting)),
            ],
            "user": account.uid if account.switched else None,
            "group": account.gid if account.switched else None,
            "socket": str(socket),
            "temporary": temporary,
        }
        os.truncate(self.home / "keeper.lock", 0)  # what the last keeper said of its server
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.before"))
        with self.log.open("wb") as log:
            return subprocess.Popen(  # noqa: S603  our own script
                [sys.executable, "-I", str(Path(keeper.__file__)), json.dumps(plan)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
            )
