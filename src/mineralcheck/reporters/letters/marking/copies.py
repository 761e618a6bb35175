"""The marked copy of a file of a run."""

import hashlib

from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.reporters.letters.feedback import not_for_suppliers
from mineralcheck.reporters.letters.marking.notes import CannotMarkError, Mark, Note
from mineralcheck.reporters.letters.marking.workbook import marked_workbook
from mineralcheck.rules.texts import localise
from mineralcheck.workbook.discovery import read_bytes
from mineralcheck.workbook.limits import DEFAULT_LIMITS, Limits

_MARKS = {Severity.ERROR: Mark.CORRECT, Severity.WARNING: Mark.CHECK}


def marked_copy(
    run: Run, report: CheckReport, language: str, limits: Limits = DEFAULT_LIMITS
) -> bytes | None:
    """A copy of the file with every cell marked that its letter speaks of, commented in this language.

    `limits` are those of the check. None when there is no such cell, when the file is gone or changed since
    it was checked, and when it is encrypted or of another form than .xlsx and .xlsm.
    """
    found = run.found.get(report.path)
    notes = [_note(localise(one, language)) for one in report.findings if _is_told(one)]
    if found is None or not notes:
        return None
    try:
        data = read_bytes(found, limits)
        if hashlib.sha256(data).hexdigest() != report.sha256:
            return None
        return marked_workbook(data, notes, limits)
    except (UnreadableFileError, CannotMarkError):
        return None


def _is_told(finding: Finding) -> bool:
    return bool(finding.cell) and finding.severity in _MARKS and finding.code not in not_for_suppliers()


def _note(finding: Finding) -> Note:
    assert finding.cell is not None
    return Note(finding.cell, _MARKS[finding.severity], f"{finding.message}\n→ {finding.fix}")
