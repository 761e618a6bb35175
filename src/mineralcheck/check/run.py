"""A run: what was asked, with which lists, and what came of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from mineralcheck.check.results import ResultSet
from mineralcheck.reference.lists import ListSource


@dataclass(frozen=True)
class Run:
    """All that reporters get. `inputs` are the paths as given, `skipped` what was passed over, by kind."""

    inputs: tuple[str, ...]
    results: ResultSet
    sources: tuple[ListSource, ...]
    as_of: dt.date
    profile: str
    skipped: Mapping[str, int]
