"""One supplier's template, as read: every value with its cell, nothing judged."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.match import DeclaredSmelter


class Family(StrEnum):
    """Template families of the Responsible Minerals Initiative."""

    CMRT = "CMRT"
    EMRT = "EMRT"
    CRT = "CRT"
    AMRT = "AMRT"


class Scope(StrEnum):
    """Declaration scope (`Declaration!D9`)."""

    COMPANY = "company"
    PRODUCT = "product"
    USER_DEFINED = "user_defined"


class CompanyField(StrEnum):
    """Fields of the company block of the Declaration sheet."""

    COMPANY_NAME = "company_name"
    DECLARATION_SCOPE = "declaration_scope"
    SCOPE_DESCRIPTION = "scope_description"
    COMPANY_UNIQUE_ID = "company_unique_id"
    COMPANY_UNIQUE_ID_AUTHORITY = "company_unique_id_authority"
    ADDRESS = "address"
    CONTACT_NAME = "contact_name"
    CONTACT_EMAIL = "contact_email"
    CONTACT_PHONE = "contact_phone"
    AUTHORIZER_NAME = "authorizer_name"
    AUTHORIZER_TITLE = "authorizer_title"
    AUTHORIZER_EMAIL = "authorizer_email"
    AUTHORIZER_PHONE = "authorizer_phone"
    EFFECTIVE_DATE = "effective_date"


class Question(StrEnum):
    """Questions asked for each mineral; their numbers moved between revisions, their names do not."""

    INTENTIONALLY_ADDED = "intentionally_added"
    REMAINS_IN_PRODUCT = "remains_in_product"
    FROM_COVERED_COUNTRIES = "from_covered_countries"
    FROM_CAHRA = "from_cahra"
    ALL_RECYCLED_OR_SCRAP = "all_recycled_or_scrap"
    SUPPLIER_RESPONSE = "supplier_response"
    ALL_SMELTERS_IDENTIFIED = "all_smelters_identified"
    ALL_SMELTER_INFORMATION_REPORTED = "all_smelter_information_reported"
    ALL_SMELTERS_VALIDATED = "all_smelters_validated"


class CompanyQuestion(StrEnum):
    """Questions about the due diligence programme of the whole company (lettered A to I)."""

    POLICY_ESTABLISHED = "policy_established"
    POLICY_PUBLIC = "policy_public"
    POLICY_COVERS_ANNEX_II = "policy_covers_annex_ii"
    VALIDATED_SMELTERS_REQUIRED = "validated_smelters_required"
    DUE_DILIGENCE_IMPLEMENTED = "due_diligence_implemented"
    SUPPLIER_DUE_DILIGENCE_REQUIRED = "supplier_due_diligence_required"
    SUPPLIER_DUE_DILIGENCE_COVERS_ANNEX_II = "supplier_due_diligence_covers_annex_ii"
    SUPPLIERS_SURVEYED = "suppliers_surveyed"
    RESPONSES_REVIEWED = "responses_reviewed"
    CORRECTIVE_ACTION = "corrective_action"
    DISCLOSURE_REQUIRED = "disclosure_required"
    CONFLICT_FREE_REQUIRED = "conflict_free_required"
    SMELTER_NAMES_REQUESTED = "smelter_names_requested"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)


class TemplateInfo(_Frozen):
    """Which template this is and how we know.

    `version` is what the workbook says of itself, `layout` the revision whose cells were read; they differ
    for a revision we do not know. `language` is the display language (`Declaration!D3`).
    """

    family: Family
    version: str
    layout: str
    language: str | None
    released: dt.date | None = None
    exact: bool = True


class Answer(_Frozen):
    """An answer cell with its comment.

    `value` is the entry of the drop-down list that the text stands for, or None when it is blank or stands
    for none; `choices` is that list; `label` is the question's number or letter in this revision.
    """

    cell: Cell
    comment: Cell
    value: str | None
    choices: tuple[str, ...]
    label: str = ""


class SmelterKind(StrEnum):
    """What the Smelter Look-up column of a row says."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    NOT_IDENTIFIED = "not_identified"
    NOT_CHOSEN = "not_chosen"


class SmelterRow(_Frozen):
    """A row of the Smelter List. A column that the revision lacks is a blank cell at column 0.

    `mineral` is the canonical name of the metal, None when it is blank or unknown;
    `declared` is what the row says with inputs preferred to formula results.
    """

    row: int
    kind: SmelterKind
    mineral: str | None
    declared: DeclaredSmelter
    smelter_id_input: Cell
    metal: Cell
    smelter_lookup: Cell
    smelter_name: Cell
    smelter_country: Cell
    smelter_id: Cell
    smelter_id_source: Cell
    smelter_street: Cell
    smelter_city: Cell
    smelter_state_province: Cell
    smelter_contact_name: Cell
    smelter_contact_email: Cell
    next_steps: Cell
    mine_names: Cell
    mine_countries: Cell
    all_recycled_or_scrap: Cell
    comments: Cell
    standard_smelter_name: Cell


class MineRow(_Frozen):
    """A row of the Mine List (EMRT 2.x, AMRT)."""

    row: int
    mineral: str | None
    metal: Cell
    smelter_names: Cell
    mine_name: Cell
    mine_id: Cell
    mine_id_source: Cell
    mine_country: Cell
    comments: Cell


class ProductRow(_Frozen):
    """A row of the Product List."""

    row: int
    product_number: Cell
    product_name: Cell
    requester_product_number: Cell
    requester_product_name: Cell
    comments: Cell


class MineralReason(_Frozen):
    """A row of the Minerals Scope sheet (AMRT): why a mineral is asked for."""

    mineral: Cell
    reason: Cell


class StructureNote(_Frozen):
    """Something about the workbook that a reader had to work around; a rule reports it."""

    kind: str
    at: CellRef | None = None
    detail: str = ""


class Submission(_Frozen):
    """One template as read. `minerals` are the minerals it asks about, in the order of their rows."""

    template: TemplateInfo
    fields: Mapping[CompanyField, Cell]
    scope: Scope | None
    effective_date: dt.date | None
    minerals: tuple[str, ...]
    selections: tuple[Cell, ...] = ()
    other_minerals: tuple[Cell, ...] = ()
    leftover_answers: tuple[Cell, ...] = ()
    answers: Mapping[str, Mapping[Question, Answer]]
    company_answers: Mapping[CompanyQuestion, Answer]
    mineral_company_answers: Mapping[CompanyQuestion, Mapping[str, Answer]] = Field(default_factory=dict)
    stray_answers: tuple[Answer, ...] = ()
    smelters: tuple[SmelterRow, ...] = ()
    mines: tuple[MineRow, ...] = ()
    products: tuple[ProductRow, ...] = ()
    mineral_reasons: tuple[MineralReason, ...] = ()
    calculated: bool = True
    notes: tuple[StructureNote, ...] = ()

    def text(self, field: CompanyField) -> str:
        """Cleaned text of a company field, empty when the revision has no such field."""
        cell = self.fields.get(field)
        return cell.text if cell else ""
