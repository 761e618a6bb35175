"""MC79x: findings that the company accepts for one supplier, and waivers that no longer fit."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mineralcheck.model.finding import Finding
from mineralcheck.model.text import fold
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import rule
from mineralcheck.rules.settings import Waiver


class Waived(NamedTuple):
    """A finding with the waiver that accepts it."""

    finding: Finding
    waiver: Waiver


def own_waivers(context: RuleContext) -> tuple[Waiver, ...]:
    """Waivers for the supplier of a file."""
    return tuple(waiver for waiver in context.settings.waivers if context.is_supplier(waiver.supplier))


def _in_force(context: RuleContext) -> Iterator[Waiver]:
    return (waiver for waiver in own_waivers(context) if waiver.expires >= context.today)


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver is about a finding."""
    about = fold(waiver.rule) in (fold(finding.code), finding.name)
    return about and fold(waiver.cell) in ("", fold(str(finding.cell or "")))


def split_waived(
    context: RuleContext, findings: Iterable[Finding]
) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """Findings that stand, and those that a waiver in force accepts."""
    waivers = tuple(_in_force(context))
    standing: list[Finding] = []
    waived: list[Waived] = []
    for finding in findings:
        waiver = next((each for each in waivers if covers(each, finding)), None)
        if waiver is None:
            standing.append(finding)
        else:
            waived.append(Waived(finding, waiver))
    return tuple(standing), tuple(waived)


def _problem(waiver: Waiver) -> Problem:
    params = {
        "rule": waiver.rule,
        "supplier": waiver.supplier,
        "expires": waiver.expires.isoformat(),
        "approved_by": waiver.approved_by,
        "line": str(waiver.line),
    }
    return Problem(None, params=params)


@rule("MC791")
def expired_waiver(context: RuleContext) -> Iterator[Problem]:
    """Somebody has to look again."""
    yield from (_problem(each) for each in own_waivers(context) if each.expires < context.today)


@rule("MC792")
def waiver_without_finding(context: RuleContext) -> Iterator[Problem]:
    """The fault is corrected, or the waiver names another cell; runs when all other findings are known."""
    for waiver in _in_force(context):
        if not any(covers(waiver, finding) for finding in context.findings):
            yield _problem(waiver)
