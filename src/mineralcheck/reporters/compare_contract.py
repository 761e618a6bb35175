"""Types of the JSON comparison, `mineralcheck/compare/v1`. Keys are only ever added."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck.reporters.contract import Tool
from mineralcheck.reporters.rollup_contract import ChangedPart, FigurePart, NamedPart, RunPart, SamePart
from mineralcheck.reporters.rollup_findings import CampaignFindingPart

COMPARE_SCHEMA = "mineralcheck/compare/v1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FigureChangePart(_Part):
    """A figure then and now; `points` is the difference of the percentages."""

    name: str
    part: str
    old: FigurePart | None
    new: FigurePart | None
    points: float | None


class SubmissionChangePart(_Part):
    """A submission beside that of the time before."""

    family: str
    old: str
    new: str
    same_file: bool
    copied: bool
    facts: list[ChangedPart]
    answers: list[ChangedPart]
    added: list[NamedPart]
    removed: list[NamedPart]
    kept: int


class SupplierChangePart(_Part):
    """A supplier then and now."""

    supplier_id: str
    name: str
    turn: str
    old_response: str | None
    new_response: str | None
    old_risk: str | None
    new_risk: str | None
    submissions: list[SubmissionChangePart]


class SmelterChangePart(_Part):
    """A smelter then and now."""

    mineral: str
    smelter_id: str
    turn: str
    old_name: str | None
    new_name: str | None
    old_status: str | None
    new_status: str | None
    old_suppliers: int
    new_suppliers: int
    explanation: str | None


class CompareDocument(_Part):
    """The whole comparison."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    schema_name: Literal["mineralcheck/compare/v1"] = Field(alias="schema")
    tool: Tool
    old: RunPart
    new: RunPart
    figures: list[FigureChangePart]
    suppliers: list[SupplierChangePart]
    smelters: list[SmelterChangePart]
    same_lists: list[SamePart]
    findings: list[CampaignFindingPart] = Field(default_factory=list)
