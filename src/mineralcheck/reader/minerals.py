"""Which minerals a submission is about, and the canonical name of a metal as it was typed."""

from collections.abc import Iterable, Mapping
from functools import cache

from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.text import clean, fold
from mineralcheck.reader.landmarks import Form
from mineralcheck.templates.layout import DECLARATION, Layout, Minerals
from mineralcheck.templates.registry import layouts

# CMRT 1.00 and 2.0x print the chemical symbol behind the name.
_SYMBOLS = {"tin (sn)": "Tin", "tantalum (ta)": "Tantalum", "tungsten (w)": "Tungsten", "gold (au)": "Gold"}


@cache
def known_minerals() -> Mapping[str, str]:
    """Canonical name by folded name, for every mineral that any revision names."""
    names = {
        name for layout in layouts().values() for name in (*layout.minerals.names, *layout.minerals.known)
    }
    return {fold(name): name for name in sorted(names)} | _SYMBOLS


def canonical_mineral(text: str, asked: Iterable[str] = ()) -> str | None:
    """Canonical name of a mineral as typed (`TIN`, `Tin (Sn)`), None when it is blank or not known."""
    key = fold(text)
    if not key:
        return None
    own = {fold(name): name for name in asked}
    return own.get(key) or known_minerals().get(key)


def cells(sheet: Form, addresses: Iterable[str]) -> tuple[Cell, ...]:
    """Cells of the Declaration sheet at these addresses."""
    refs = [CellRef.parse(DECLARATION, address) for address in addresses]
    return tuple(sheet.cell(ref.row, ref.column) for ref in refs)


def chosen(declaration: Form, layout: Layout) -> tuple[str, ...]:
    """Minerals in the order of their answer rows.

    The template sorts the chosen minerals by its own collation and caches them (`AA12:AA21`). The choice is
    an input, so it decides; the cached order is kept when it is of the same minerals, because the supplier
    answered beside the labels it made. Otherwise the order is by letter, as the template's formulas have it.
    """
    minerals = layout.minerals
    if minerals.names:
        return minerals.names
    wanted = dict.fromkeys(_wanted(declaration, minerals))
    unique = {fold(name): name for name in reversed(wanted)}
    cached = [cell.text for cell in cells(declaration, minerals.resolved) if not cell.is_blank]
    if sorted(unique) == sorted(fold(name) for name in cached):
        return tuple(unique[fold(name)] for name in cached)
    return tuple(unique[key] for key in sorted(unique))


def _wanted(declaration: Form, minerals: Minerals) -> Iterable[str]:
    others = cells(declaration, minerals.other) or ()
    marker = fold(minerals.other_marker or "")
    for index, cell in enumerate(cells(declaration, minerals.selection)):
        name = clean(cell.raw)
        if marker and fold(name) == marker:
            name = others[index].text if index < len(others) else ""
        if name and not _deleted(name, minerals):
            yield canonical_mineral(name) or name


def _deleted(name: str, minerals: Minerals) -> bool:
    if not minerals.delete_marker:
        return False
    return any(fold(name) == fold(minerals.delete_marker.format(mineral=known)) for known in minerals.known)
