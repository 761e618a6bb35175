"""Types of the JSON roll-up, `mineralcheck/rollup/v1`, apart from those inside. Keys are only ever added."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck.reporters.contract import ReferencePart, StatusPart, Tool
from mineralcheck.reporters.rollup_actions import ActionsPart
from mineralcheck.reporters.rollup_findings import CampaignFindingPart

ROLLUP_SCHEMA = "mineralcheck/rollup/v1"
Amount = int | float


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RosterPart(_Part):
    """The supplier list."""

    source: str
    sha256: str
    suppliers: int


class RunPart(_Part):
    """What was asked. `policy` is how it was counted; `label` is the user's name for the run."""

    inputs: list[str]
    passed_over: dict[str, int]
    as_of: str
    profile: str
    label: str
    tool_version: str
    roster: RosterPart | None
    asked_by_default: list[str]
    only_accepted: bool
    rounding: str


class FigurePart(_Part):
    """A figure; `note` says why it has no percentage, `left_out` how many could not be counted."""

    name: str
    part: str = Field(description="all, family:CMRT, group:3tg, mineral:Tin, question:..., with a currency")
    unit: str
    numerator: Amount
    denominator: Amount | None
    percentage: float | None
    note: str | None
    left_out: int
    list_dates: list[str]
    formula: str


class DisclosurePart(_Part):
    """A row of the disclosure table."""

    group: str
    minerals: list[str]
    coverage: list[FigurePart]
    suppliers_asked: int | None
    response_rate: FigurePart | None
    smelters: int
    conformant_rate: FigurePart | None
    participating_rate: FigurePart | None
    list_dates: list[str]


class PlacePart(_Part):
    """A place in a file, with what is said there."""

    file: str
    cell: str
    text: str


class ReasonPart(_Part):
    """A factor that counts against a supplier."""

    factor: str
    cases: int
    points: int
    critical: bool
    examples: list[PlacePart]


class SupplierPart(_Part):
    """A supplier with response, risk and next action."""

    supplier_id: str
    name: str
    country: str | None
    tier: str | None
    spend: Amount | None
    currency: str | None
    templates: list[str]
    due_date: str | None
    response: str
    files: list[str]
    risk: str
    score: int
    reasons: list[ReasonPart]
    next_action: str
    next_action_due: str | None


class SuggestedPart(_Part):
    """A supplier that a file may belong to."""

    supplier_id: str
    name: str
    score: float


class FilePart(_Part):
    """A file: whose it is and why, and what it counts for."""

    path: str
    sha256: str | None
    supplier_id: str | None
    assigned_by: str
    because_of: str | None
    also_points_to: str | None
    suggestions: list[SuggestedPart]
    standing: str
    superseded_by: str | None
    joined_to: str | None
    outcome: str
    reason: str | None
    family: str | None
    version: str | None
    company: str | None
    scope: str | None
    effective_date: str | None
    verdict: str
    errors: int
    warnings: int
    open_fields: int


class ChangedPart(_Part):
    """Something that is otherwise now."""

    name: str
    mineral: str | None
    cell: str | None
    old: str
    new: str


class NamedPart(_Part):
    """A smelter as a submission names it."""

    mineral: str
    smelter_id: str | None
    name: str


class SupersededPart(_Part):
    """A submission that a newer one took the place of."""

    older: str
    newer: str
    facts: list[ChangedPart]
    answers: list[ChangedPart]
    added: list[NamedPart]
    removed: list[NamedPart]


class MentionPart(_Part):
    """A row that names a smelter."""

    supplier_id: str
    file: str
    cell: str


class SmelterPart(_Part):
    """A smelter of the consolidated list."""

    mineral: str
    smelter_id: str
    name: str
    country: str | None
    status: StatusPart
    retired: str | None
    ceased: bool
    template_number: int
    suppliers: int
    files: int
    rows: int
    mentions: list[MentionPart]


class CandidatePart(_Part):
    """An entry that an unresolved name may stand for."""

    smelter_id: str
    name: str
    score: float


class UnresolvedPart(_Part):
    """A name that no entry matches."""

    mineral: str
    name: str
    declared_id: str | None
    country: str | None
    found: str
    tier: str
    suggestions: list[CandidatePart]
    suppliers: list[str]
    places: list[PlacePart]


class AnswerPart(_Part):
    """How many gave an answer."""

    question: str
    mineral: str | None
    answer: str
    given: int
    of: int


class SmelterCountryPart(_Part):
    """Where smelters stand."""

    mineral: str
    code: str | None
    country: str
    smelters: int


class OriginCountryPart(_Part):
    """Where minerals come from, by mine and origin columns."""

    mineral: str
    code: str | None
    country: str
    covered: bool
    cahra: bool
    suppliers: int
    mentions: int
    example: str


class SamePart(_Part):
    """The same list or file from several suppliers."""

    family: str | None
    rows: int
    suppliers: list[str]
    files: list[str]


class RollUpDocument(_Part):
    """The whole roll-up."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    schema_name: Literal["mineralcheck/rollup/v1"] = Field(alias="schema")
    tool: Tool
    run: RunPart
    reference: list[ReferencePart]
    figures: list[FigurePart]
    disclosure: list[DisclosurePart]
    suppliers: list[SupplierPart]
    files: list[FilePart]
    superseded: list[SupersededPart]
    smelters: list[SmelterPart]
    unresolved: list[UnresolvedPart]
    answers: list[AnswerPart]
    smelter_countries: list[SmelterCountryPart]
    origin_countries: list[OriginCountryPart]
    same_lists: list[SamePart]
    same_files: list[SamePart]
    findings: list[CampaignFindingPart] = Field(default_factory=list)
    actions: ActionsPart | None
