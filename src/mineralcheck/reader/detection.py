"""Which template a workbook is: by its content, never by its file name, and not by its label alone."""

from typing import NamedTuple

from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.model.submission import Family, StructureNote
from mineralcheck.model.text import clean
from mineralcheck.reader.fitting import stands_as
from mineralcheck.reader.headings import LABEL, OLDEST, label_column, stated_family, stated_version
from mineralcheck.reader.landmarks import Form
from mineralcheck.reader.placement import MovedForm, Placement, find_form
from mineralcheck.reader.sheet_names import find_declaration, name_notes
from mineralcheck.templates.layout import DECLARATION, Layout
from mineralcheck.templates.registry import layout_for, layouts, version_key
from mineralcheck.workbook.opening import Workbook
from mineralcheck.workbook.sheet import Sheet

MOVED_FORM = "moved_form"


class Detected(NamedTuple):
    """Family and version as the workbook states them, the layout to read it with, and the form itself."""

    family: Family
    version: str
    layout: Layout
    notes: tuple[StructureNote, ...]
    form: Form


def detect(workbook: Workbook) -> Detected:
    """Template of a workbook; raises UnreadableFileError when it is none, or none that can be read."""
    declaration = _declaration(workbook)
    names = tuple(name_notes(workbook, DECLARATION, declaration.name))
    family = stated_family(workbook, declaration)
    if family is None:
        raise UnreadableFileError(
            UnreadableReason.NOT_A_TEMPLATE,
            "This workbook has a Declaration sheet but no title of a CMRT, EMRT, CRT or AMRT. "
            "Ask for the official template.",
        )
    version = stated_version(workbook, declaration, family)
    if family is Family.CMRT and version == OLDEST:
        raise UnreadableFileError(
            UnreadableReason.UNKNOWN_REVISION,
            "This is a CMRT 1.00 of 2011, a form that asks other questions. Ask for a current CMRT.",
        )
    layout, form, notes = _layout(declaration, family, version)
    return Detected(family, version or layout.version, layout, (*names, *notes), form)


def _declaration(workbook: Workbook) -> Sheet:
    name = find_declaration(workbook)
    if name is None:
        listed = ", ".join(clean(sheet) for sheet in workbook.sheet_names[:6])
        raise UnreadableFileError(
            UnreadableReason.NOT_A_TEMPLATE,
            f"This workbook has no Declaration sheet, so it is no reporting template (sheets: {listed}).",
        )
    workbook.take_for(DECLARATION, name)
    return workbook.sheet(name)


def _layout(
    declaration: Sheet, family: Family, version: str | None
) -> tuple[Layout, Form, tuple[StructureNote, ...]]:
    own = layout_for(family, version) if version else None
    for candidate in [*([own] if own else []), *_nearest(family, version)]:
        if stands_as(declaration, candidate) and _is_narrow(declaration, candidate):
            return candidate, declaration, _version_notes(own, candidate, version)
    placement = find_form(declaration, own) if own else None
    if own and placement and _is_narrow(declaration, own, placement):
        return own, MovedForm(declaration, placement), _moved_notes(declaration, placement)
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


def _is_narrow(declaration: Sheet, layout: Layout, placement: Placement | None = None) -> bool:
    """Whether no column lies among the cells in which minerals are chosen; the label stands behind them."""
    found = label_column(declaration) if layout.minerals.selection else None
    return found is None or found == (placement.column(LABEL.column) if placement else LABEL.column)


def _nearest(family: Family, version: str | None) -> list[Layout]:
    """Seen layouts of a family: those not newer than the version first, then the others; newest first."""
    seen = [layout for (key, _), layout in layouts().items() if key is family and layout.exact]
    seen.reverse()
    if version is None:
        return seen
    wanted = version_key(version)
    return sorted(seen, key=lambda layout: version_key(layout.version) > wanted)


def _version_notes(own: Layout | None, used: Layout, version: str | None) -> tuple[StructureNote, ...]:
    if own is used:
        return ()
    kind = "mislabelled" if own else "unknown_revision"
    if own is None and version and version_key(version) > version_key(used.version):
        kind = "newer_revision"
    return (StructureNote(kind=kind, at=LABEL, detail=used.version),)


def _moved_notes(declaration: Sheet, placement: Placement) -> tuple[StructureNote, ...]:
    if not placement.moved:
        return ()
    at = CellRef(declaration.name, *placement.first_moved)
    return (StructureNote(kind=MOVED_FORM, at=at, detail=", ".join(placement.inserted)),)
