"""What a rule may look at, and what it says when something is wrong."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.match import Match, SmelterStatus
from mineralcheck.model.submission import SmelterRow, Submission
from mineralcheck.reference.index import ReferenceIndex
from mineralcheck.templates.layout import Layout


@dataclass(frozen=True)
class Problem:
    """One thing a rule found; the engine stamps code, name, severity and text on it.

    `params` fill the placeholders of the rule's message literally; `terms` fill them with a word that is
    translated (`{"field": "company_name"}`).
    """

    at: Cell | CellRef | None
    found: str | None = None
    expected: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> CellRef | None:
        """Where it is."""
        return self.at.at if isinstance(self.at, Cell) else self.at


@dataclass(frozen=True)
class RuleContext:
    """One submission and all that is known about it; rules read it and change nothing.

    `matches` and `statuses` run parallel to `submission.smelters`; `today` is the day of the run
    (`--as-of`, so that a run can be repeated years later).
    """

    submission: Submission
    layout: Layout
    completeness: tuple[CompletenessItem, ...]
    matches: tuple[Match, ...]
    statuses: tuple[SmelterStatus, ...]
    reference: ReferenceIndex
    today: dt.date

    def matched_rows(self) -> tuple[tuple[SmelterRow, Match], ...]:
        """Smelter rows with their matches."""
        return tuple(zip(self.submission.smelters, self.matches, strict=True))
