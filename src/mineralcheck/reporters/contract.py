"""Types of the JSON report, `mineralcheck/report/v1`. Keys are only ever added.

They are types of their own so that a change inside the program cannot change what scripts outside read.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, with_config
from typing_extensions import TypedDict

SCHEMA = "mineralcheck/report/v1"


_STRICT = ConfigDict(extra="forbid")
# Of what there are many in a file, the types are those of plain dictionaries: made in a tenth of the time.
_strict = with_config(_STRICT)


class _Part(BaseModel):
    model_config = _STRICT


class Tool(_Part):
    """The program that wrote the report."""

    name: Literal["mineralcheck"] = "mineralcheck"
    version: str


class RunPart(_Part):
    """What was asked: paths as given, files checked and unreadable, others passed over by kind."""

    inputs: list[str]
    checked: int
    unreadable: int
    passed_over: dict[str, int]
    profile: str
    as_of: str = Field(description="day the run stands for, ISO 8601")


class ReferencePart(_Part):
    """A list that was used."""

    kind: str
    source: str
    sha256: str
    as_of: str | None
    entries: int
    template: str | None = None


class TemplatePart(_Part):
    """The template as its workbook states it; `layout` is the revision whose cells were read."""

    family: str
    version: str
    language: str | None
    layout: str


@_strict
class ItemPart(TypedDict):
    """A visible row of the workbook's own Checker sheet."""

    id: str
    cell: str | None
    required: bool
    complete: bool


class CompletenessPart(_Part):
    """Required fields as the Checker sheet counts them."""

    required: int
    complete: int
    items: list[ItemPart]


@_strict
class DeclaredPart(TypedDict):
    """A smelter as declared."""

    id: str | None
    lookup: str | None
    name: str | None
    country: str | None


@_strict
class CandidatePart(TypedDict):
    """A possible answer; scores run from 0 to 100."""

    smelter_id: str
    name: str
    score: float


@_strict
class MatchPart(TypedDict):
    """How a declared smelter resolved."""

    tier: str
    smelter_id: str | None
    name: str | None
    country: str | None
    score: float | None
    reason: str
    issues: list[str]
    candidates: list[CandidatePart]


class StatusPart(_Part):
    """Status in the imported list; `unknown` without one."""

    value: str
    text: str | None
    as_of: str | None
    source: str | None
    programme: str | None = None
    reassessment_due: str | None = None


@_strict
class SmelterPart(TypedDict):
    """A row of the Smelter List."""

    row: int
    mineral: str | None
    declared: DeclaredPart
    match: MatchPart
    status: StatusPart


@_strict
class MinePart(TypedDict):
    """A row of the Mine List."""

    row: int
    mineral: str | None
    smelter: str | None
    name: str | None
    id: str | None
    country: str | None


@_strict
class ProductPart(TypedDict):
    """A row of the Product List."""

    row: int
    number: str | None
    name: str | None


@_strict
class FindingPart(TypedDict):
    """A finding of a rule."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    cell: str | None
    message: str
    found: str | None
    expected: str | None
    fix: str


@_strict
class WaivedPart(FindingPart):
    """A finding that the company accepts for a time; it counts for nothing."""

    reason: str
    approved_by: str
    expires: str


class FilePart(_Part):
    """One file. An unreadable one has a `reason` and nothing that comes from a submission."""

    path: str
    sha256: str | None
    outcome: Literal["checked", "unreadable"]
    reason: str | None
    reason_code: str | None = None
    template: TemplatePart | None
    supplier: str | None
    company: dict[str, str | None]
    scope: Literal["company", "product", "user_defined"] | None
    effective_date: str | None
    verdict: Literal["pass", "warn", "fail", "unreadable"]
    completeness: CompletenessPart | None
    answers: dict[str, dict[str, str | None]]
    company_answers: dict[str, str | dict[str, str | None] | None]
    smelters: list[SmelterPart]
    mines: list[MinePart]
    products: list[ProductPart]
    findings: list[FindingPart]
    waived: list[WaivedPart] = Field(default_factory=list)


class TotalsPart(_Part):
    """Counts over all files."""

    files: int
    verdicts: dict[str, int]
    findings: dict[str, int]
    waived: int = 0
    smelter_rows: int
    matched_rows: int
    tiers: dict[str, int]
    statuses: dict[str, int]


class ReportDocument(_Part):
    """The whole report."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    schema_name: Literal["mineralcheck/report/v1"] = Field(alias="schema")
    tool: Tool
    run: RunPart
    reference: list[ReferencePart]
    files: list[FilePart]
    totals: TotalsPart
