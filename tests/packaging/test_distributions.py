"""What is published: the same bytes from the same sources, nothing missing, nothing that does not belong."""

import os
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hatchling.build import build_sdist, build_wheel

ROOT = Path(__file__).resolve().parents[2]
EPOCH = "1767225600"


@contextmanager
def in_checkout(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        yield
    finally:
        os.chdir(before)


def build(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder.mkdir(parents=True)
    with in_checkout(monkeypatch):
        made = build_wheel(str(folder)) if kind == "wheel" else build_sdist(str(folder))
    return folder / made


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> zipfile.ZipFile:
    return zipfile.ZipFile(build("wheel", tmp_path / "wheel", monkeypatch))


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_two_builds_give_the_same_bytes(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (build(kind, tmp_path / name, monkeypatch) for name in ("one", "two"))
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()


def test_the_wheel_has_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    source = ROOT / "src"
    files = (path for path in (source / "mineralcheck").rglob("*") if path.is_file() and path.suffix != ".po")
    expected = {path.relative_to(source).as_posix() for path in files if "__pycache__" not in path.parts}
    assert expected <= set(wheel.namelist())
    assert "mineralcheck/py.typed" in wheel.namelist()


def test_the_wheel_has_the_sample_campaign_and_nothing_else_of_the_checkout(wheel: zipfile.ZipFile) -> None:
    names = [name for name in wheel.namelist() if ".dist-info/" not in name]
    assert all(name.startswith("mineralcheck/") for name in names)
    sample = {name.removeprefix("mineralcheck/sample/") for name in names if "/sample/" in name}
    campaign, lists = (sorted((ROOT / "fixtures" / part).iterdir()) for part in ("campaign", "lists"))
    assert sample == {f"{path.parent.name}/{path.name}" for path in (*campaign, *lists)}


def test_the_wheel_stays_small(wheel: zipfile.ZipFile) -> None:
    assert sum(entry.compress_size for entry in wheel.infolist()) < 2_000_000


def test_the_source_distribution_can_be_tested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with tarfile.open(build("sdist", tmp_path / "sdist", monkeypatch)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md", "tests/conftest.py"} <= names
    assert "fixtures/campaign/suppliers.csv" in names
    assert not [name for name in names if name.startswith((".git/", ".venv", ".ci")) or "__pycache__" in name]
