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


def is_awaited(result: SupplierResult) -> bool:
    """Whether something is missing from a supplier that is not due yet."""
    return any(reason.factor is Factor.AWAITED for reason in result.reasons)


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
