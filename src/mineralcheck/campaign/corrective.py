"""What suppliers have to put right, from run to run of a store: opened, open, closed, dropped.

A corrective action is closed by an answer, never by silence: it stays open while the supplier, though asked,
sends nothing that could show that it is done.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from mineralcheck.campaign.cases import cases_of
from mineralcheck.campaign.risk_scheme import Factor
from mineralcheck.campaign.view import View

_BEFORE = "SELECT run_id, as_of FROM run WHERE run_id < ? AND NOT partial ORDER BY run_id DESC LIMIT 1"
_FILES = """
SELECT file_id, supplier_id, family, sha256, mineral FROM file JOIN report USING (report_id)
LEFT JOIN declared_mineral USING (report_id)
WHERE run_id = ? AND supplier_id IS NOT NULL AND standing IN ('counted', 'joined') ORDER BY file_id, mineral
"""
_RESPONSES = frozenset(
    {
        Factor.NO_ANSWER,
        Factor.REFUSED,
        Factor.UNREADABLE,
        Factor.OTHER_TEMPLATE,
        Factor.TEMPLATE_MISSING,
    }
)
# What they say rests on lists, too: a smelter may have become conformant since.
_SMELTERS = frozenset(
    {
        Factor.STATUS_OTHER,
        Factor.NOT_ON_LIST,
        Factor.UNLISTED_SMELTERS,
        Factor.UNIDENTIFIED_SMELTERS,
    }
)


class CorrectiveAction(NamedTuple):
    """Something that a supplier has to put right; `text` says what."""

    supplier_id: str
    factor: Factor
    subject: str
    text: str


class ActionChanges(NamedTuple):
    """Corrective actions since the run before.

    `opened` are new, `closed` are done, `dropped` are not asked for any more (the supplier is not asked, or
    the same answer is judged otherwise). `open` has those, too, that nobody has answered since.
    """

    since_run: int
    since: dt.date
    opened: tuple[CorrectiveAction, ...]
    open: tuple[CorrectiveAction, ...]
    closed: tuple[CorrectiveAction, ...]
    dropped: tuple[CorrectiveAction, ...]


_Key = tuple[str, Factor, str]


class _Turn(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


class _Sent(NamedTuple):
    """A file that counts, or continues one that does."""

    family: str
    sha256: str | None
    minerals: frozenset[str]


def actions_of_run(view: View) -> tuple[CorrectiveAction, ...]:
    """What suppliers have to put right as a run leaves it, with what was asked before and not answered."""
    exempt = {a.supplier.supplier_id for a in view.suppliers if not a.is_asked}
    found: dict[_Key, CorrectiveAction] = {
        (case.supplier_id, case.factor, case.subject): CorrectiveAction(
            case.supplier_id, case.factor, case.subject, case.text
        )
        for case in cases_of(view)
        if case.factor is not Factor.AWAITED and case.supplier_id not in exempt
    }
    before = _run_before(view)
    if before:
        gone = [one for key, one in _stored(view, before[0]).items() if key not in found]
        for one, turn in _turns(view, before[0], gone):
            if turn is _Turn.OPEN:
                found[one.supplier_id, one.factor, one.subject] = one
    return tuple(found[key] for key in sorted(found))


def open_actions(view: View) -> tuple[CorrectiveAction, ...]:
    """Everything that suppliers have to put right; what is not due yet is nothing to correct."""
    return tuple(_stored(view, view.run_id).values())


def action_changes(view: View) -> ActionChanges | None:
    """Corrective actions beside those of the run before in the same store; None when this is the first."""
    before = _run_before(view)
    if before is None:
        return None
    old, new = _stored(view, before[0]), _stored(view, view.run_id)
    gone = list(_turns(view, before[0], [old[key] for key in sorted(old.keys() - new.keys())]))
    return ActionChanges(
        since_run=before[0],
        since=before[1],
        opened=tuple(new[key] for key in sorted(new.keys() - old.keys())),
        open=tuple(new[key] for key in sorted(new.keys() & old.keys())),
        closed=tuple(one for one, turn in gone if turn is _Turn.CLOSED),
        dropped=tuple(one for one, turn in gone if turn is not _Turn.CLOSED),
    )


def _run_before(view: View) -> tuple[int, dt.date] | None:
    """A run over a part of the files says nothing about those of the others."""
    row = None if view.info.partial else view.db.execute(_BEFORE, (view.run_id,)).fetchone()
    return (row[0], dt.date.fromisoformat(row[1])) if row else None


def _stored(view: View, run_id: int) -> dict[_Key, CorrectiveAction]:
    rows = view.db.execute(
        "SELECT supplier_id, subject, text FROM corrective_action WHERE run_id = ? "
        "ORDER BY supplier_id, subject",
        (run_id,),
    )
    found: dict[_Key, CorrectiveAction] = {}
    for supplier, subject, text in rows:
        name, _, rest = subject.partition(" ")
        found[supplier, Factor(name), rest] = CorrectiveAction(supplier, Factor(name), rest, text)
    return found


def _turns(
    view: View, before: int, gone: Iterable[CorrectiveAction]
) -> Iterable[tuple[CorrectiveAction, _Turn]]:
    """What became of actions that no case of this run stands for."""
    listed = {asked.supplier.supplier_id: asked.is_asked for asked in view.suppliers}
    then, now = _sent(view, before), _sent(view, view.run_id)
    for one in gone:
        if not listed.get(one.supplier_id, not view.has_roster):
            yield one, _Turn.DROPPED
        else:
            old = _hashes(one, then.get(one.supplier_id, ()))
            yield one, _turn(one.factor, old, _hashes(one, now.get(one.supplier_id, ())))


def _turn(factor: Factor, then: frozenset[str | None], now: frozenset[str | None]) -> _Turn:
    if not now:
        return _Turn.DROPPED if factor in _RESPONSES else _Turn.OPEN
    return _Turn.CLOSED if factor in _RESPONSES | _SMELTERS or now - then else _Turn.DROPPED


def _sent(view: View, run_id: int) -> Mapping[str, list[_Sent]]:
    files: dict[int, tuple[str, _Sent]] = {}
    for file_id, supplier, family, sha256, mineral in view.db.execute(_FILES, (run_id,)):
        _, known = files.get(file_id, (supplier, _Sent(family, sha256, frozenset())))
        minerals = known.minerals | ({mineral} if mineral else set())
        files[file_id] = supplier, known._replace(minerals=minerals)
    found: dict[str, list[_Sent]] = defaultdict(list)
    for supplier, one in files.values():
        found[supplier].append(one)
    return found


def _hashes(action: CorrectiveAction, sent: Iterable[_Sent]) -> frozenset[str | None]:
    """Contents of the files that could show that an action is done."""
    return frozenset(one.sha256 for one in sent if _speaks_of(one, action))


def _speaks_of(sent: _Sent, action: CorrectiveAction) -> bool:
    """Subjects begin with the template or the mineral, where they are about one (`campaign.cases`)."""
    if action.factor in _SMELTERS:
        return any(action.subject.startswith(f"{mineral} ") for mineral in sent.minerals)
    if action.factor is Factor.TEMPLATE_MISSING:
        return sent.family == action.subject
    if action.factor in _RESPONSES or action.factor is Factor.DENIED_SMELTER:
        return True
    return action.subject.startswith(f"{sent.family} ")
