"""Runs the rules over one submission."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.text import one_line
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.known_faults import without_excused
from mineralcheck.rules.modules import functions
from mineralcheck.rules.registry import Rule, catalogue
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings
from mineralcheck.rules.texts import localise
from mineralcheck.rules.waivers import Waived, split_waived

_LONGEST_FOUND = 255
_LONGEST_PARAM = 80
# Rules about the findings themselves.
_LAST = "MC79"


class Judgement(NamedTuple):
    """What the rules say of a submission: findings that stand, and those the company accepts."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]


def judge(context: RuleContext, settings: Settings = DEFAULT_SETTINGS) -> Judgement:
    """Findings of every rule that applies and is not switched off, by place, then code; in English."""
    context = replace(context, settings=settings)
    rules = tuple(active_rules(context))
    found = _run([rule for rule in rules if not rule.code.startswith(_LAST)], context)
    context = replace(context, findings=without_excused(found, context))
    last = _run([rule for rule in rules if rule.code.startswith(_LAST)], context)
    ordered = sorted((*context.findings, *last), key=lambda finding: finding.order)
    return Judgement(*split_waived(context, ordered))


def _run(rules: Iterable[Rule], context: RuleContext) -> tuple[Finding, ...]:
    return tuple(finding for rule in rules for finding in _findings(rule, context))


def run_rules(context: RuleContext, settings: Settings = DEFAULT_SETTINGS) -> tuple[Finding, ...]:
    """Findings that stand, by place, then code; in English."""
    return judge(context, settings).findings


def active_rules(context: RuleContext) -> Iterator[Rule]:
    """Rules that speak about this template, whose sheets it has, and that the settings leave on."""
    missing = {note.detail for note in context.submission.notes if note.kind == "missing_sheet"}
    for rule in catalogue():
        on = context.settings.rules.is_on(rule.code)
        if on and rule.applies_to(context.submission.template) and not missing & set(rule.needs):
            yield rule


def _findings(rule: Rule, context: RuleContext) -> Iterator[Finding]:
    severity = context.settings.rules.severity.get(rule.code, rule.severity)
    for problem in functions()[rule.code](context):
        yield finding_of(rule, problem, severity)


def finding_of(rule: Rule, problem: Problem, severity: Severity) -> Finding:
    """The finding that a problem of a rule makes; text of the supplier is shortened, never interpreted."""
    params = {name: shorten(text, _LONGEST_PARAM) for name, text in problem.params.items()}
    if problem.found is not None:
        params["found"] = shorten(problem.found, _LONGEST_PARAM)
    bare = Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        cell=problem.place,
        message="",
        found=None if problem.found is None else shorten(problem.found, _LONGEST_FOUND),
        expected=problem.expected,
        fix="",
        params=params,
        terms=dict(problem.terms),
    )
    return localise(bare)


def shorten(text: str, longest: int) -> str:
    """Text on one line, cut at a length with an ellipsis; letters stay as wide as they were written."""
    line = one_line(text)
    return line if len(line) <= longest else line[: longest - 1] + "…"
