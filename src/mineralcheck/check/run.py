"""A run: what was asked, with which lists, and what came of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from mineralcheck.check.results import ResultSet
from mineralcheck.model.finding import Severity
from mineralcheck.reference.lists import ListSource
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings
from mineralcheck.workbook.discovery import Found


@dataclass(frozen=True)
class Run:
    """All that reporters get. `inputs` are the paths as given, `skipped` what was passed over, by kind.

    `settings` say which rules ran; `fail_on` from which severity on the run fails, None for never; `found`
    where each file lies, by the name it has in the report.
    """

    inputs: tuple[str, ...]
    results: ResultSet
    sources: tuple[ListSource, ...]
    as_of: dt.date
    profile: str
    skipped: Mapping[str, int]
    settings: Settings = DEFAULT_SETTINGS
    fail_on: Severity | None = Severity.ERROR
    found: Mapping[str, Found] = field(default_factory=dict)

    def path_of(self, name: str) -> str:
        """Path of a file from where the user stood, with forward slashes; goes on into an archive."""
        found = self.found.get(name)
        if found is None:
            return name
        return ((found.root or found.path.parent) / name).as_posix()
