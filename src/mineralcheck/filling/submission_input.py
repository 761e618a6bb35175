"""An older submission of the company itself -> what it declared, ready for a newer template."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mineralcheck.filling.entries import own_entry
from mineralcheck.filling.inputs import (
    Basis,
    DeclarationInput,
    Given,
    LeftOut,
    Listing,
    MineEntry,
    ProductEntry,
    SmelterEntry,
)
from mineralcheck.filling.template import Template
from mineralcheck.matching.matcher import Matcher
from mineralcheck.model.cells import Cell
from mineralcheck.model.errors import UnreadableFileError, UsageError
from mineralcheck.model.submission import (
    Answer,
    CompanyField,
    MineRow,
    SmelterKind,
    SmelterRow,
    Submission,
)
from mineralcheck.reader.submission import read_submission
from mineralcheck.reference.entries import build_reference
from mineralcheck.rules.origin import recycled_said
from mineralcheck.templates.layout import Layout, Table
from mineralcheck.workbook.limits import DEFAULT_LIMITS
from mineralcheck.workbook.opening import Workbook, open_workbook
from mineralcheck.workbook.plain_files import plain_file

_NOT_TEXT = frozenset({CompanyField.DECLARATION_SCOPE, CompanyField.EFFECTIVE_DATE})
# Columns of the Smelter List that a person types for any smelter, and those for one that is not listed.
_TYPED = (
    "smelter_contact_name",
    "smelter_contact_email",
    "next_steps",
    "mine_names",
    "mine_countries",
    "comments",
)
_TYPED_UNLISTED = ("smelter_id_source", "smelter_street", "smelter_city", "smelter_state_province")
_MINE_ENTRY = frozenset({"metal", "smelter_names", "mine_name", "mine_id", "mine_id_source", "mine_country"})
_PROMPT = "enter smelter details"


@dataclass(frozen=True)
class OldSubmission:
    """An older submission: its workbook, what was read, and the layout it was read with."""

    name: str
    sha256: str
    workbook: Workbook
    submission: Submission
    layout: Layout


def open_submission(path: Path) -> OldSubmission:
    """Open an older submission; raises UsageError when it cannot be read as a reporting template."""
    try:
        with plain_file(path, None) as file:
            data = file.read(DEFAULT_LIMITS.file_bytes + 1)
        workbook = open_workbook(data)
        submission, layout = read_submission(workbook)
    except UnreadableFileError as error:
        raise UsageError(f"{path}: {error.message}") from None
    return OldSubmission(str(path), hashlib.sha256(data).hexdigest(), workbook, submission, layout)


def carried(old: OldSubmission, template: Template) -> DeclarationInput:
    """What an older submission says, its smelters matched against the look-up of the template."""
    sub = old.submission
    smelters = list(_smelters(sub, template))
    return DeclarationInput(
        minerals=sub.minerals,
        fields=dict(_fields(sub)),
        scope=sub.scope,
        effective_date=sub.effective_date,
        answers={
            mineral: {question: _given(answer) for question, answer in own.items()}
            for mineral, own in sub.answers.items()
        },
        company_answers={topic: _given(answer) for topic, answer in sub.company_answers.items()},
        mineral_company_answers={
            topic: {mineral: _given(answer) for mineral, answer in own.items()}
            for topic, own in sub.mineral_company_answers.items()
        },
        smelters=tuple(one for one in smelters if isinstance(one, SmelterEntry)),
        mines=tuple(_mines(old)),
        products=tuple(_products(sub)),
        mineral_reasons={
            own_entry(row.mineral.raw): own_entry(row.reason.raw)
            for row in sub.mineral_reasons
            if row.mineral.text and row.reason.text
        },
        left_out=(*_strays(sub), *(one for one in smelters if isinstance(one, LeftOut))),
    )


def _text(cell: Cell) -> str:
    return "" if cell.is_blank else own_entry(cell.raw)


def _fields(sub: Submission) -> Iterator[tuple[CompanyField, str]]:
    for field, cell in sub.fields.items():
        if field not in _NOT_TEXT and _text(cell):
            yield field, _text(cell)


def _given(answer: Answer) -> Given:
    comment = _text(answer.comment)
    if answer.value is None and answer.cell.text:
        reason = f"{answer.cell.text!r} ({answer.cell.at}) is no answer of its list"
        return Given(None, Basis.CARRIED, reason, comment)
    return Given(answer.value, Basis.CARRIED, str(answer.cell.at), comment)


def _strays(sub: Submission) -> Iterator[LeftOut]:
    for answer in sub.stray_answers:
        yield LeftOut(
            "answer", str(answer.cell.at), f"{answer.cell.text!r} stands in a row without a mineral"
        )


def _smelters(sub: Submission, template: Template) -> Iterator[SmelterEntry | LeftOut]:
    matcher = Matcher(build_reference([template.look_up_list]))
    for row in sub.smelters:
        mineral = row.mineral or row.metal.text
        shown = row.declared.name or row.declared.lookup or row.declared.smelter_id
        if not mineral:
            yield LeftOut("smelter", f"{shown} (row {row.row})".strip(), "the row names no mineral")
        elif row.kind is SmelterKind.NOT_IDENTIFIED:
            yield SmelterEntry(mineral, Listing.NOT_IDENTIFIED, details=_details(row, _TYPED))
        elif not shown:
            yield LeftOut("smelter", f"{mineral} (row {row.row})", "the row names no smelter")
        else:
            yield _smelter(row, mineral, matcher)


def _smelter(row: SmelterRow, mineral: str, matcher: Matcher) -> SmelterEntry:
    declared = row.declared
    match = matcher.match(declared)
    if match.tier.matched and match.smelter_id:
        listed = (match.smelter_id, match.name or "", match.country or "")
        return SmelterEntry(mineral, Listing.LISTED, *listed, details=_details(row, _TYPED))
    lookup = declared.lookup if row.kind is SmelterKind.LISTED else ""
    return SmelterEntry(
        mineral=mineral,
        listing=Listing.LISTED if lookup else Listing.NOT_LISTED,
        smelter_id=declared.smelter_id,
        name=declared.name or lookup,
        country=declared.country,
        details=_details(row, (*_TYPED, *_TYPED_UNLISTED)),
    )


def _details(row: SmelterRow, names: tuple[str, ...]) -> dict[str, str]:
    found = {name: _text(getattr(row, name)) for name in names}
    found["all_recycled_or_scrap"] = _recycled(row.all_recycled_or_scrap)
    return {name: text for name, text in found.items() if text and text.lower() != _PROMPT}


def _recycled(cell: Cell) -> str:
    """The answer in the 100 % recycled column in English, which some templates store translated."""
    said = recycled_said(cell.raw)
    return said.capitalize() if said else _text(cell)


def _mines(old: OldSubmission) -> Iterator[MineEntry]:
    table = old.layout.mines
    for row in old.submission.mines:
        yield MineEntry(
            mineral=row.mineral or row.metal.text,
            smelter=_text(row.smelter_names),
            name=_text(row.mine_name),
            country=_text(row.mine_country),
            mine_id=_text(row.mine_id),
            mine_id_source=_text(row.mine_id_source),
            details=_further_columns(old.workbook, table, row) if table else {},
        )


def _further_columns(workbook: Workbook, table: Table, row: MineRow) -> Mapping[str, str]:
    sheet = workbook.sheet(workbook.find(table.sheet) or table.sheet)
    found = {
        name: _text(sheet.cell(row.row, table.column(name)))
        for name in table.columns
        if name not in _MINE_ENTRY
    }
    return {name: text for name, text in found.items() if text}


def _products(sub: Submission) -> Iterator[ProductEntry]:
    for row in sub.products:
        yield ProductEntry(
            number=_text(row.product_number),
            name=_text(row.product_name),
            requester_number=_text(row.requester_product_number),
            requester_name=_text(row.requester_product_name),
            comment=_text(row.comments),
        )
