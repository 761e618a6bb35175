"""MC5xx: smelters against the reference lists and the imported statuses."""

import datetime as dt
from collections.abc import Iterator

from mineralcheck.matching.ids import IdKind, read_id
from mineralcheck.model.match import Match, MatchIssue, SmelterStatus, StatusValue, Tier
from mineralcheck.model.submission import SmelterKind, SmelterRow
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.rows import id_cell, name_cell, rows_with

_WRONG_ID = frozenset({MatchIssue.UNKNOWN_ID, MatchIssue.OTHER_MINERAL, MatchIssue.ID_NOT_CID})


@rule("MC501")
def unknown_smelter_id(context: RuleContext) -> Iterator[Problem]:
    """No list knows the id; said only of a well-formed one, and where a list of the mineral is at hand."""
    for row, _ in rows_with(context, MatchIssue.UNKNOWN_ID):
        well_formed = read_id(row.declared.smelter_id).kind is IdKind.CID
        if well_formed and len(context.reference):
            yield Problem(id_cell(row), found=id_cell(row).raw)


@rule("MC502")
def id_of_another_mineral(context: RuleContext) -> Iterator[Problem]:
    """An id belongs to one smelter under one mineral."""
    for row, _ in rows_with(context, MatchIssue.OTHER_MINERAL):
        if row.mineral is None:
            continue
        cid = read_id(row.declared.smelter_id).cid or ""
        terms = {"minerals": ", ".join(context.reference.minerals_of(cid)), "mineral": row.mineral}
        yield Problem(id_cell(row), found=id_cell(row).raw, terms=terms)


@rule("MC503")
def name_of_another_mineral(context: RuleContext) -> Iterator[Problem]:
    """A smelter of another metal, or the metal of the row is wrong."""
    for row, _ in rows_with(context, MatchIssue.NAME_ONLY_UNDER_OTHER_MINERAL):
        if row.mineral is not None and row.kind is not SmelterKind.NOT_LISTED:
            yield Problem(name_cell(row), found=name_cell(row).raw, terms={"mineral": row.mineral})


@rule("MC504")
def retired_smelter(context: RuleContext) -> Iterator[Problem]:
    """Gone from the newest list, which is not the same as failed."""
    for row, match in rows_with(context, MatchIssue.RETIRED):
        smelter = context.reference.by_id(row.declared.mineral, match.smelter_id or "")
        last = (smelter.last_seen if smelter else None) or "-"
        params = {"smelter": match.name or "", "last": last}
        yield Problem(name_cell(row), found=name_cell(row).raw, params=params)


@rule("MC505")
def ambiguous_smelter_name(context: RuleContext) -> Iterator[Problem]:
    """The name stands for several smelters; none is picked."""
    for row, match in rows_with(context, MatchIssue.AMBIGUOUS_ALIAS):
        ids = ", ".join(sorted(candidate.smelter_id for candidate in match.candidates))
        yield Problem(name_cell(row), found=name_cell(row).raw, params={"ids": ids})


@rule("MC506")
def not_a_smelter(context: RuleContext) -> Iterator[Problem]:
    """Somebody has looked, and the ledger says so."""
    for row, _ in rows_with(context, MatchIssue.NOT_A_SMELTER):
        yield Problem(name_cell(row), found=name_cell(row).raw)


@rule("MC507")
def name_not_in_any_list(context: RuleContext) -> Iterator[Problem]:
    """Presented as listed, but no list at hand has it."""
    for row, match in context.matched_rows():
        claimed = row.kind in (SmelterKind.LISTED, SmelterKind.NOT_CHOSEN)
        if not claimed or match.tier not in (Tier.NONE, Tier.SUGGESTED) or _explained(row, match, context):
            continue
        nearest = next((f"{each.name} ({each.smelter_id})" for each in match.candidates), None)
        yield Problem(name_cell(row), found=name_cell(row).raw, expected=nearest)


_EXPLAINED = _WRONG_ID | {
    MatchIssue.NAME_ONLY_UNDER_OTHER_MINERAL,
    MatchIssue.NAMES_SUPPLIER,
    MatchIssue.NOT_A_SMELTER,
}


def _explained(row: SmelterRow, match: Match, context: RuleContext) -> bool:
    """Whether there is nothing to compare, or another rule says what is wrong with the row."""
    name = name_cell(row)
    known = row.mineral is not None and bool(context.reference.names(row.mineral))
    is_id = read_id(name.raw).kind is IdKind.CID
    return not known or name.is_empty or is_id or bool(_EXPLAINED & set(match.issues))


@rule("MC508")
def id_and_name_differ(context: RuleContext) -> Iterator[Problem]:
    """Two columns of the row name two smelters; none is chosen silently."""
    for row, match in context.matched_rows():
        typed, looked_up = read_id(row.smelter_id_input.raw).cid, read_id(row.smelter_id.raw).cid
        wrong = bool(_WRONG_ID & set(match.issues) and len(context.reference))
        two_ids = bool(typed and looked_up and typed != looked_up)
        if (two_ids and not wrong) or MatchIssue.NAME_DIFFERS in match.issues:
            params = {"name": name_cell(row).raw}
            yield Problem(id_cell(row), found=id_cell(row).raw, params=params)


@rule("MC509")
def country_differs(context: RuleContext) -> Iterator[Problem]:
    """Compared by ISO code; a region filed under its state (Hong Kong and China) does not count."""
    for row, match in rows_with(context, MatchIssue.COUNTRY_DIFFERS):
        params = {"smelter": match.name or "", "country": match.country or ""}
        yield Problem(row.smelter_country, found=row.smelter_country.raw, params=params)


@rule("MC510")
def listed_as_not_listed(context: RuleContext) -> Iterator[Problem]:
    """The smelter is in the look-up, so its number, name and country could be filled in."""
    for row, match in context.matched_rows():
        named = read_id(row.smelter_name.raw).kind is not IdKind.CID
        if row.kind is SmelterKind.NOT_LISTED and named and match.tier.matched and match.smelter_id:
            params = {"smelter": match.name or "", "id": match.smelter_id}
            yield Problem(row.smelter_name, found=row.smelter_name.raw, params=params)


@rule("MC511")
def name_not_recorded(context: RuleContext) -> Iterator[Problem]:
    """The number decides; the name beside it may be a new or local one."""
    for row, match in rows_with(context, MatchIssue.NAME_NOT_RECORDED):
        params = {"smelter": match.name or "", "id": match.smelter_id or ""}
        yield Problem(name_cell(row), found=name_cell(row).raw, params=params)


def _with_status(context: RuleContext) -> Iterator[tuple[SmelterRow, Match, SmelterStatus]]:
    rows = zip(context.submission.smelters, context.matches, context.statuses, strict=True)
    return ((row, match, status) for row, match, status in rows if match.tier.matched)


@rule("MC521")
def not_on_status_list(context: RuleContext) -> Iterator[Problem]:
    """Not on the list is never "non-conformant"; allowed statuses of a profile are another rule."""
    if context.settings.smelters.allowed_statuses:
        return
    for row, match, status in _with_status(context):
        if status.value is StatusValue.NOT_ON_LIST:
            params = {"smelter": match.name or "", "source": status.source or ""}
            yield Problem(name_cell(row), found=name_cell(row).raw, params=params)


@rule("MC522")
def reassessment_overdue(context: RuleContext) -> Iterator[Problem]:
    """A date that has passed is a reason to ask, never a status."""
    for row, match, status in _with_status(context):
        due = status.reassessment_due
        if due is not None and due < context.today:
            params = {"smelter": match.name or "", "due": due.isoformat()}
            yield Problem(name_cell(row), found=name_cell(row).raw, params=params)


@rule("MC523")
def status_list_too_old(context: RuleContext) -> Iterator[Problem]:
    """Said once for each list."""
    limit = dt.timedelta(days=context.settings.smelters.status_max_age_days)
    dated = {(s.source or "", s.as_of) for _, _, s in _with_status(context) if s.as_of is not None}
    for source, as_of in sorted(dated):
        if context.today - as_of > limit:
            params = {"source": source, "as_of": as_of.isoformat(), "days": str(limit.days)}
            yield Problem(None, params=params)
