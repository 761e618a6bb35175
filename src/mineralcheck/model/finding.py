"""What a rule found, where, and how bad it is."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck.model.cells import CellRef


class Severity(StrEnum):
    """`error`: the rule says must; `warning`: should; `info`: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """Verdict on one file: `fail` with an error, `warn` with a warning, else `pass`."""

    PASS = "pass"  # noqa: S105 - a verdict, not a secret
    WARN = "warn"
    FAIL = "fail"
    UNREADABLE = "unreadable"


class Finding(BaseModel):
    """One finding of one rule at one place.

    `message` and `fix` are in the language of the run; `params` (literal text) and `terms` (keys of words to
    translate, such as `company_name`) are what they were made of, so that another language can be made from
    the same finding.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    severity: Severity
    cell: CellRef | None = None
    message: str
    found: str | None = None
    expected: str | None = None
    fix: str
    params: Mapping[str, str] = Field(default_factory=dict)
    terms: Mapping[str, str] = Field(default_factory=dict)

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key by place, then code: the same on every machine."""
        at = self.cell or CellRef("", 0, 0)
        return at.sheet, at.row, at.column, self.code, self.message


def verdict_of(findings: tuple[Finding, ...]) -> Verdict:
    """Verdict on a file from its findings."""
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.FAIL
    return Verdict.WARN if Severity.WARNING in severities else Verdict.PASS
