"""The report as JUnit XML: a suite for each file, a case for each rule, those that did not run included.

The elements are those that both schemas in use know, that of Ant and that of Jenkins. A test can only pass or
fail, so what does not fail the run (`--fail-on`) is told in the output of its suite.
"""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.reporters.terminal import safe
from mineralcheck.rules.registry import Rule, catalogue

_ORDER = tuple(Severity)
_SHEET_MISSING = "MC007"


@dataclass(frozen=True)
class _Case:
    """A test case; `outcome` is an element of JUnit, or empty when the case passed."""

    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""


def render(run: Run) -> Iterator[str]:
    """Pieces of the document, a file each."""
    out = io.StringIO()
    xml = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("testsuites", AttributesImpl({}))
    for number, report in enumerate(run.results):
        _suite(xml, run, report, number)
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    xml.endElement("testsuites")
    xml.endDocument()
    yield out.getvalue() + "\n"


def _suite(xml: XMLGenerator, run: Run, report: CheckReport, number: int) -> None:
    cases = [_readable(report), *_rule_cases(run, report)]
    counts = Counter(case.outcome for case in cases)
    facts = {
        "name": safe(report.path),
        "package": "mineralcheck",
        "id": str(number),
        "timestamp": f"{run.as_of.isoformat()}T00:00:00",
        "hostname": "localhost",
        "tests": str(len(cases)),
        "failures": str(counts["failure"]),
        "errors": str(counts["error"]),
        "skipped": str(counts["skipped"]),
        "time": "0",
    }
    xml.characters("\n")
    xml.startElement("testsuite", AttributesImpl(facts))
    _element(xml, "properties")
    for case in cases:
        _case(xml, case, report.path)
    told = [finding for finding in report.findings if not _fails(run, finding)]
    _element(xml, "system-out", text="\n".join(map(_line, told)))
    _element(xml, "system-err")
    xml.endElement("testsuite")


def _readable(report: CheckReport) -> _Case:
    if report.submission:
        return _Case("readable")
    return _Case(
        "readable", "error", str(report.reason or "unreadable"), report.message or "", report.message or ""
    )


def _rule_cases(run: Run, report: CheckReport) -> Iterator[_Case]:
    failing = [finding for finding in report.findings if _fails(run, finding)]
    by_code = {
        code: list(found)
        for code, found in groupby(sorted(failing, key=lambda f: f.code), key=lambda finding: finding.code)
    }
    for rule in catalogue():
        reason = _not_run(run, report, rule)
        name = f"{rule.code} {rule.name}"
        if reason:
            yield _Case(name, "skipped", message=reason)
        else:
            yield _failure(name, by_code.get(rule.code, ()))


def _not_run(run: Run, report: CheckReport, rule: Rule) -> str:
    """Why a rule did not run, empty when it did.

    Missing sheets are known from the findings about them: with that rule switched off, rules that need such a
    sheet are told as passed.
    """
    if report.submission is None:
        return "The file could not be read."
    if not run.settings.rules.is_on(rule.code):
        return f"Switched off by the profile {run.profile}."
    template = report.submission.template
    if not rule.applies_to(template):
        return f"The rule does not speak about {template.family} {template.version}."
    missing = [sheet for sheet in rule.needs if sheet in _missing_sheets(report)]
    return f"The file has no sheet {missing[0]}." if missing else ""


def _missing_sheets(report: CheckReport) -> frozenset[str]:
    findings = (*report.findings, *(waived.finding for waived in report.waived))
    return frozenset(one.params["sheet"] for one in findings if one.code == _SHEET_MISSING)


def _failure(name: str, findings: Sequence[Finding]) -> _Case:
    if not findings:
        return _Case(name)
    first, more = findings[0], len(findings) - 1
    message = first.message + (f" (and {more} more)" if more else "")
    return _Case(name, "failure", first.severity.value, message, "\n".join(map(_line, findings)))


def _fails(run: Run, finding: Finding) -> bool:
    return run.fail_on is not None and _ORDER.index(finding.severity) <= _ORDER.index(run.fail_on)


def _line(finding: Finding) -> str:
    place = f"{finding.cell}: " if finding.cell else ""
    return safe(f"{finding.severity} {finding.code} {place}{finding.message} {finding.fix}")


def _case(xml: XMLGenerator, case: _Case, path: str) -> None:
    xml.characters("\n")
    facts = {"name": case.name, "classname": safe(path), "time": "0"}
    xml.startElement("testcase", AttributesImpl(facts))
    if case.outcome:
        told = {"message": safe(case.message)} | ({"type": case.kind} if case.kind else {})
        _element(xml, case.outcome, told, case.text)
    xml.endElement("testcase")


def _element(xml: XMLGenerator, name: str, facts: dict[str, str] | None = None, text: str = "") -> None:
    xml.startElement(name, AttributesImpl(facts or {}))
    xml.characters("\n".join(map(safe, text.split("\n"))))
    xml.endElement(name)
