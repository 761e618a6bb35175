"""The report as SARIF 2.1.0 (OASIS), for code scanning services and viewers of static analysis results.

A cell is a logical location; the physical location is the workbook alone, as lines mean nothing in it.
Viewers show the physical one, so the message names the cell, too. Code scanning of GitHub asks for a region
with all four corners, and takes 25,000 results a run and 20 runs a file: more results become more runs.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from mineralcheck import __version__
from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.reporters.columns import FindingRow, findings_of
from mineralcheck.reporters.neutral import markdown, uri
from mineralcheck.reporters.terminal import safe
from mineralcheck.rules.registry import Rule, catalogue

Json = dict[str, "str | int | bool | Json | list[Json] | list[str]"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RESULTS_A_RUN = 25_000
RUNS_A_FILE = 20
_UNREADABLE = "unreadable-file"
_WHOLE_FILE: Json = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SIGNS = str.maketrans({"\\": r"\\", "[": r"\[", "]": r"\]", "{": "{{", "}": "}}"})


def render(run: Run) -> Iterator[str]:
    """Pieces of the document, a result each."""
    results = _results(run)
    count = sum(run.results.totals.findings.values()) + run.results.totals.unreadable
    runs = min(max(1, -(-count // RESULTS_A_RUN)), RUNS_A_FILE)
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": ['
    for number in range(runs):
        yield (",\n" if number else "\n") + f'{{"tool": {_dump(_tool(run))},\n'
        if runs > 1:  # a service that is given several runs tells them apart by this
            yield f'"automationDetails": {{"id": "mineralcheck/{number + 1}/"}},\n'
        yield '"columnKind": "unicodeCodePoints",\n"results": ['
        yield from _listed(islice(results, RESULTS_A_RUN))
        yield "],\n"
        if number == 0:
            yield '"artifacts": ['
            yield from _listed(_artifact(run, report) for report in run.results)
            yield "],\n"
        left_out = max(0, count - runs * RESULTS_A_RUN) if number == runs - 1 else 0
        yield f'"invocations": [{_dump(_invocation(left_out))}]}}'
    yield "\n]}\n"


def _listed(parts: Iterable[Json]) -> Iterator[str]:
    separator = "\n"
    for part in parts:
        yield separator + _dump(part)
        separator = ",\n"


def _dump(part: Json) -> str:
    return json.dumps(part, ensure_ascii=False)


def _tool(run: Run) -> Json:
    why = "A file that cannot be read as a reporting template says nothing about any mineral."
    unreadable: Json = {
        "id": _UNREADABLE,
        "name": "UnreadableFile",
        "shortDescription": _text("A file must be readable as a reporting template."),
        "fullDescription": _text(why),
        "help": _text(f"{why} The message says what it is instead, and what to ask for."),
        "defaultConfiguration": {"level": "error"},
    }
    rules = [_rule(rule, run) for rule in catalogue()]
    return {"driver": {"name": "mineralcheck", "version": __version__, "rules": [unreadable, *rules]}}


def _rule(rule: Rule, run: Run) -> Json:
    severity = run.settings.rules.severity.get(rule.code, rule.severity)
    return {
        "id": rule.code,
        "name": rule.name.title().replace("-", ""),
        "shortDescription": _text(rule.obligation),
        "fullDescription": _text(rule.why),
        "help": _help(rule),
        "defaultConfiguration": {
            "level": _LEVELS[severity],
            "enabled": run.settings.rules.is_on(rule.code),
        },
        "properties": {"tags": sorted({source.partition(":")[0] for source in rule.source})},
    }


def _help(rule: Rule) -> Json:
    """What stands beside a finding: plain, and as the Markdown that GitHub shows where it is given."""
    parts = {"Why it matters": rule.why, "Example": rule.example}
    marked = "\n\n".join(f"**{heading}.** {markdown(text)}" for heading, text in parts.items())
    more = f"`mineralcheck rules {rule.code}` says more."
    return _text(f"{rule.why} Example: {rule.example}") | {"markdown": f"{marked}\n\n{more}"}


def _results(run: Run) -> Iterator[Json]:
    index = {rule.code: number for number, rule in enumerate(catalogue(), start=1)}
    for report in run.results:
        seen: Counter[str] = Counter()
        for row in findings_of(report):
            yield _result(run.path_of(row.report.path), row, index, seen)


def _result(path: str, row: FindingRow, index: dict[str, int], seen: Counter[str]) -> Json:
    location: Json = {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": _WHOLE_FILE}}
    finding = row.finding
    if finding and finding.cell:
        place = safe(str(finding.cell))
        logical: Json = {"name": finding.cell.address, "fullyQualifiedName": place, "kind": "cell"}
        location["logicalLocations"] = [logical]
    result: Json = {
        "ruleId": finding.code if finding else _UNREADABLE,
        "ruleIndex": index.get(finding.code, 0) if finding else 0,
        "level": _LEVELS[finding.severity] if finding else "error",
        "message": _text(_said(finding) if finding else row.report.message or _UNREADABLE),
        "locations": [location],
        "partialFingerprints": {"primaryLocationLineHash": _fingerprint(finding, seen)},
    }
    if finding:
        result["properties"] = _properties(finding)
    return result


def _said(finding: Finding) -> str:
    place = f"{finding.cell}: " if finding.cell else ""
    return f"{place}{finding.message} {finding.fix}"


def _properties(finding: Finding) -> Json:
    facts = {"cell": str(finding.cell or ""), "found": finding.found, "expected": finding.expected}
    return {name: safe(text) for name, text in facts.items() if text}


def _fingerprint(finding: Finding | None, seen: Counter[str]) -> str:
    """The same for the same fault in the next run; a number tells equal ones of one file apart."""
    facts = (finding.code, str(finding.cell), finding.found) if finding else (_UNREADABLE,)
    digest = hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"


def _artifact(run: Run, report: CheckReport) -> Json:
    artifact: Json = {"location": {"uri": uri(run.path_of(report.path))}, "roles": ["analysisTarget"]}
    if report.sha256:
        artifact["hashes"] = {"sha-256": report.sha256}
    return artifact


def _invocation(left_out: int) -> Json:
    invocation: Json = {"executionSuccessful": True}
    if left_out:
        message = f"{left_out} results were left out: no more fit into a file of this format."
        notification: Json = {"level": "error", "message": _text(message)}
        invocation["toolExecutionNotifications"] = [notification]
    return invocation


def _text(text: str) -> Json:
    """A message; brackets and braces would make a link or a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return {"text": safe(text).translate(_SIGNS)}
