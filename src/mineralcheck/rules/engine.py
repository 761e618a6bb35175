"""Runs the rules over one submission."""

from collections.abc import Iterator
from dataclasses import replace

from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.text import clean
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.registry import Rule, catalogue, functions
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings
from mineralcheck.rules.texts import localise

_LONGEST_FOUND = 255
_LONGEST_PARAM = 80


def run_rules(context: RuleContext, settings: Settings = DEFAULT_SETTINGS) -> tuple[Finding, ...]:
    """Findings of every rule that applies and is not switched off, by place, then code; in English."""
    context = replace(context, settings=settings)
    found = (finding for rule in active_rules(context) for finding in _findings(rule, context))
    return tuple(sorted(found, key=lambda finding: finding.order))


def active_rules(context: RuleContext) -> Iterator[Rule]:
    """Rules that speak about this template and that the settings leave on."""
    for rule in catalogue():
        if rule.code not in context.settings.rules.off and rule.applies_to(context.submission.template):
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
    """Text on one line, cut at a length with an ellipsis."""
    line = clean(text)
    return line if len(line) <= longest else line[: longest - 1] + "…"
