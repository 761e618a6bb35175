"""Official blanks, opened once."""

from functools import cache
from pathlib import Path

import pytest

from mineralcheck.filling.template import Template, read_template


@cache
def _opened(path: Path) -> Template:
    return read_template(path.read_bytes(), path.name)


@pytest.fixture(scope="session")
def cmrt(shared: Path) -> Template:
    """The blank of CMRT 6.5."""
    return _opened(shared / "templates" / "RMI_CMRT_6.5.xlsx")


@pytest.fixture(scope="session")
def emrt(shared: Path) -> Template:
    """The blank of EMRT 2.1."""
    return _opened(shared / "templates" / "RMI_EMRT_2.1.xlsx")


@pytest.fixture(scope="session")
def emrt_1(shared: Path) -> Template:
    """The blank of EMRT 1.3."""
    return _opened(shared / "templates" / "RMI_EMRT_1.3.xlsx")


@pytest.fixture(scope="session")
def amrt(shared: Path) -> Template:
    """The blank of AMRT 1.3."""
    return _opened(shared / "templates" / "RMI_AMRT_1.3.xlsx")


@pytest.fixture(scope="session")
def amrt_12(shared: Path) -> Template:
    """The blank of AMRT 1.2, which has no look-up."""
    return _opened(shared / "templates" / "RMI_AMRT_1.2.xlsx")
