"""A run: what was asked, with which lists, and what came of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from mineralcheck.check.report import CheckReport
from mineralcheck.check.results import ResultSet
from mineralcheck.check.totals import Totals
from mineralcheck.model.finding import Severity
from mineralcheck.reference.lists import ListSource
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings
from mineralcheck.workbook.discovery import Found
from mineralcheck.workbook.remote import as_given, is_absolute


@dataclass(frozen=True)
class Run:
    """All that reporters get. `inputs` are the paths as given, `skipped` what was passed over, by kind.

    `settings` say which rules ran; `fail_on` from which severity on the run fails, None for never; `found`
    where each file lies, by the name it has in the report; `language` is that of the messages.
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
    language: str = "en"

    def path_of(self, name: str) -> str:
        """Path of a file from where the user stood, with forward slashes; goes on into an archive."""
        found = self.found.get(name)
        given = (found.root or found.path.parent) if found else None
        return as_given(given.parent / name) if given and is_absolute(given) else name

    def __iter__(self) -> Iterator[CheckReport]:
        """Reports in the order of their files; as often as needed while the run is open."""
        return iter(self.results)

    def __len__(self) -> int:
        """Number of files."""
        return len(self.results)

    @property
    def totals(self) -> Totals:
        """Counts over all files."""
        return self.results.totals

    def close(self) -> None:
        """Give up the temporary file of a large run."""
        self.results.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
