"""What one file came to: small, complete and independent of the workbook it came from."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableReason
from mineralcheck.model.finding import Finding, Verdict, verdict_of
from mineralcheck.model.match import DeclaredSmelter, Match, SmelterStatus
from mineralcheck.model.submission import (
    CompanyField,
    CompanyQuestion,
    Question,
    Scope,
    SmelterKind,
    TemplateInfo,
)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Outcome(StrEnum):
    """Whether a file gave a submission."""

    CHECKED = "checked"
    UNREADABLE = "unreadable"


class AnswerReport(_Frozen):
    """An answer: `value` is the drop-down entry it stands for, `text` what was written, in `cell`."""

    cell: CellRef
    text: str
    value: str | None
    comment: str = ""

    @property
    def shown(self) -> str | None:
        """The entry, else what was written; None when blank."""
        return self.value or self.text or None


class SmelterReport(_Frozen):
    """A row of the Smelter List with its match and status."""

    row: int
    mineral: str | None
    kind: SmelterKind
    declared: DeclaredSmelter
    match: Match
    status: SmelterStatus
    recycled: str = ""
    mine_names: str = ""
    mine_countries: str = ""


class MineReport(_Frozen):
    """A row of the Mine List."""

    row: int
    mineral: str | None
    smelter: str
    name: str
    mine_id: str
    country: str


class ProductReport(_Frozen):
    """A row of the Product List."""

    row: int
    number: str
    name: str


class SubmissionReport(_Frozen):
    """What the supplier declared, as read."""

    template: TemplateInfo
    company: Mapping[CompanyField, str]
    scope: Scope | None
    effective_date: dt.date | None
    minerals: tuple[str, ...]
    answers: Mapping[str, Mapping[Question, AnswerReport]]
    company_answers: Mapping[CompanyQuestion, AnswerReport]
    mineral_company_answers: Mapping[CompanyQuestion, Mapping[str, AnswerReport]] = Field(
        default_factory=dict
    )
    smelters: tuple[SmelterReport, ...] = ()
    mines: tuple[MineReport, ...] = ()
    products: tuple[ProductReport, ...] = ()
    completeness: tuple[CompletenessItem, ...] = ()

    @property
    def open_items(self) -> tuple[CompletenessItem, ...]:
        """Required fields that are still open."""
        return tuple(item for item in self.completeness if item.open)

    @property
    def required_items(self) -> int:
        """Number of required fields."""
        return sum(item.required for item in self.completeness)

    @property
    def matched_smelters(self) -> int:
        """Number of smelter rows that matched an entry of the reference list."""
        return sum(row.match.tier.matched for row in self.smelters)


class WaivedFinding(_Frozen):
    """A finding that the company accepts for a time: why, by whom, until when."""

    finding: Finding
    reason: str
    approved_by: str
    expires: dt.date


class CheckReport(_Frozen):
    """Everything known about one file; `submission` is None when it was unreadable, for `reason`.

    `waived` findings count neither for the verdict nor for anything else.
    """

    path: str
    sha256: str | None
    outcome: Outcome
    reason: UnreadableReason | None = None
    message: str | None = None
    submission: SubmissionReport | None = None
    findings: tuple[Finding, ...] = ()
    waived: tuple[WaivedFinding, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Verdict on the file."""
        return Verdict.UNREADABLE if self.outcome is Outcome.UNREADABLE else verdict_of(self.findings)
