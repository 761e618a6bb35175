"""Two campaigns side by side: figures, suppliers, smelters, and answers that did not change at all."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from mineralcheck.campaign.cases import Response
from mineralcheck.campaign.changes import Changes, changes_between
from mineralcheck.campaign.files import FileLine, parts_of
from mineralcheck.campaign.findings import CampaignFinding, unchanged
from mineralcheck.campaign.metric import Metric
from mineralcheck.campaign.parts import Part
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.risk import SupplierResult
from mineralcheck.campaign.smelter_changes import SmelterChange, smelter_changes
from mineralcheck.campaign.standing import Standing
from mineralcheck.matching.names import name_forms
from mineralcheck.model.text import fold
from mineralcheck.reference.entries import ReferenceIndex

_ANSWERED = frozenset({Response.ANSWERED, Response.PARTLY, Response.OTHER_TEMPLATE})


class FigureChange(NamedTuple):
    """A figure then and now; `points` is the difference of the percentages."""

    name: str
    part: Part
    old: Metric | None
    new: Metric | None
    points: Decimal | None

    @property
    def has_changed(self) -> bool:
        """Whether it is made of other numbers, or has a percentage only on one side."""
        if self.old is None or self.new is None:
            return True
        old, new = self.old, self.new
        return (old.numerator, old.denominator, old.note) != (new.numerator, new.denominator, new.note)


class Turn(StrEnum):
    """What became of a supplier."""

    STOPPED = "stopped"
    """It answered then and does not now."""
    STARTED = "started"
    """It answers now and did not then."""
    JOINED = "joined"
    """It was not asked then."""
    LEFT = "left"
    """It is not asked any more."""
    STILL_SILENT = "still_silent"
    ANSWERED_AGAIN = "answered_again"


class SubmissionChange(NamedTuple):
    """A submission beside that of the time before, for the same template and scope.

    `same_file`: the very same file; `changes.is_copy`: another file that says the same.
    """

    family: str
    old: str
    new: str
    same_file: bool
    changes: Changes


class SupplierChange(NamedTuple):
    """A supplier then and now; None where it was not, or is not, asked."""

    supplier_id: str
    name: str
    turn: Turn
    old: SupplierResult | None
    new: SupplierResult | None
    submissions: tuple[SubmissionChange, ...]

    @property
    def copied(self) -> tuple[SubmissionChange, ...]:
        """Submissions that say what the one before said."""
        return tuple(one for one in self.submissions if one.same_file or one.changes.is_copy)


class Comparison(NamedTuple):
    """Two campaigns side by side. Both stay open until their owner closes them."""

    old: RollUp
    new: RollUp
    figures: tuple[FigureChange, ...]
    suppliers: tuple[SupplierChange, ...]
    smelters: tuple[SmelterChange, ...]

    def findings(self) -> Iterator[CampaignFinding]:
        """MC8xx findings of the newer campaign, and answers that did not change since the older one."""
        yield from self.new.findings()
        for one in self.suppliers:
            for answer in one.copied:
                yield unchanged(self.new.view, one.supplier_id, answer.family, answer.old, answer.new)


def compare(old: RollUp, new: RollUp, reference: ReferenceIndex | None = None) -> Comparison:
    """Compare two campaigns; `reference` explains what became of smelters."""
    return Comparison(
        old,
        new,
        tuple(_figures(old, new)),
        tuple(_suppliers(old, new)),
        smelter_changes(old, new, reference),
    )


def _figures(old: RollUp, new: RollUp) -> Iterator[FigureChange]:
    """Every figure that either campaign has, in the order of the newer one, gone parts behind."""
    before = {(one.name, one.part): one for one in old.figures}
    after = {(one.name, one.part): one for one in new.figures}
    names = list(dict.fromkeys(name for name, _ in (*after, *before)))
    for key in sorted(after.keys() | before.keys(), key=lambda key: (names.index(key[0]), key[1].order)):
        first, second = before.get(key), after.get(key)
        points = None
        if first and second and first.percentage is not None and second.percentage is not None:
            points = second.percentage - first.percentage
        yield FigureChange(*key, first, second, points)


def _keys(roll_up: RollUp) -> Mapping[str, SupplierResult]:
    """Suppliers by id; without a supplier list by name, however it is written."""
    if roll_up.info.roster_source:
        return {fold(one.asked.supplier.supplier_id): one for one in roll_up.suppliers}
    return {name_forms(one.asked.supplier.name).key: one for one in roll_up.suppliers}


def _suppliers(old: RollUp, new: RollUp) -> Iterator[SupplierChange]:
    before, after = _keys(old), _keys(new)
    if len(before) == len(after) == 1 and not (old.info.roster_source or new.info.roster_source):
        # Two submissions were named: they are compared, whatever company name is on them.
        before = dict(zip(after, before.values(), strict=True))
    old_files, new_files = _counted(old), _counted(new)
    for key in (*after, *(key for key in before if key not in after)):
        first, second = before.get(key), after.get(key)
        one = second or first
        if one is None:
            continue
        supplier = one.asked.supplier
        earlier = old_files.get(first.asked.supplier.supplier_id, ()) if first else ()
        later = new_files.get(second.asked.supplier.supplier_id, ()) if second else ()
        changes = tuple(_submissions(old, earlier, new, later))
        yield SupplierChange(
            supplier.supplier_id, supplier.name, _turn(first, second), first, second, changes
        )


def _counted(roll_up: RollUp) -> Mapping[str, tuple[FileLine, ...]]:
    found: dict[str, tuple[FileLine, ...]] = {}
    for line in roll_up.files:
        if line.standing is Standing.COUNTED and line.supplier_id:
            found[line.supplier_id] = (*found.get(line.supplier_id, ()), line)
    return found


def _turn(first: SupplierResult | None, second: SupplierResult | None) -> Turn:
    if first is None:
        return Turn.JOINED
    if second is None:
        return Turn.LEFT
    then, now = first.response in _ANSWERED, second.response in _ANSWERED
    if then != now:
        return Turn.STARTED if now else Turn.STOPPED
    return Turn.ANSWERED_AGAIN if now else Turn.STILL_SILENT


def _submissions(
    old: RollUp, earlier: tuple[FileLine, ...], new: RollUp, later: tuple[FileLine, ...]
) -> Iterator[SubmissionChange]:
    """Each submission beside the one of the same template, and of the same scope where there is one."""
    for line in later:
        own = [one for one in earlier if one.family == line.family]
        same_scope = [one for one in own if one.scope == line.scope] or own
        if same_scope:
            before = same_scope[-1]
            changes = changes_between(
                old.view.db, parts_of(before, old.files), new.view.db, parts_of(line, new.files)
            )
            same_file = before.sha256 is not None and before.sha256 == line.sha256
            yield SubmissionChange(line.family or "", before.path, line.path, same_file, changes)
