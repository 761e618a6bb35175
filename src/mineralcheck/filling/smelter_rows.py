"""Smelters -> rows of the Smelter List, entered as a careful person would.

A listed smelter is entered by its id (column A), and the sheet fills in the rest; where that does not lead to
it, by mineral and look-up name. Everything else is "Smelter not listed" with name and country, or "Smelter
not yet identified". AMRT 1.2 has no look-up: there everything is typed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mineralcheck.filling.entries import entry
from mineralcheck.filling.inputs import LeftOut, Listing, SmelterEntry
from mineralcheck.filling.look_up import LookUpRow
from mineralcheck.filling.patching.changes import Typed
from mineralcheck.filling.patching.sheet_index import Place, SheetIndex
from mineralcheck.filling.patching.sheet_patch import is_blocked
from mineralcheck.filling.template import Template
from mineralcheck.templates.layout import NOT_IDENTIFIED, NOT_LISTED

_RMI = "RMI"
# Rows that may have to be passed over because other cells live on their formulas.
_SPARE_ROWS = 64
# What the sheet fills in for a smelter it knows, by field of the look-up.
_FILLED_IN = {
    "metal": "mineral",
    "smelter_lookup": "name",
    "smelter_country": "country",
    "smelter_id": "smelter_id",
    "smelter_id_source": "source",
    "smelter_city": "city",
    "smelter_state_province": "state",
    "standard_smelter_name": "name",
}
# Columns that only say something about a smelter the sheet does not know.
_OF_UNKNOWN = frozenset(
    {"smelter_id", "smelter_id_source", "smelter_street", "smelter_city", "smelter_state_province"}
)


class Entered(NamedTuple):
    """How a smelter is entered: values by field, and what the sheet then knows of it."""

    values: Mapping[str, str]
    known: LookUpRow | None


@dataclass
class FilledRows:
    """Typed cells of the Smelter List, how many smelters they hold, and what could not be entered."""

    typed: dict[Place, Typed] = field(default_factory=dict)
    count: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


def enterable(
    template: Template, smelters: Sequence[SmelterEntry]
) -> tuple[list[SmelterEntry], list[LeftOut]]:
    """Smelters that the template can take, in its order of minerals, and those it cannot take."""
    place = {mineral: number for number, mineral in enumerate(dict.fromkeys(s.mineral for s in smelters))}
    kept, left_out = [], []
    for one in sorted(smelters, key=lambda s: (place[s.mineral], list(Listing).index(s.listing))):
        reason = _obstacle(template, one)
        if reason:
            left_out.append(LeftOut("smelter", one.label, reason))
        else:
            kept.append(one)
    return kept, left_out


def _obstacle(template: Template, smelter: SmelterEntry) -> str:
    entered = entered_as(template, smelter)
    if entered.known is not None or smelter.listing is Listing.NOT_IDENTIFIED:
        has_look_up = template.layout.smelters.column("smelter_lookup")
        return "" if has_look_up else "this revision cannot say that a smelter is not yet identified"
    missing = [field for field in ("smelter_name", "smelter_country") if not entered.values.get(field)]
    words = {"smelter_name": "name", "smelter_country": "country"}
    if missing:
        listed = " and ".join(words[field] for field in missing)
        return f"it is not in the look-up of the template, which then asks for its {listed}"
    return ""


def entered_as(template: Template, smelter: SmelterEntry) -> Entered:
    """How a smelter is entered in this template."""
    if not template.layout.smelters.column("smelter_lookup"):
        return Entered(_typed_out(template, smelter), None)
    if smelter.listing is Listing.NOT_IDENTIFIED:
        text = template.look_up.spelling(smelter.mineral, NOT_IDENTIFIED)
        return Entered({"metal": smelter.mineral, "smelter_lookup": text}, None)
    found = _known(template, smelter)
    if found:
        return found
    text = template.look_up.spelling(smelter.mineral, NOT_LISTED)
    unknown = _typed_out(template, smelter)
    return Entered({**unknown, "metal": smelter.mineral, "smelter_lookup": text}, None)


def _known(template: Template, smelter: SmelterEntry) -> Entered | None:
    """A smelter that the look-up has: by its id, by a name that leads to the id, by its own name."""
    look_up = template.look_up
    if smelter.smelter_id:
        row = look_up.by_id(smelter.mineral, smelter.smelter_id)
        if row:
            return Entered({"smelter_id_input": row.smelter_id}, row)
        choices = look_up.choices(smelter.mineral, smelter.smelter_id)
    else:
        choices = [smelter.name] if smelter.listing is Listing.LISTED and smelter.name else []
    for choice in choices:
        row = look_up.by_choice(smelter.mineral, choice)
        if row and row.smelter_id:
            return Entered({"metal": smelter.mineral, "smelter_lookup": choice}, row)
    return None


def _typed_out(template: Template, smelter: SmelterEntry) -> dict[str, str]:
    """A smelter that the sheet knows nothing of, with all that is known of it."""
    values = {
        "metal": smelter.mineral,
        "smelter_name": entry(smelter.name),
        "smelter_country": entry(template.countries.spelling(smelter.country)) if smelter.country else "",
        "smelter_id": entry(smelter.smelter_id),
        "smelter_id_source": _RMI if smelter.smelter_id.upper().startswith("CID") else "",
    }
    own = {name: entry(text) for name, text in smelter.details.items() if name in _OF_UNKNOWN and text}
    return {name: text for name, text in {**values, **own}.items() if text}


def smelter_rows(
    template: Template,
    smelters: Sequence[SmelterEntry],
    *,
    internal: bool,
    words: Mapping[str, str] | None = None,
) -> FilledRows:
    """Typed cells for smelters that can be entered; those beyond the last row of the sheet are left out.

    `internal` adds to the comment who named the smelter; `words` are answers of the recycled column in the
    language of the template, where it has its own.
    """
    table = template.layout.smelters
    sheet = template.sheet_name(table.sheet)
    leftovers = [row.row for row in template.submission.smelters]
    wanted = table.first_row + len(smelters) + _SPARE_ROWS
    index = template.index(sheet, max([wanted, *leftovers]))
    filled = FilledRows(typed=dict(_cleared(template, index, leftovers)))
    waiting = iter(smelters)
    current = next(waiting, None)
    for row in range(table.first_row, table.last_row + 1):
        if current is None:
            break
        cells = _row_cells(template, index, row, current, _further(current, words or {}, internal=internal))
        if any(is_blocked(index, *place) for place in cells):
            continue
        filled.typed.update(cells)
        filled.count += 1
        current = next(waiting, None)
    beyond = [] if current is None else [current, *waiting]
    filled.left_out += [LeftOut("smelter", one.label, "the Smelter List has no more rows") for one in beyond]
    return filled


def _cleared(template: Template, index: SheetIndex, rows: Sequence[int]) -> Iterator[tuple[Place, Typed]]:
    """What somebody left in a blank goes; a formula stays."""
    table = template.layout.smelters
    for row in rows:
        for name in table.columns:
            cell = index.cell(row, table.column(name))
            if cell is not None and cell.formula is None and cell.stored is not None:
                yield (row, table.column(name)), Typed(None)


def _row_cells(
    template: Template, index: SheetIndex, row: int, smelter: SmelterEntry, further: Mapping[str, str]
) -> dict[Place, Typed]:
    table = template.layout.smelters
    entered = entered_as(template, smelter)
    values = {**further, **entered.values}
    if entered.known is not None:
        for name, source in _FILLED_IN.items():
            column = table.column(name)
            # Where somebody deleted a formula, the sheet cannot fill the cell in.
            if name not in values and column and index.formula(row, column) is None:
                values[name] = str(getattr(entered.known, source))
    return {(row, table.column(n)): Typed(text) for n, text in values.items() if text and table.column(n)}


def _further(smelter: SmelterEntry, words: Mapping[str, str], *, internal: bool) -> dict[str, str]:
    """Columns that are typed for every smelter: contact, next steps, mines, recycling, comment."""
    values = {name: entry(text) for name, text in smelter.details.items() if name not in _OF_UNKNOWN}
    recycled = values.get("all_recycled_or_scrap", "")
    values["all_recycled_or_scrap"] = words.get(recycled, recycled)
    if internal and smelter.named_by:
        named = "Named by " + ", ".join(map(entry, smelter.named_by))
        values["comments"] = f"{values['comments']}; {named}" if values.get("comments") else named
    return values
