"""MC5xx: smelters against the reference lists."""

from collections.abc import Iterator

from mineralcheck.matching.ids import IdKind, read_id
from mineralcheck.model.match import Match, MatchIssue
from mineralcheck.model.submission import SmelterRow
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.rows import id_cell


def rows_with(context: RuleContext, issue: MatchIssue) -> Iterator[tuple[SmelterRow, Match]]:
    """Rows whose match met an issue."""
    return ((row, match) for row, match in context.matched_rows() if issue in match.issues)


@rule("MC501")
def unknown_smelter_id(context: RuleContext) -> Iterator[Problem]:
    """No list knows the id; said only of a well-formed one, and where a list of the mineral is at hand."""
    for row, _ in rows_with(context, MatchIssue.UNKNOWN_ID):
        well_formed = read_id(row.declared.smelter_id).kind is IdKind.CID
        if well_formed and context.reference.smelters(row.declared.mineral):
            yield Problem(id_cell(row), found=id_cell(row).raw)


@rule("MC502")
def id_of_another_mineral(context: RuleContext) -> Iterator[Problem]:
    """An id belongs to one smelter under one mineral."""
    for row, _ in rows_with(context, MatchIssue.OTHER_MINERAL):
        cid = read_id(row.declared.smelter_id).cid or ""
        minerals = ", ".join(context.reference.minerals_of(cid))
        yield Problem(
            id_cell(row),
            found=id_cell(row).raw,
            params={"minerals": minerals},
            terms={"mineral": row.declared.mineral},
        )
