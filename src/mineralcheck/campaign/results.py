"""Results of a run, written beside its facts for whoever reads the store with other tools."""

import sqlite3
from collections.abc import Sequence

from mineralcheck.campaign.corrective import CorrectiveAction
from mineralcheck.campaign.metric import Metric
from mineralcheck.campaign.risk import SupplierResult


def insert_results(
    db: sqlite3.Connection,
    run_id: int,
    figures: Sequence[Metric],
    suppliers: Sequence[SupplierResult],
    actions: Sequence[CorrectiveAction],
) -> None:
    """Store figures, supplier results and corrective actions."""
    db.executemany(
        "INSERT INTO metric VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_metric_row(run_id, position, metric) for position, metric in enumerate(figures)),
    )
    db.executemany(
        "INSERT INTO supplier_result VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                run_id,
                one.asked.supplier.supplier_id,
                one.response.value,
                one.risk.value,
                one.score,
                one.action.value,
                one.due and one.due.isoformat(),
            )
            for one in suppliers
        ),
    )
    db.executemany(
        "INSERT INTO corrective_action VALUES (?, ?, ?, ?)",
        ((run_id, one.supplier_id, f"{one.factor.value} {one.subject}", one.text) for one in actions),
    )


def _metric_row(run_id: int, position: int, metric: Metric) -> tuple[str | int | None, ...]:
    part = metric.part
    return (
        run_id,
        position,
        metric.name,
        part.kind.value,
        f"{part.value}:{part.currency}" if part.currency else part.value,
        str(metric.numerator),
        None if metric.denominator is None else str(metric.denominator),
        None if metric.percentage is None else str(metric.percentage),
        metric.unit.value,
        " ".join(day.isoformat() for day in metric.list_dates) or None,
    )
