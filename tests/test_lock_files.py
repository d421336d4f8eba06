"""What is installed where: nothing unpinned, nothing more than is needed, no registry's address."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-local.txt", "requirements-dev.txt")


def pins(name: str) -> dict[str, str]:
    """The packages of a lock file and their versions."""
    return dict(re.findall(r"(?m)^([a-z0-9-]+)==([^ ]+)", (ROOT / name).read_text()))


def wanted(*extras: str) -> set[str]:
    """The names of the packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = project["dependencies"] + [
        line for extra in extras for line in project["optional-dependencies"][extra]
    ]
    return {re.match(r"[A-Za-z0-9_-]+", line)[0].lower().replace("_", "-") for line in lines}  # type: ignore[index]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_its_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index" not in text
    blocks = re.split(r"(?m)^(?=[a-z0-9-]+==)", text)[1:]
    assert blocks
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    ("name", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("embedded",)), (LOCKS[2], ("embedded", "dev"))]
)
def test_the_lock_holds_what_the_project_asks_for(name: str, extras: tuple[str, ...]) -> None:
    assert wanted(*extras) - set(pins(name)) == set()


def test_production_has_neither_the_embedded_server_nor_test_tools() -> None:
    assert (wanted("embedded", "dev") - wanted()) & set(pins("requirements.txt")) == set()
    assert (wanted("dev") - wanted()) & set(pins("requirements-local.txt")) == set()


def test_the_same_versions_are_tested_and_served() -> None:
    tested = pins("requirements-dev.txt")
    for name in LOCKS[:2]:
        assert {
            package: version for package, version in pins(name).items() if tested[package] != version
        } == {}
