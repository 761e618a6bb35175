"""Figures of the runs that a store keeps: the same campaign month by month, or year by year."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from mineralcheck.campaign.parts import PartKind
from mineralcheck.campaign.view import View

_FIGURES = """
SELECT run.run_id, run.label, run.as_of, metric.name, metric.percentage FROM metric JOIN run USING (run_id)
WHERE run_id <= ? AND NOT partial AND part_kind = ? AND percentage IS NOT NULL
ORDER BY run.as_of, run.run_id, position
"""


class PastFigure(NamedTuple):
    """A percentage about the whole campaign, as it was in a run; `label` is what the user called the run."""

    run_id: int
    label: str
    as_of: dt.date
    name: str
    percentage: Decimal


def history(view: View) -> tuple[PastFigure, ...]:
    """Percentages of this run and of those before it in the store, oldest first."""
    rows = view.db.execute(_FIGURES, (view.run_id, PartKind.ALL.value))
    return tuple(
        PastFigure(run_id, label, dt.date.fromisoformat(as_of), name, Decimal(share))
        for run_id, label, as_of, name, share in rows
    )
