"""Shared fixtures: where the material beside the checkout is, if it is there at all."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def user_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders for what is kept of a user, one for each test; none is made before it is used."""
    base = tmp_path_factory.mktemp("users")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_folders(user_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers and lists kept by a test are its own, and those of the user stay out of it."""
    folder = next(user_folders)
    monkeypatch.setenv("MINERALCHECK_CACHE", str(folder / "cache"))
    monkeypatch.setenv("MINERALCHECK_DATA", str(folder / "data"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with official blanks and samples; a test that needs it is skipped elsewhere."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not beside this checkout")
    return SHARED
