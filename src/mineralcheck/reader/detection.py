"""Which template a workbook is: by its content, never by its file name, and not by its label alone."""

import re
from typing import NamedTuple

from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.model.submission import Family, StructureNote
from mineralcheck.model.text import clean, fold
from mineralcheck.reader.structure import holds
from mineralcheck.templates.layout import DECLARATION, Layout
from mineralcheck.templates.registry import family_titles, layout_for, layouts, version_key
from mineralcheck.workbook.opening import Workbook
from mineralcheck.workbook.sheet import Sheet

REVISION_SHEET = "Revision"
_REVISION = re.compile(r"(?:revision|version)\s*(\d+(?:\.\d+)?[a-z]?)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\(([A-Z]{3,4})\)")
_TITLE_CELLS = tuple(CellRef(REVISION_SHEET, row, column) for row, column in ((3, 2), (11, 5), (11, 6)))
_LABEL = CellRef(DECLARATION, 3, 10)
_OLDEST = "1.00"
# The revision label of CMRT 2.00 and 1.00 has no decimals.
_SHORT = {"2": "2.00", "3": "3.00", "1": _OLDEST, "1.": _OLDEST}


class Detected(NamedTuple):
    """Family and version as the workbook states them, and the layout to read it with."""

    family: Family
    version: str
    layout: Layout
    notes: tuple[StructureNote, ...]


def detect(workbook: Workbook) -> Detected:
    """Template of a workbook; raises UnreadableFileError when it is none, or none that can be read."""
    declaration = _declaration(workbook)
    family = _family(workbook, declaration)
    if family is None:
        raise UnreadableFileError(
            UnreadableReason.NOT_A_TEMPLATE,
            "This workbook has a Declaration sheet but no title of a CMRT, EMRT, CRT or AMRT. "
            "Ask for the official template.",
        )
    version = _version(workbook, declaration, family)
    if family is Family.CMRT and version == _OLDEST:
        raise UnreadableFileError(
            UnreadableReason.UNKNOWN_REVISION,
            "This is a CMRT 1.00 of 2011, a form that asks other questions. Ask for a current CMRT.",
        )
    layout, notes = _layout(declaration, family, version)
    return Detected(family, version or layout.version, layout, notes)


def _declaration(workbook: Workbook) -> Sheet:
    name = workbook.find(DECLARATION)
    if name is None:
        listed = ", ".join(clean(sheet) for sheet in workbook.sheet_names[:6])
        raise UnreadableFileError(
            UnreadableReason.NOT_A_TEMPLATE,
            f"This workbook has no Declaration sheet, so it is no reporting template (sheets: {listed}).",
        )
    return workbook.sheet(name)


def _texts(workbook: Workbook, declaration: Sheet) -> tuple[list[str], str]:
    revision = workbook.find(REVISION_SHEET)
    titles = []
    if revision:
        sheet = workbook.sheet(revision)
        titles = [fold(sheet.cell(at.row, at.column).raw) for at in _TITLE_CELLS]
    return titles, declaration.cell(2, 4).text


def _family(workbook: Workbook, declaration: Sheet) -> Family | None:
    """By the title, which is never translated; else by the heading, which may be translated wrongly."""
    titles, heading = _texts(workbook, declaration)
    bracket = _ABBREVIATION.search(heading)
    for texts in (titles, [fold(heading)]):
        for family, names in family_titles().items():
            if {fold(title) for title in names.titles} & set(texts):
                return family
    found = (f for f, names in family_titles().items() if bracket and bracket[1] in names.abbreviations)
    return next(found, None)


def revision_label(text: str) -> str | None:
    """Version named by a revision label such as `Revision 6.5, April 25, 2025`."""
    found = _REVISION.search(clean(text))
    if found:
        return _SHORT.get(found[1], found[1])
    number = re.match(r"\s*(\d+\.?)\s", text)
    return _SHORT.get(number[1]) if number else None


def _version(workbook: Workbook, declaration: Sheet, family: Family) -> str | None:
    label = revision_label(declaration.cell(_LABEL.row, _LABEL.column).raw)
    if label:
        return label
    # The label was edited or lost: the last line of the revision history says the same.
    name = workbook.find(REVISION_SHEET)
    if name is None:
        return None
    sheet = workbook.sheet(name)
    known = {version for key, version in layouts() if key is family}
    history = [sheet.cell(row, 2).text for row in range(1, sheet.max_row + 1)]
    return next((text for text in reversed(history) if text in known), None)


def _layout(
    declaration: Sheet, family: Family, version: str | None
) -> tuple[Layout, tuple[StructureNote, ...]]:
    own = layout_for(family, version) if version else None
    if own and holds(declaration, own):
        return own, ()
    for candidate in _nearest(family, version):
        if holds(declaration, candidate):
            return candidate, (_note(own, candidate, version),)
    if own:
        raise UnreadableFileError(
            UnreadableReason.MOVED_LAYOUT,
            f"The Declaration sheet of this {family} {own.version} was changed: questions are not in their "
            "rows. Ask for the answers in an unchanged template.",
        )
    raise UnreadableFileError(
        UnreadableReason.UNKNOWN_REVISION,
        f"This is a {family} of revision {version or 'unknown'}, and its form is like none that is known. "
        "Ask for a current revision, or for a newer version of this program.",
    )


def _nearest(family: Family, version: str | None) -> list[Layout]:
    """Seen layouts of a family: those not newer than the version first, then the others; newest first."""
    seen = [layout for (key, _), layout in layouts().items() if key is family and layout.exact]
    seen.reverse()
    if version is None:
        return seen
    wanted = version_key(version)
    return sorted(seen, key=lambda layout: version_key(layout.version) > wanted)


def _note(own: Layout | None, used: Layout, version: str | None) -> StructureNote:
    if own is not None:
        return StructureNote(kind="mislabelled", at=_LABEL, detail=used.version)
    kind = (
        "newer_revision"
        if version and version_key(version) > version_key(used.version)
        else "unknown_revision"
    )
    return StructureNote(kind=kind, at=_LABEL, detail=used.version)
