"""Findings about a campaign (MC8xx) as a table and as parts of JSON."""

from pydantic import BaseModel, ConfigDict

from mineralcheck.campaign.findings import CampaignFinding
from mineralcheck.reporters.columns import Column
from mineralcheck.reporters.rollup_cells import joined

NAME = "campaign-findings"
COLUMNS: tuple[Column[CampaignFinding], ...] = (
    Column("code", lambda f: f.finding.code),
    Column("name", lambda f: f.finding.name),
    Column("severity", lambda f: f.finding.severity.value),
    Column("supplier_ids", lambda f: joined(f.suppliers)),
    Column("file", lambda f: f.file or None),
    Column("cell", lambda f: f.cell or None),
    Column("message", lambda f: f.finding.message),
    Column("fix", lambda f: f.finding.fix),
)


class CampaignFindingPart(BaseModel):
    """A finding about suppliers, or about files beside each other; `mineralcheck rules CODE` explains it."""

    model_config = ConfigDict(extra="forbid")

    code: str
    name: str
    severity: str
    supplier_ids: list[str]
    file: str | None
    cell: str | None
    message: str
    fix: str


def finding_part(one: CampaignFinding) -> CampaignFindingPart:
    """A finding as JSON has it."""
    finding = one.finding
    return CampaignFindingPart(
        code=finding.code,
        name=finding.name,
        severity=finding.severity.value,
        supplier_ids=list(one.suppliers),
        file=one.file or None,
        cell=one.cell or None,
        message=finding.message,
        fix=finding.fix,
    )
