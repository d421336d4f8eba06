"""The data directory: made whole or not at all, of the right version, open to its owner alone."""

import os
import shutil
import tempfile
from pathlib import Path

from inspections.embedded.binaries import Account, major_version
from inspections.embedded.errors import EmbeddedError, explain

ROLE = "inspections"


def prepare(home: Path, *, bin_folder: Path, account: Account, client: str, durable: bool) -> Path:
    """Make the data directory under `home` if there is none; says who may connect. Returns it."""
    data = home / "data"
    if data.exists():
        _check_version(data, bin_folder=bin_folder, account=account)
    else:
        _initialise(data, bin_folder=bin_folder, account=account, durable=durable)
    _admit(data, account=account, client=client)
    return data


def _check_version(data: Path, *, bin_folder: Path, account: Account) -> None:
    try:
        found = (data / "PG_VERSION").read_text(errors="replace").strip()[:8]
    except FileNotFoundError:
        raise EmbeddedError(
            f"{data} is not a PostgreSQL data directory: move it away and start again; the reports are ingested anew."
        ) from None
    brought = str(major_version(bin_folder, account))
    if found != brought:
        raise EmbeddedError(
            f"{data} was written by PostgreSQL {found}, and this version of the archive brings PostgreSQL {brought}: "
            "move that folder away and start again (the reports are ingested anew), or carry the data over with "
            f"pg_dump of version {found}."
        )


def _initialise(data: Path, *, bin_folder: Path, account: Account, durable: bool) -> None:
    """Under another name first: an initdb that is cut short never looks like a finished one."""
    unfinished = data.with_name("data.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    account.own(unfinished)
    command: list[str | Path] = [
        bin_folder / "initdb",
        f"--pgdata={unfinished}",
        f"--username={ROLE}",
        "--auth-local=peer",
        "--auth-host=reject",
        # The same order of texts on every machine, whatever its C library says.
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        # Search tells letters from signs (“council’s”) by this one.
        "--lc-ctype=C.UTF-8",
        "--text-search-config=english",
        "--no-instructions",
    ]
    if not durable:
        command.append("--no-sync")
    answer = account.run(command, folder=data.parent)
    if answer.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise explain(answer.stdout + answer.stderr, home=data.parent)
    unfinished.rename(data)


def _admit(data: Path, *, account: Account, client: str) -> None:
    """The socket alone, and behind it only the person who started the server, and root."""
    allowed = {client, "root"}
    files = {
        "pg_hba.conf": f"local all {ROLE} peer map=owner\n",
        "pg_ident.conf": "".join(f'owner "{name}" {ROLE}\n' for name in sorted(allowed)),
    }
    for name, text in files.items():
        path = data / name
        if path.exists() and path.read_text() == text:
            continue
        # The folder is another account's: a new file takes the place of whatever it has put there.
        handle, new = tempfile.mkstemp(dir=data, prefix=name)
        with os.fdopen(handle, "w") as file:
            file.write(text)
            if account.switched:
                os.fchown(handle, account.uid, account.gid)
        Path(new).replace(path)
