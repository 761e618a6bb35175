"""The form in which layouts are written down, validated when they are loaded."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from mineralcheck.model.cells import CellRef, column_number
from mineralcheck.model.submission import CompanyField, CompanyQuestion, Family, Question, Scope

DECLARATION = "Declaration"
COMMENT_COLUMN = "G"
# Choices of the Smelter Look-up column that name no smelter; spelling differs in case between revisions.
NOT_LISTED = "smelter not listed"
NOT_IDENTIFIED = "smelter not yet identified"


def _address(text: str) -> str:
    CellRef.parse(DECLARATION, text)
    return text


Address = Annotated[str, AfterValidator(_address)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Minerals(_Strict):
    """Which minerals a revision asks about: fixed `names`, or cells in which they are chosen.

    `selection` cells hold the choices, `resolved` cells the template's own sorted list of them (one per
    answer row), `other` the free-text cells below `selection` that count where it says `other_marker`.
    `leftover` are hidden answers of minerals that an older form had; the Checker still reads them.
    `form_rows` is the number of answer rows where the form has more than there can be minerals.
    """

    names: tuple[str, ...] = ()
    selection: tuple[Address, ...] = ()
    resolved: tuple[Address, ...] = ()
    known: tuple[str, ...] = ()
    other: tuple[Address, ...] = ()
    other_marker: str | None = None
    delete_marker: str | None = None
    leftover: tuple[Address, ...] = ()
    form_rows: int | None = None

    @property
    def slots(self) -> int:
        """Number of answer rows of a question."""
        return len(self.names) or len(self.resolved)


class _Answers(_Strict):
    label: str
    answers: str | None = None
    answers_by_mineral: Mapping[str, str] = Field(default_factory=dict)

    def list_name(self, mineral: str) -> str:
        """Name of the drop-down list of the answer cell for a mineral."""
        name = self.answers_by_mineral.get(mineral, self.answers)
        if name is None:
            raise KeyError(mineral)
        return name

    @property
    def list_names(self) -> tuple[str, ...]:
        """Every drop-down list the question uses."""
        names = [*self.answers_by_mineral.values(), *([self.answers] if self.answers else [])]
        return tuple(dict.fromkeys(names))


class MineralQuestion(_Answers):
    """A question with one answer row per mineral, the first at `first`; header in the row above.

    `minerals` names the fixed minerals that have a row, when not all have.
    """

    first: Address
    minerals: tuple[str, ...] = ()

    def cell(self, index: int) -> CellRef:
        """Answer cell of the row with this index, from 0."""
        first = CellRef.parse(DECLARATION, self.first)
        return first._replace(row=first.row + index)

    @property
    def header_row(self) -> int:
        """Row of the question's text on the Declaration sheet."""
        return CellRef.parse(DECLARATION, self.first).row - 1


class CompanyQuestionLayout(_Answers):
    """A lettered question: one `cell`, or one row per mineral from `first` on (EMRT, question C)."""

    cell: Address | None = None
    first: Address | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.cell is None) == (self.first is None):
            raise ValueError("give either `cell` or `first`")
        return self

    @property
    def header_row(self) -> int:
        """Row of the question's text: that of the answer, or the one above the answers per mineral."""
        place = CellRef.parse(DECLARATION, self.cell or self.first or "")
        return place.row if self.cell else place.row - 1


class Table(_Strict):
    """A list sheet: rows `first_row` to `last_row`, and what its columns hold.

    With `tables_below` the sheet keeps tables of its own below the form (CMRT 2.0x: translations, drop-down
    sources); elsewhere rows that were pasted behind the last row are entries too.
    """

    sheet: str
    header_row: int
    first_row: int
    last_row: int
    tables_below: bool = False
    columns: Mapping[str, str]

    def column(self, field: str) -> int:
        """1-based column of a field, 0 when the revision has none."""
        letter = self.columns.get(field)
        return column_number(letter) if letter else 0


class Revision(_Strict):
    """One revision that shares a layout file; `like` names the seen revision it is read as."""

    version: str
    released: dt.date | None = None
    like: str | None = None
    languages: tuple[str, ...] = ()
    smelter_last_row: int | None = None
    product_last_row: int | None = None
    product_columns: Mapping[str, str] | None = None


class LayoutBody(_Strict):
    """What the revisions of a layout file have in common.

    `answers` are the drop-down lists by name; `drop_downs` says where on the Declaration sheet their entries
    stand, from a cell downwards, as far as they stand there in every revision of the file.
    """

    family: Family
    scopes: Mapping[Scope, tuple[str, ...]]
    fields: Mapping[CompanyField, Address]
    minerals: Minerals
    questions: Mapping[Question, MineralQuestion]
    company_questions: Mapping[CompanyQuestion, CompanyQuestionLayout] = Field(default_factory=dict)
    smelters: Table
    mines: Table | None = None
    products: Table
    mineral_reasons: Table | None = None
    answers: Mapping[str, tuple[str, ...]]
    drop_downs: Mapping[Address, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _lists_exist(self) -> Self:
        if not set(self.drop_downs.values()) <= set(self.answers):
            raise ValueError("drop_downs: no such answer list")
        questions: list[_Answers] = [*self.questions.values(), *self.company_questions.values()]
        for question in questions:
            missing = set(question.list_names) - set(self.answers)
            if missing or not question.list_names:
                raise ValueError(f"question {question.label}: no such answer list: {sorted(missing)}")
        return self


class LayoutFile(LayoutBody):
    """A layout file: what is common, and the revisions that share it."""

    revisions: tuple[Revision, ...]


class Layout(LayoutBody):
    """Where everything is in one revision of one family."""

    version: str
    released: dt.date | None
    like: str | None
    languages: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether the cells of this very revision were verified on its blank workbook."""
        return self.like is None

    def choices(
        self, question: MineralQuestion | CompanyQuestionLayout, mineral: str = ""
    ) -> tuple[str, ...]:
        """The drop-down list of an answer cell."""
        return self.answers[question.list_name(mineral)]
