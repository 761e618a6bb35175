"""Reports of a run, kept so that memory does not grow with the number of files, read as often as needed."""

import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

from mineralcheck.check.report import CheckReport, Outcome
from mineralcheck.model.finding import Severity, Verdict
from mineralcheck.model.match import StatusValue, Tier

_IN_MEMORY = 32 * 1024 * 1024


@dataclass
class Totals:
    """Counts over all files of a run."""

    files: int = 0
    unreadable: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    findings: Counter[Severity] = field(default_factory=Counter)
    waived: int = 0
    smelter_rows: int = 0
    matched_rows: int = 0
    tiers: Counter[Tier] = field(default_factory=Counter)
    statuses: Counter[StatusValue] = field(default_factory=Counter)

    def add(self, report: CheckReport) -> None:
        """Count one file."""
        self.files += 1
        self.unreadable += report.outcome is Outcome.UNREADABLE
        self.verdicts[report.verdict] += 1
        self.findings.update(finding.severity for finding in report.findings)
        self.waived += len(report.waived)
        if report.submission:
            rows = report.submission.smelters
            self.smelter_rows += len(rows)
            self.matched_rows += report.submission.matched_smelters
            self.tiers.update(row.match.tier for row in rows)
            self.statuses.update(row.status.value for row in rows if row.match.tier.matched)

    def at_least(self, severity: Severity) -> int:
        """Number of findings of a severity or a worse one."""
        order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
        return sum(self.findings[one] for one in order[: order.index(severity) + 1])


class ResultSet:
    """Reports in order; beyond some megabytes they wait in a temporary file that ends with the run."""

    def __init__(self) -> None:
        self.totals = Totals()
        self._spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by close()
        self._offsets = array("Q", [0])

    @classmethod
    def of(cls, reports: Iterable[CheckReport]) -> Self:
        """A set of these reports."""
        found = cls()
        for report in reports:
            found.add(report)
        return found

    def add(self, report: CheckReport) -> None:
        """Append a report."""
        self.totals.add(report)
        self._spool.seek(self._offsets[-1])
        self._offsets.append(self._offsets[-1] + self._spool.write(report.model_dump_json().encode()))

    def __len__(self) -> int:
        return self.totals.files

    def __iter__(self) -> Iterator[CheckReport]:
        for start, end in pairwise(self._offsets):
            yield self._read(start, end)

    def __getitem__(self, number: int) -> CheckReport:
        """The report with this number, from 0."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._read(self._offsets[number], self._offsets[number + 1])

    def _read(self, start: int, end: int) -> CheckReport:
        self._spool.seek(start)
        return CheckReport.model_validate_json(self._spool.read(end - start))

    def close(self) -> None:
        """Give up the temporary file."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
