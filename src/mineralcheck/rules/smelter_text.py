"""MC409 to MC42x: what is written in the cells of a smelter row."""

from collections.abc import Iterator

from mineralcheck.matching.ids import IdKind, read_id
from mineralcheck.model.cells import Cell, column_letter
from mineralcheck.model.match import MatchIssue
from mineralcheck.model.submission import CompanyField, SmelterKind
from mineralcheck.model.text import fold
from mineralcheck.reader.list_places import SHIFTED_LIST
from mineralcheck.reference.countries import country_code
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.placeholders import is_placeholder
from mineralcheck.rules.registry import rule
from mineralcheck.rules.rows import id_cell, is_entry, is_shifted, name_cell, rows_with, typed_ids

_ID_ISSUES = frozenset({MatchIssue.UNKNOWN_ID, MatchIssue.OTHER_MINERAL, MatchIssue.ID_NOT_CID})
_LOOKED_UP = ("metal", "smelter_lookup", "smelter_name", "smelter_country", "smelter_id")
_CONTACTS = (
    CompanyField.CONTACT_EMAIL,
    CompanyField.AUTHORIZER_EMAIL,
    CompanyField.CONTACT_NAME,
    CompanyField.AUTHORIZER_NAME,
)
_BROKEN = frozenset({"!", "0", "#n/a", "#ref!", "#value!", "#name?"})


@rule("MC409")
def row_without_metal(context: RuleContext) -> Iterator[Problem]:
    """Nobody knows which metal the smelter supplies; a number that no list has explains itself elsewhere."""
    for row, match in context.matched_rows():
        if not row.metal.is_empty or row.metal.error or is_shifted(row, context):
            continue
        if is_entry(row) and not _ID_ISSUES & set(match.issues):
            yield Problem(row.metal, found=name_cell(row).raw or id_cell(row).raw)


@rule("MC410")
def metal_not_asked(context: RuleContext) -> Iterator[Problem]:
    """A metal that the declaration does not ask about."""
    minerals = context.submission.minerals
    for row in context.submission.smelters:
        if not row.metal.is_empty and row.mineral not in minerals and not is_shifted(row, context):
            yield Problem(row.metal, found=row.metal.raw, expected="; ".join(minerals))


@rule("MC411")
def malformed_smelter_id(context: RuleContext) -> Iterator[Problem]:
    """The look-up of the template finds an id only when it is written exactly."""
    for row, cell in typed_ids(context):
        kind = read_id(cell.raw).kind
        cid_like = kind is IdKind.OTHER and fold(cell.raw).startswith("cid")
        if (kind in (IdKind.REPAIRED, IdKind.NUMBER) or cid_like) and not is_shifted(row, context):
            yield Problem(cell, found=cell.raw)


@rule("MC412")
def foreign_smelter_id(context: RuleContext) -> Iterator[Problem]:
    """The supplier's own numbering, or a text that is no number at all."""
    for row, cell in typed_ids(context):
        other = read_id(cell.raw).kind is IdKind.OTHER and not fold(cell.raw).startswith("cid")
        if other and not is_shifted(row, context):
            yield Problem(cell, found=cell.raw)


@rule("MC413")
def country_not_known(context: RuleContext) -> Iterator[Problem]:
    """Compared by ISO code, whatever the spelling or language; a smelter not identified may have none."""
    for row in context.submission.smelters:
        cell = row.smelter_country
        if row.kind is SmelterKind.NOT_IDENTIFIED or cell.is_empty or _is_broken(cell):
            continue
        if country_code(cell.raw) is None and not is_shifted(row, context):
            yield Problem(cell, found=cell.raw)


@rule("MC415")
def broken_look_up(context: RuleContext) -> Iterator[Problem]:
    """Results of formulas that found nothing; an id that is wrong explains itself elsewhere."""
    for row, match in context.matched_rows():
        if row.kind is SmelterKind.NOT_IDENTIFIED or _ID_ISSUES & set(match.issues):
            continue
        if row.kind is SmelterKind.NOT_LISTED:
            continue
        broken = [cell for name in _LOOKED_UP if _is_broken(cell := getattr(row, name))]
        if broken:
            yield Problem(broken[0], found=broken[0].error or broken[0].raw)


def _is_broken(cell: Cell) -> bool:
    return cell.error is not None or fold(cell.raw) in _BROKEN


@rule("MC416")
def shifted_row(context: RuleContext) -> Iterator[Problem]:
    """Reported once for the row; what the wrong columns say means nothing."""
    for row in context.submission.smelters:
        if is_shifted(row, context):
            yield Problem(row.metal, found=row.metal.raw, params={"row": str(row.row)})


@rule("MC417")
def id_in_name_column(context: RuleContext) -> Iterator[Problem]:
    """An id where a name belongs: the look-up by name finds nothing."""
    for row in context.submission.smelters:
        for name in ("smelter_lookup", "smelter_name"):
            cell: Cell = getattr(row, name)
            if read_id(cell.raw).kind is IdKind.CID and not is_shifted(row, context):
                yield Problem(cell, found=cell.raw, terms={"column": name})


@rule("MC418")
def contact_is_the_supplier(context: RuleContext) -> Iterator[Problem]:
    """A smelter that fills in the form lists itself, and may well name its own people."""
    submission = context.submission
    own = {fold(text) for f in _CONTACTS if not is_placeholder(text := submission.text(f))} - {""}
    company = fold(submission.text(CompanyField.COMPANY_NAME))
    for row in submission.smelters:
        names = {fold(row.smelter_name.raw), fold(row.smelter_lookup.raw)}
        cells = (row.smelter_contact_email, row.smelter_contact_name)
        same = next((cell for cell in cells if fold(cell.raw) in own), None)
        if same is not None and company not in names:
            yield Problem(same, found=same.raw)


@rule("MC419")
def smelter_is_the_supplier(context: RuleContext) -> Iterator[Problem]:
    """Most suppliers are no smelters, and write their own name where the smelter's belongs."""
    for row, _ in rows_with(context, MatchIssue.NAMES_SUPPLIER):
        yield Problem(name_cell(row), found=name_cell(row).raw)


@rule("MC422")
def row_beyond_range(context: RuleContext) -> Iterator[Problem]:
    """The formulas of the Checker end at the last row of the form."""
    last = context.layout.smelters.last_row
    beyond = [row for row in context.submission.smelters if row.row > last]
    if beyond:
        yield Problem(beyond[0].metal, params={"last": str(last), "count": str(len(beyond))})


@rule("MC423")
def shifted_list(context: RuleContext) -> Iterator[Problem]:
    """Every row stands beside its columns, so they were read from where they are."""
    for note in context.submission.notes:
        if note.kind == SHIFTED_LIST and note.at is not None:
            yield Problem(note.at, params={"sheet": note.at.sheet, "column": column_letter(note.at.column)})
