"""Counts over files: of one, or of all files of a run."""

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Self

from mineralcheck.check.report import CheckReport, Outcome
from mineralcheck.model.finding import Severity, Verdict
from mineralcheck.model.match import StatusValue, Tier


@dataclass
class Totals:
    """Counts over files."""

    files: int = 0
    unreadable: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    findings: Counter[Severity] = field(default_factory=Counter)
    waived: int = 0
    smelter_rows: int = 0
    matched_rows: int = 0
    tiers: Counter[Tier] = field(default_factory=Counter)
    statuses: Counter[StatusValue] = field(default_factory=Counter)

    @classmethod
    def of(cls, report: CheckReport) -> Self:
        """Counts of one file."""
        rows = report.submission.smelters if report.submission else ()
        return cls(
            files=1,
            unreadable=int(report.outcome is Outcome.UNREADABLE),
            verdicts=Counter([report.verdict]),
            findings=Counter(finding.severity for finding in report.findings),
            waived=len(report.waived),
            smelter_rows=len(rows),
            matched_rows=sum(row.match.tier.matched for row in rows),
            tiers=Counter(row.match.tier for row in rows),
            statuses=Counter(row.status.value for row in rows if row.match.tier.matched),
        )

    def add(self, other: "Totals") -> None:
        """Add the counts of further files."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def at_least(self, severity: Severity) -> int:
        """Number of findings of a severity or a worse one."""
        order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
        return sum(self.findings[one] for one in order[: order.index(severity) + 1])
