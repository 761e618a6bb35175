"""What a check needs to know beside the file; small enough to be sent to worker processes once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from mineralcheck.matching.ledger import Ledger
from mineralcheck.reference.entries import ReferenceIndex
from mineralcheck.reference.status import StatusIndex
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings
from mineralcheck.workbook.limits import DEFAULT_LIMITS, SECONDS_PER_FILE, Limits


@dataclass(frozen=True)
class CheckOptions:
    """Lists, policy and limits of a run. `today` is the day the run stands for (`--as-of`).

    `lookup_edits` are, by file name, rows of a file's own Smelter Look-up that others of its revision do not
    have or have otherwise: it takes all files of a run to see them.
    """

    reference: ReferenceIndex
    statuses: StatusIndex
    today: dt.date
    ledger: Ledger = field(default_factory=Ledger)
    settings: Settings = DEFAULT_SETTINGS
    language: str = "en"
    limits: Limits = DEFAULT_LIMITS
    passwords: tuple[str, ...] = field(default=(), repr=False)
    seconds_per_file: float | None = SECONDS_PER_FILE
    lookup_edits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
