"""MC40x: rows of the Smelter List beside the answers and beside each other."""

from collections.abc import Iterator

from mineralcheck.matching.ids import read_id
from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.match import Match
from mineralcheck.model.submission import SmelterKind, SmelterRow
from mineralcheck.model.text import fold
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.rows import id_cell, is_entry, is_shifted, is_unidentified, name_cell
from mineralcheck.rules.usage import Use, minerals_with, none_used


@rule("MC401")
def used_mineral_without_smelter(context: RuleContext) -> Iterator[Problem]:
    """A used mineral comes from some smelter, known or not yet identified."""
    table = context.layout.smelters
    listed = {row.mineral for row in context.submission.smelters if is_entry(row)}
    for mineral in minerals_with(context.submission, Use.USED):
        if mineral not in listed:
            at = CellRef(table.sheet, table.first_row, table.column("metal"))
            yield Problem(at, terms={"mineral": mineral})


@rule("MC402")
def smelter_of_unused_mineral(context: RuleContext) -> Iterator[Problem]:
    """Either the mineral is used, or the row was copied from another declaration."""
    if none_used(context.submission):
        return
    unused = minerals_with(context.submission, Use.UNUSED)
    for row in context.submission.smelters:
        if row.mineral in unused:
            yield Problem(row.metal, found=row.metal.raw, terms={"mineral": row.mineral})


@rule("MC403")
def incomplete_smelter_row(context: RuleContext) -> Iterator[Problem]:
    """A metal without its smelter; where the form has no look-up, name and country make it up."""
    with_lookup = bool(context.layout.smelters.column("smelter_lookup"))
    for row in context.submission.smelters:
        wanted = ("smelter_lookup",) if with_lookup else ("smelter_name", "smelter_country")
        cells: list[tuple[str, Cell]] = [(name, getattr(row, name)) for name in wanted]
        missing = [(name, cell) for name, cell in cells if cell.is_blank and not cell.error]
        if missing and not row.metal.is_empty:
            yield Problem(missing[0][1], terms={"missing": missing[0][0]})


@rule("MC404")
def duplicate_smelter_row(context: RuleContext) -> Iterator[Problem]:
    """The same smelter twice under the same name."""
    for row, first in _repeated(context):
        if not _other_name(row, first):
            cell = name_cell(row) if id_cell(row).is_empty else id_cell(row)
            yield Problem(cell, found=cell.raw, params={"first": str(first.row)})


@rule("MC405")
def smelter_under_two_names(context: RuleContext) -> Iterator[Problem]:
    """The same smelter twice, under two of its names."""
    for row, first in _repeated(context):
        if _other_name(row, first):
            yield Problem(name_cell(row), found=name_cell(row).raw, params={"first": str(first.row)})


def _repeated(context: RuleContext) -> Iterator[tuple[SmelterRow, SmelterRow]]:
    """Rows that name a smelter of an earlier row, with that row."""
    first: dict[tuple[str, ...], SmelterRow] = {}
    for row, match in context.matched_rows():
        key = None if is_shifted(row, context) else _identity(row, match)
        if key is not None and first.setdefault(key, row) is not row:
            yield row, first[key]


def _identity(row: SmelterRow, match: Match) -> tuple[str, ...] | None:
    declared = row.declared
    mineral = fold(declared.mineral)
    smelter_id = match.smelter_id or read_id(declared.smelter_id).cid
    if smelter_id:
        return mineral, smelter_id
    name = fold(name_cell(row).raw)
    if row.kind is SmelterKind.NOT_IDENTIFIED or not name:
        return None
    return mineral, name, fold(declared.country)


def _other_name(row: SmelterRow, first: SmelterRow) -> bool:
    names = [fold(name_cell(each).raw) for each in (row, first)]
    return all(names) and names[0] != names[1]


@rule("MC406")
def not_listed_without_details(context: RuleContext) -> Iterator[Problem]:
    """Without name and country nobody can look for the smelter."""
    for row in context.submission.smelters:
        if row.kind is not SmelterKind.NOT_LISTED:
            continue
        details = (("smelter_name", row.smelter_name), ("smelter_country", row.smelter_country))
        missing = [(name, cell) for name, cell in details if cell.is_blank or cell.is_empty]
        if missing:
            key = missing[0][0] if len(missing) == 1 else "smelter_name_and_country"
            yield Problem(missing[0][1], params={"row": str(row.row)}, terms={"missing": key})


@rule("MC407")
def smelter_not_identified(context: RuleContext) -> Iterator[Problem]:
    """Honest, and still a gap in the supply chain that somebody has to close."""
    for row, match in context.matched_rows():
        if is_unidentified(row, match):
            said = row.kind is SmelterKind.NOT_IDENTIFIED
            yield Problem(row.smelter_lookup if said else row.smelter_name)
