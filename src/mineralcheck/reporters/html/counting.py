"""Counts of a check report that the overview shows, taken while the files go by."""

from collections import Counter
from collections.abc import Iterator

from mineralcheck.check.report import CheckReport
from mineralcheck.model.match import StatusValue

Entry = tuple[str, str]


class Counts:
    """Counts over all files; smelters are counted once for each mineral and id."""

    def __init__(self) -> None:
        self.required = 0
        self.open = 0
        self.verdicts: Counter[tuple[str, str]] = Counter()
        """template family (empty when unreadable) and verdict"""
        self.rules: Counter[tuple[str, str]] = Counter()
        """code and name of a rule"""
        self.smelters: dict[Entry, tuple[StatusValue, str]] = {}
        """status and country of each smelter"""

    def add(self, report: CheckReport) -> None:
        """Count one file."""
        sub = report.submission
        family = sub.template.family.value if sub else ""
        self.verdicts[family, report.verdict.value] += 1
        self.rules.update((finding.code, finding.name) for finding in report.findings)
        if sub is None:
            return
        self.required += sub.required_items
        self.open += len(sub.open_items)
        for row in sub.smelters:
            if row.match.tier.matched:
                mineral = row.mineral or row.declared.mineral
                known = (row.status.value, row.match.country or "")
                self.smelters[mineral, row.match.smelter_id or ""] = known

    def statuses(self) -> Counter[tuple[str, StatusValue]]:
        """Number of smelters by mineral and status."""
        return Counter((mineral, status) for (mineral, _), (status, _) in self.smelters.items())

    def countries(self) -> Counter[str]:
        """Number of smelters by country, as the list names it."""
        return Counter(self._countries())

    def _countries(self) -> Iterator[str]:
        for _, country in self.smelters.values():
            yield country

    @property
    def conformant(self) -> int:
        """Number of conformant smelters."""
        return sum(status is StatusValue.CONFORMANT for status, _ in self.smelters.values())
