"""What several rules ask of a row of the Smelter List."""

import re

from mineralcheck.model.cells import Cell
from mineralcheck.model.submission import Family, SmelterKind, SmelterRow
from mineralcheck.templates.layout import Layout
from mineralcheck.templates.registry import version_key

_OLD_ID = re.compile(r"\d[A-Z]{3}\d{3}", re.IGNORECASE)


def id_cell(row: SmelterRow) -> Cell:
    """The cell in which a person would correct the id: the typed one, else the one that was looked up."""
    return row.smelter_id if row.smelter_id_input.is_empty else row.smelter_id_input


def name_cell(row: SmelterRow) -> Cell:
    """The cell that names the smelter: the look-up, or the typed name where that names none."""
    named = row.kind is SmelterKind.LISTED
    return row.smelter_lookup if named else row.smelter_name


def is_entry(row: SmelterRow) -> bool:
    """Whether a row says anything about a smelter; a metal alone does not."""
    declared = row.declared
    return bool(declared.smelter_id or declared.lookup or declared.name)


def takes_old_ids(layout: Layout, text: str) -> bool:
    """Whether an id is one of the numbering that CMRT used before 4.0 (`1DEU001`)."""
    old = layout.family is Family.CMRT and version_key(layout.version)[0] < 4
    return old and bool(_OLD_ID.fullmatch(text))
