"""What several rules ask of a row of the Smelter List."""

import re
from collections.abc import Iterator, Sequence

from mineralcheck.model.cells import Cell
from mineralcheck.model.match import Match, MatchIssue, Tier
from mineralcheck.model.submission import Family, SmelterKind, SmelterRow
from mineralcheck.reader.minerals import canonical_mineral
from mineralcheck.rules.context import RuleContext
from mineralcheck.rules.placeholders import is_placeholder
from mineralcheck.templates.layout import Layout
from mineralcheck.templates.registry import version_key

_OLD_ID = re.compile(r"\d[A-Z]{3}\d{3}", re.IGNORECASE)


def id_cell(row: SmelterRow) -> Cell:
    """The cell in which a person would correct the id: the typed one, else the one that was looked up."""
    return row.smelter_id if row.smelter_id_input.is_empty else row.smelter_id_input


def name_cell(row: SmelterRow) -> Cell:
    """The cell that names the smelter: the look-up, or the typed name where that names none."""
    return row.smelter_lookup if row.kind is SmelterKind.LISTED else row.smelter_name


def is_entry(row: SmelterRow) -> bool:
    """Whether a row says anything about a smelter; a metal alone does not."""
    declared = row.declared
    return bool(declared.smelter_id or declared.lookup or declared.name)


def is_shifted(row: SmelterRow, context: RuleContext) -> bool:
    """Whether a mineral stands beside the column for metals: the row was pasted one column off."""
    if row.mineral is not None:
        return False
    beside = (row.metal.at.column - 1, row.metal.at.column + 1)
    cells = (row.smelter_id_input, row.smelter_lookup, row.smelter_name)
    texts = (cell.raw for cell in cells if cell.at.column in beside)
    return any(canonical_mineral(text, context.submission.minerals) for text in texts)


def is_unidentified(row: SmelterRow, match: Match) -> bool:
    """Whether a row says or shows that the smelter is not known, also by a placeholder for a name."""
    if row.kind is SmelterKind.NOT_LISTED and is_placeholder(row.smelter_name.raw):
        return True
    return row.kind is SmelterKind.NOT_IDENTIFIED or match.tier is Tier.UNIDENTIFIED


def row_numbers(rows: Sequence[SmelterRow]) -> tuple[dict[str, str], dict[str, str]]:
    """Numbers of rows for the text of a finding, and the word before them: `row 7`, `rows 7, 9`."""
    numbers = ", ".join(str(row.row) for row in rows)
    return {"rows": numbers}, {"unit": "unit.row" if len(rows) == 1 else "unit.rows"}


def rows_with(context: RuleContext, issue: MatchIssue) -> Iterator[tuple[SmelterRow, Match]]:
    """Rows whose match met an issue."""
    return ((row, match) for row, match in context.matched_rows() if issue in match.issues)


def typed_ids(context: RuleContext) -> Iterator[tuple[SmelterRow, Cell]]:
    """Ids that a person typed; beside a look-up choice the second id column is the template's own."""
    looked_up = bool(context.layout.smelters.column("smelter_id_input"))
    for row in context.submission.smelters:
        cell = id_cell(row)
        result = looked_up and cell is row.smelter_id and row.kind is SmelterKind.LISTED
        if not result and not takes_old_ids(context.layout, cell.text):
            yield row, cell


def takes_old_ids(layout: Layout, text: str) -> bool:
    """Whether an id is one of the numbering that CMRT used before 4.0 (`1DEU001`)."""
    old = layout.family is Family.CMRT and version_key(layout.version)[0] < 4
    return old and bool(_OLD_ID.fullmatch(text))
