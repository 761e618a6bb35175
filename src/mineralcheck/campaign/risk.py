"""Risk of each supplier with its reasons, and what is to be done next."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mineralcheck.campaign.cases import Case, Response, cases_of, response_of, standings
from mineralcheck.campaign.risk_scheme import Action, Factor, Risk, RiskScheme
from mineralcheck.campaign.view import Asked, View

_EXAMPLES = 3


class Reason(NamedTuple):
    """A factor that counts against a supplier: how many cases, what they weigh, and the first of them."""

    factor: Factor
    cases: int
    points: int
    critical: bool
    examples: tuple[Case, ...]


class SupplierResult(NamedTuple):
    """What a supplier came to. `due` is the day by which the next action should be done."""

    asked: Asked
    response: Response
    risk: Risk
    score: int
    reasons: tuple[Reason, ...]
    action: Action
    due: dt.date | None


def supplier_results(view: View) -> Iterator[SupplierResult]:
    """Every supplier, in the order of the roster."""
    found: Mapping[str, list[Case]] = _by_supplier(cases_of(view))
    sent = standings(view)
    for asked in view.suppliers:
        supplier_id = asked.supplier.supplier_id
        response = response_of(asked, sent.get(supplier_id, frozenset()))
        yield _result(view, asked, response, found.get(supplier_id, []))


def _by_supplier(cases: Iterator[Case]) -> Mapping[str, list[Case]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        found[case.supplier_id].append(case)
    return found


def _result(view: View, asked: Asked, response: Response, cases: Sequence[Case]) -> SupplierResult:
    scheme = view.info.policy.scheme
    exempt = response is Response.EXEMPT
    reasons = () if exempt else tuple(_reasons(cases, scheme))
    score = sum(reason.points for reason in reasons)
    critical = any(reason.critical for reason in reasons)
    action, due = _next_action(reasons, scheme, asked.supplier.due_date, view.info.as_of)
    return SupplierResult(
        asked, response, scheme.level(score, critical=critical), score, reasons, action, due
    )


def _reasons(cases: Sequence[Case], scheme: RiskScheme) -> Iterator[Reason]:
    for factor in Factor:
        own = [case for case in cases if case.factor is factor]
        if own:
            weight = scheme.weight(factor)
            points = weight.score(len(own))
            yield Reason(factor, len(own), points, weight.critical, tuple(own[:_EXAMPLES]))


def _next_action(
    reasons: Sequence[Reason], scheme: RiskScheme, due: dt.date | None, as_of: dt.date
) -> tuple[Action, dt.date | None]:
    """Action of the most urgent reason; the due date of the roster holds until it has passed."""
    for reason in reasons:
        weight = scheme.weight(reason.factor)
        if weight.action is not Action.NONE:
            own = as_of + dt.timedelta(days=weight.days)
            return weight.action, due if due and due >= as_of else own
    return Action.NONE, None


class CorrectiveAction(NamedTuple):
    """Something that a supplier has to put right; `text` says what."""

    supplier_id: str
    factor: Factor
    subject: str
    text: str


class ActionChanges(NamedTuple):
    """Corrective actions since the run before: `opened` are new, `closed` are done."""

    since_run: int
    since: dt.date
    opened: tuple[CorrectiveAction, ...]
    open: tuple[CorrectiveAction, ...]
    closed: tuple[CorrectiveAction, ...]


def corrective_actions(view: View) -> tuple[CorrectiveAction, ...]:
    """Everything that suppliers have to put right; what is not due yet is nothing to correct."""
    exempt = {a.supplier.supplier_id for a in view.suppliers if not a.is_asked}
    found = {
        (case.supplier_id, case.factor, case.subject): case.text
        for case in cases_of(view)
        if case.factor is not Factor.AWAITED and case.supplier_id not in exempt
    }
    return tuple(CorrectiveAction(*key, text) for key, text in sorted(found.items()))


def action_changes(view: View) -> ActionChanges | None:
    """Corrective actions beside those of the run before in the same store; None when this is the first."""
    before = view.db.execute(
        "SELECT run_id, as_of FROM run WHERE run_id < ? AND NOT partial ORDER BY run_id DESC LIMIT 1",
        (view.run_id,),
    ).fetchone()
    if before is None:
        return None
    old, new = _stored(view, before[0]), _stored(view, view.run_id)
    return ActionChanges(
        since_run=before[0],
        since=dt.date.fromisoformat(before[1]),
        opened=tuple(new[key] for key in sorted(new.keys() - old.keys())),
        open=tuple(new[key] for key in sorted(new.keys() & old.keys())),
        closed=tuple(old[key] for key in sorted(old.keys() - new.keys())),
    )


def _stored(view: View, run_id: int) -> dict[tuple[str, str], CorrectiveAction]:
    rows = view.db.execute(
        "SELECT supplier_id, subject, text FROM corrective_action WHERE run_id = ?", (run_id,)
    )
    found = {}
    for supplier, subject, text in rows:
        factor, _, rest = subject.partition(" ")
        found[supplier, subject] = CorrectiveAction(supplier, Factor(factor), rest, text)
    return found
