"""Shared fixtures: where the material beside the checkout is, if it is there at all."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def cache_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders for caches, one for each test that makes one."""
    base = tmp_path_factory.mktemp("caches")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_cache(cache_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers kept by a test are its own, and those of the user stay out of it."""
    monkeypatch.setenv("MINERALCHECK_CACHE", str(next(cache_folders)))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with official blanks and samples; a test that needs it is skipped elsewhere."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not beside this checkout")
    return SHARED
