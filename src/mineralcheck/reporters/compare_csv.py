"""A comparison as CSV tables, one file each."""

from collections.abc import Iterator, Mapping

from mineralcheck.campaign.comparison import Comparison, FigureChange, SubmissionChange, SupplierChange
from mineralcheck.campaign.smelter_changes import SmelterChange
from mineralcheck.reporters.columns import Column, Kind, Value
from mineralcheck.reporters.csv_report import table
from mineralcheck.reporters.rollup_cells import amount
from mineralcheck.reporters.rollup_columns import answers_cell, facts_cell, smelters_cell
from mineralcheck.reporters.rollup_findings import COLUMNS, NAME

Paired = tuple[SupplierChange, SubmissionChange | None]


def _percentage(one: FigureChange, *, old: bool) -> Value:
    metric = one.old if old else one.new
    return float(metric.percentage) if metric and metric.percentage is not None else None


_FIGURES: tuple[Column[FigureChange], ...] = (
    Column("figure", lambda f: f.name),
    Column("part", lambda f: str(f.part)),
    Column("old_numerator", lambda f: amount(f.old.numerator) if f.old else None, Kind.NUMBER),
    Column("old_denominator", lambda f: amount(f.old.denominator) if f.old else None, Kind.NUMBER),
    Column("old_percentage", lambda f: _percentage(f, old=True), Kind.NUMBER),
    Column("new_numerator", lambda f: amount(f.new.numerator) if f.new else None, Kind.NUMBER),
    Column("new_denominator", lambda f: amount(f.new.denominator) if f.new else None, Kind.NUMBER),
    Column("new_percentage", lambda f: _percentage(f, old=False), Kind.NUMBER),
    Column("points", lambda f: None if f.points is None else float(f.points), Kind.NUMBER),
)
_SUPPLIERS: tuple[Column[Paired], ...] = (
    Column("supplier_id", lambda p: p[0].supplier_id),
    Column("supplier", lambda p: p[0].name),
    Column("turn", lambda p: p[0].turn.value),
    Column("old_response", lambda p: p[0].old.response.value if p[0].old else None),
    Column("new_response", lambda p: p[0].new.response.value if p[0].new else None),
    Column("old_risk", lambda p: p[0].old.risk.value if p[0].old else None),
    Column("new_risk", lambda p: p[0].new.risk.value if p[0].new else None),
    Column("template", lambda p: p[1].family if p[1] else None),
    Column("old_file", lambda p: p[1].old if p[1] else None),
    Column("new_file", lambda p: p[1].new if p[1] else None),
    Column("copied", lambda p: None if p[1] is None else "yes" if p[1] in p[0].copied else "no"),
    Column("facts", lambda p: facts_cell(p[1].changes.facts) if p[1] else None),
    Column("answers", lambda p: answers_cell(p[1].changes.answers) if p[1] else None),
    Column("smelters_added", lambda p: smelters_cell(p[1].changes.added) if p[1] else None),
    Column("smelters_removed", lambda p: smelters_cell(p[1].changes.removed) if p[1] else None),
)
_SMELTERS: tuple[Column[SmelterChange], ...] = (
    Column("mineral", lambda s: s.mineral),
    Column("smelter_id", lambda s: s.smelter_id),
    Column("turn", lambda s: s.turn.value),
    Column("old_name", lambda s: s.old.name if s.old else None),
    Column("new_name", lambda s: s.new.name if s.new else None),
    Column("old_status", lambda s: s.old.status.value if s.old else None),
    Column("new_status", lambda s: s.new.status.value if s.new else None),
    Column("old_suppliers", lambda s: s.old.suppliers if s.old else 0, Kind.INTEGER),
    Column("new_suppliers", lambda s: s.new.suppliers if s.new else 0, Kind.INTEGER),
    Column("explanation", lambda s: s.explanation or None),
)


def _paired(comparison: Comparison) -> Iterator[Paired]:
    for one in comparison.suppliers:
        yield from ((one, submission) for submission in one.submissions or (None,))


def render(comparison: Comparison) -> Iterator[str]:
    """All figures side by side."""
    return table(comparison.figures, _FIGURES)


def tables(comparison: Comparison) -> Mapping[str, Iterator[str]]:
    """Every table by its name."""
    return {
        "figures": render(comparison),
        "suppliers": table(_paired(comparison), _SUPPLIERS),
        "smelters": table(comparison.smelters, _SMELTERS),
        NAME: table(comparison.findings(), COLUMNS),
    }
