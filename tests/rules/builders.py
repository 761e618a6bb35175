"""Submissions in memory: complete and consistent as they come; a test changes what it is about.

The cells are read by the real reader and matched by the real matcher, so a rule meets what it meets in a run.
Companies, smelters and ids are invented.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mineralcheck.completeness.checker import check_completeness
from mineralcheck.matching.ledger import Ledger
from mineralcheck.matching.matcher import Matcher
from mineralcheck.model.cells import CellRef, CellValue, column_number
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.model.finding import Finding
from mineralcheck.model.match import UNKNOWN_STATUS, SmelterStatus
from mineralcheck.model.submission import (
    CompanyField,
    CompanyQuestion,
    Family,
    Question,
    Scope,
    StructureNote,
)
from mineralcheck.reader.landmarks import company_questions, field_rows, questions
from mineralcheck.reader.submission import read_submission
from mineralcheck.reference.entries import ReferenceIndex, build_reference
from mineralcheck.reference.lists import ListKind, ListSource, LookupEntry, LookupList
from mineralcheck.rules.context import RuleContext
from mineralcheck.rules.engine import run_rules
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings
from mineralcheck.templates.layout import DECLARATION, Layout, Table
from mineralcheck.templates.registry import family_titles, layout_for, newest
from mineralcheck.workbook.opening import Workbook
from mineralcheck.workbook.sheet import Sheet

TODAY = dt.date(2026, 3, 1)
# Between the release of CMRT 6.5 and TODAY.
DATE = dt.datetime(2025, 11, 3)
Row = Mapping[str, CellValue]

# Mineral, alias, standard smelter name, country, id.
LISTED = (
    ("Tantalum", "Nordlys Tantal", "Nordlys Tantal AS", "NORWAY", "CID999011"),
    ("Tin", "Kestrel Tin Works", "Kestrel Tin Works", "JAPAN", "CID999001"),
    ("Tin", "Kestrel Smelting", "Kestrel Tin Works", "JAPAN", "CID999001"),
    ("Tin", "Sierra Alloy", "Sierra Alloy", "PERU", "CID999002"),
    ("Gold", "Aurora Refinery", "Aurora Refinery", "CANADA", "CID999021"),
    ("Tungsten", "Tamarind Wolfram", "Tamarind Wolfram", "INDIA", "CID999031"),
    ("Cobalt", "Meridian Cobalt", "Meridian Cobalt", "FINLAND", "CID999041"),
    ("Mica", "Lapis Mica", "Lapis Mica", "INDIA", "CID999051"),
    ("Nickel", "Borealis Nickel", "Borealis Nickel", "FINLAND", "CID999061"),
    ("Zinc", "Halcyon Zinc", "Halcyon Zinc", "AUSTRALIA", "CID999071"),
)
_COMPANY: Mapping[CompanyField, CellValue] = {
    CompanyField.COMPANY_NAME: "Tamarind Circuits Pvt Ltd",
    CompanyField.CONTACT_NAME: "R. Tanaka",
    CompanyField.CONTACT_EMAIL: "r.tanaka@tamarind.example",
    CompanyField.CONTACT_PHONE: "+81 3 0000 0000",
    CompanyField.AUTHORIZER_NAME: "M. Okafor",
    CompanyField.AUTHORIZER_EMAIL: "m.okafor@tamarind.example",
    CompanyField.AUTHORIZER_PHONE: "+81 3 0000 0001",
    CompanyField.EFFECTIVE_DATE: DATE,
}
_NO = (Question.FROM_COVERED_COUNTRIES, Question.FROM_CAHRA, Question.ALL_RECYCLED_OR_SCRAP)
_COMMENTS = {
    "policy_established": "in force since 2019",
    "policy_public": "https://tamarind.example/minerals-policy",
    "corrective_action": "reviewed with the suppliers every quarter",
}


class Shown(str):
    """Text that a formula shows."""


class MemoryReader:
    """A workbook of cells given as `{"Declaration!D8": value}`."""

    format = "xlsx"
    date1904 = False

    def __init__(self, cells: Mapping[str, CellValue], sheets: Sequence[str]) -> None:
        self.sheet_names = tuple(sheets)
        self._cells = cells

    def read(self, sheets: Mapping[str, int | None]) -> Mapping[str, Sheet | UnreadableFileError]:
        return {name: self._sheet(name) for name in sheets}

    def _sheet(self, name: str) -> Sheet:
        placed = {}
        for place, value in self._cells.items():
            sheet, address = place.split("!")
            if sheet == name:
                ref = CellRef.parse(sheet, address)
                placed[ref.row, ref.column] = value
        height = max((row for row, _ in placed), default=0)
        width = max((column for _, column in placed), default=0)
        errors = {at: str(value) for at, value in placed.items() if value in _ERRORS}
        values = [[placed.get((r, c)) for c in range(1, width + 1)] for r in range(1, height + 1)]
        for row, column in errors:
            values[row - 1][column - 1] = None
        formulas = frozenset(at for at, value in placed.items() if isinstance(value, Shown))
        return Sheet(name, values, errors, formulas=lambda: formulas or None)


_ERRORS = ("#N/A", "#REF!", "#VALUE!")


def a_layout(family: str = "CMRT", version: str = "6.5") -> Layout:
    layout = layout_for(Family(family), version)
    assert layout is not None
    return layout


def a_smelter(name: str = "Kestrel Tin Works", **changes: CellValue) -> dict[str, CellValue]:
    """A row of the Smelter List for a listed smelter, as the look-up would fill it."""
    mineral, _, standard, country, smelter_id = next(row for row in LISTED if row[1] == name)
    row: dict[str, CellValue] = {
        "metal": mineral,
        "smelter_lookup": name,
        "smelter_name": name,
        "smelter_country": country,
        "smelter_id": smelter_id,
        "smelter_id_source": "RMI",
        "standard_smelter_name": standard,
    }
    return row | changes


def a_reference(listed: Sequence[tuple[str, str, str, str, str]] = LISTED) -> ReferenceIndex:
    source = ListSource(
        kind=ListKind.LOOKUP,
        source="look-up.xlsx",
        sha256="0" * 64,
        as_of=dt.date(2025, 3, 5),
        template="CMRT 6.5",
    )
    return build_reference([LookupList(source, tuple(LookupEntry(*row) for row in listed))])


def _default_answer(question: Question | CompanyQuestion, choices: Sequence[str]) -> str:
    if question in _NO or question is CompanyQuestion.DISCLOSURE_REQUIRED:
        return "No"
    return choices[0]


def a_context(
    family: str = "CMRT",
    version: str = "6.5",
    *,
    minerals: Sequence[str] = ("Nickel",),
    fields: Mapping[str, CellValue] | None = None,
    answers: Mapping[str, CellValue] | None = None,
    comments: Mapping[str, CellValue] | None = None,
    smelters: Sequence[Row] | None = None,
    mines: Sequence[Row] = (),
    products: Sequence[Row] = (),
    cells: Mapping[str, CellValue] | None = None,
    without: Sequence[str] = (),
    reference: ReferenceIndex | None = None,
    statuses: Sequence[SmelterStatus] | None = None,
    ledger: Ledger | None = None,
    today: dt.date = TODAY,
    settings: Settings = DEFAULT_SETTINGS,
    supplier: str | None = None,
    notes: Sequence[StructureNote] = (),
    **more: Any,
) -> RuleContext:
    """A declaration about which no rule says anything, with changes.

    `answers` and `comments` are keyed like `supplier_response|Tin`, or `Tin` for every question of a mineral;
    `supplier` is the unique ID that the company states; `cells` overrides single cells by address; `without`
    leaves sheets out; `notes` are added.
    """
    layout = a_layout(family, version)
    chosen = layout.minerals.names or tuple(minerals)
    content = (
        _labels(layout, chosen) | _heading(layout, chosen) | _company(layout, _identified(fields, supplier))
    )
    content |= _questions(layout, chosen, answers or {}, comments or {})
    if smelters is None:
        first = {row[0]: row[1] for row in reversed(LISTED)}
        smelters = [a_smelter(first[mineral]) for mineral in chosen]
    content |= _table(layout.smelters, smelters) | _table(layout.products, products)
    if layout.mines:
        content |= _table(layout.mines, mines)
    content |= cells or {}
    tables = [layout.smelters, layout.products, layout.mines, layout.mineral_reasons]
    sheets = [DECLARATION, "Revision", *(table.sheet for table in tables if table)]
    reader = MemoryReader(content, [name for name in sheets if name not in without])
    submission, layout = read_submission(Workbook(reader, None))
    submission = submission.model_copy(update={"notes": (*submission.notes, *notes)})
    reference = a_reference() if reference is None else reference
    matcher = Matcher(reference, ledger)
    company = submission.text(CompanyField.COMPANY_NAME)
    context = RuleContext(
        submission=submission,
        layout=layout,
        completeness=check_completeness(submission, layout),
        matches=tuple(matcher.match(row.declared, company) for row in submission.smelters),
        statuses=tuple(statuses or [UNKNOWN_STATUS] * len(submission.smelters)),
        reference=reference,
        today=today,
        settings=settings,
    )
    return replace(context, **more)


def _identified(fields: Mapping[str, CellValue] | None, supplier: str | None) -> Mapping[str, CellValue]:
    return {**(fields or {}), **({"company_unique_id": supplier} if supplier else {})}


def filled_cells(layout: Layout, minerals: Sequence[str], **fields: CellValue) -> dict[str, CellValue]:
    """What a supplier types into the Declaration sheet of a sound declaration."""
    chosen = dict(zip(layout.minerals.selection, minerals, strict=False))
    cells = {f"Declaration!{address}": chosen.get(address) for address in layout.minerals.selection}
    asked = layout.minerals.names or tuple(sorted(minerals))
    return cells | _company(layout, fields) | _questions(layout, asked, {}, {})


def _heading(layout: Layout, minerals: Sequence[str]) -> dict[str, CellValue]:
    title = family_titles()[layout.family].titles[0]
    cells: dict[str, CellValue] = {
        "Declaration!D2": f"{title} ({layout.family})",
        "Revision!B3": title,
        "Declaration!D3": "English",
        "Declaration!J3": f"Revision {layout.version}\nJanuary 1, 2025",
    }
    for address, mineral in zip(layout.minerals.selection, minerals, strict=False):
        cells[f"Declaration!{address}"] = mineral
    return cells


def _labels(layout: Layout, minerals: Sequence[str]) -> dict[str, CellValue]:
    """The labels of the form, as formulas show them."""
    texts = dict.fromkeys(field_rows(layout), "Label")
    headers = [block.row for block in questions(layout)]
    for block in questions(layout):
        texts |= {block.row: f"{block.anchor}) Question"} | dict(zip(block.rows, minerals, strict=False))
    for block in company_questions(layout):
        texts |= {block.row: f"{block.anchor}. Question"} | dict(zip(block.rows, minerals, strict=False))
    headers += [block.row - 1 for block in company_questions(layout)[:1]]
    cells: dict[str, CellValue] = {f"Declaration!B{row}": Shown(text) for row, text in texts.items()}
    return cells | {f"Declaration!{column}{row}": Shown("Word") for row in headers for column in "DG"}


def _midnight(date: dt.date) -> dt.datetime:
    return dt.datetime(date.year, date.month, date.day)


def _company(layout: Layout, changes: Mapping[str, CellValue]) -> dict[str, CellValue]:
    last = newest(layout.family).version
    released = layout.released or dt.date(2021, 1, 1)
    timely = {} if layout.version == last else {CompanyField.EFFECTIVE_DATE: _midnight(released)}
    values = dict(_COMPANY) | timely | {CompanyField.DECLARATION_SCOPE: layout.scopes[Scope.COMPANY][0]}
    values |= {CompanyField(name): value for name, value in changes.items()}
    scope = values[CompanyField.DECLARATION_SCOPE]
    if scope in list(Scope):
        values[CompanyField.DECLARATION_SCOPE] = layout.scopes[Scope(str(scope))][0]
    return {f"Declaration!{layout.fields[f]}": value for f, value in values.items() if f in layout.fields}


def _questions(
    layout: Layout,
    minerals: Sequence[str],
    answers: Mapping[str, CellValue],
    comments: Mapping[str, CellValue],
) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {}

    def put(at: CellRef, key: str, default: CellValue) -> None:
        name, _, mineral = key.partition("|")
        cells[str(at)] = answers.get(key, answers.get(mineral if mineral else name, default))
        cells[str(at._replace(column=column_number("G")))] = comments.get(key, _COMMENTS.get(name))

    for question, asked in layout.questions.items():
        for index, mineral in enumerate(asked.minerals or minerals):
            put(
                asked.cell(index),
                f"{question}|{mineral}",
                _default_answer(question, layout.choices(asked, mineral)),
            )
    for lettered, place in layout.company_questions.items():
        if place.cell:
            default = _default_answer(lettered, layout.choices(place))
            put(CellRef.parse(DECLARATION, place.cell), str(lettered), default)
            continue
        for index, mineral in enumerate(minerals):
            first = CellRef.parse(DECLARATION, place.first or "")
            default = _default_answer(lettered, layout.choices(place, mineral))
            put(first._replace(row=first.row + index), f"{lettered}|{mineral}", default)
    return cells


def _table(table: Table, rows: Sequence[Row]) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {}
    for number, row in enumerate(rows, table.first_row):
        at_row = row.get("row", number)
        assert isinstance(at_row, int)
        for field, value in row.items():
            if field != "row" and field in table.columns:
                cells[f"{table.sheet}!{table.columns[field]}{at_row}"] = value
    return cells


def findings(context: RuleContext, *codes: str) -> tuple[Finding, ...]:
    """Findings of all rules, or of some."""
    found = run_rules(context, context.settings)
    return tuple(finding for finding in found if not codes or finding.code in codes)


def places(context: RuleContext, *codes: str) -> list[tuple[str, str]]:
    """Code and cell of the findings of all rules, or of some."""
    return [(finding.code, str(finding.cell or "")) for finding in findings(context, *codes)]
