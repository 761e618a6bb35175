"""What each report costs for 2,000 suppliers with 100,000 smelter rows and 50,000 findings.

    python -m benchmarks.reports FORMAT FILE

writes one, from answers made up on the way; `python -m benchmarks` runs them all, each as its own process.
"""

import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Line, run
from tests.support.check_reports import SOURCE, a_finding, a_report, a_smelter_report, a_submission

from mineralcheck.check.answer import Answer
from mineralcheck.check.packed import PackedReport
from mineralcheck.check.results import ResultSet
from mineralcheck.check.run import Run
from mineralcheck.model.finding import Finding
from mineralcheck.reporters.formats import Format
from mineralcheck.reporters.saving import save

SUPPLIERS = 2000
_ROWS = 50
_FINDINGS = 25


def _finding(number: int) -> Finding:
    code = ("MC101", "MC106")[number % 2]
    return a_finding(code, f"Declaration!D{number}", terms={"field": "contact_email"})


def made_up() -> Run:
    """A run over so many suppliers; the caller closes it."""
    rows = tuple(a_smelter_report(row) for row in range(5, 5 + _ROWS))
    findings = tuple(_finding(number) for number in range(_FINDINGS))
    answer = Answer.of(a_report("inbox/0.xlsx", findings, a_submission(smelters=rows)))
    results = ResultSet()
    for number in range(SUPPLIERS):
        results.add(answer._replace(packed=PackedReport(f"inbox/{number:05}.xlsx", answer.packed.body)))
    day = dt.date(2026, 6, 30)
    return Run(("inbox",), results, sources=(SOURCE,), as_of=day, profile="default", skipped={})


def report_lines() -> Iterator[Line]:
    """Every format, beside a run that only makes the answers up."""
    rows, findings = SUPPLIERS * _ROWS, SUPPLIERS * _FINDINGS
    group = f"reports of {SUPPLIERS:,} suppliers, {rows:,} rows, {findings:,} findings"
    with tempfile.TemporaryDirectory() as name:
        for chosen in Format:
            target = Path(name, "report")
            words = [sys.executable, "-m", "benchmarks.reports", chosen.value, str(target)]
            measured = run(words, Path(name))
            yield Line(group, chosen.value, measured, SUPPLIERS, target.stat().st_size)


def main() -> None:
    """Write one report."""
    chosen, target = sys.argv[1:]
    with made_up() as found:
        save(found, target, Format(chosen))


if __name__ == "__main__":
    main()
