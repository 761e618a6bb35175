"""One file in, one CheckReport out; this runs in worker processes."""

import hashlib

from mineralcheck.check.convert import submission_report
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.report import CheckReport, Outcome, WaivedFinding
from mineralcheck.completeness.checker import check_completeness
from mineralcheck.matching.matcher import Matcher
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.model.finding import Finding
from mineralcheck.model.match import UNKNOWN_STATUS, Match, SmelterStatus
from mineralcheck.model.submission import CompanyField, Submission
from mineralcheck.reader.submission import SHEETS, read_submission
from mineralcheck.rules.context import RuleContext
from mineralcheck.rules.engine import judge
from mineralcheck.rules.texts import ENGLISH, localise
from mineralcheck.rules.waivers import Waived
from mineralcheck.workbook.discovery import Found, read_bytes
from mineralcheck.workbook.opening import open_workbook


def unreadable(name: str, error: UnreadableFileError, sha256: str | None = None) -> CheckReport:
    """Report on a file that gave no submission."""
    return CheckReport(
        path=name, sha256=sha256, outcome=Outcome.UNREADABLE, reason=error.reason, message=error.message
    )


class Checker:
    """Checks files with the same options; the matcher remembers names from file to file."""

    def __init__(self, options: CheckOptions) -> None:
        self.options = options
        self._matcher = Matcher(options.reference, options.ledger)

    def check_file(self, found: Found) -> CheckReport:
        """Check a file; every fault of the file is in the report, none is raised."""
        try:
            data = read_bytes(found, self.options.limits)
        except UnreadableFileError as error:
            return unreadable(found.name, error)
        return self.check_bytes(data, found.name)

    def check_bytes(self, data: bytes, name: str) -> CheckReport:
        """Check the content of a file."""
        sha256 = hashlib.sha256(data).hexdigest()
        options = self.options
        try:
            book = open_workbook(data, limits=options.limits, passwords=options.passwords, sheets=SHEETS)
            submission, layout = read_submission(book)
        except UnreadableFileError as error:
            return unreadable(name, error, sha256)
        matches, statuses = self._matches(submission)
        context = RuleContext(
            submission=submission,
            layout=layout,
            completeness=check_completeness(submission, layout),
            matches=matches,
            statuses=statuses,
            reference=options.reference,
            today=options.today,
            lookup_changes=options.lookup_edits.get(name, ()),
        )
        judgement = judge(context, options.settings)
        return CheckReport(
            path=name,
            sha256=sha256,
            outcome=Outcome.CHECKED,
            submission=submission_report(context),
            findings=tuple(map(self._told, judgement.findings)),
            waived=tuple(self._waived(each) for each in judgement.waived),
        )

    def _told(self, finding: Finding) -> Finding:
        """The finding in the language of the run; rules make it in English."""
        return finding if self.options.language == ENGLISH else localise(finding, self.options.language)

    def _waived(self, waived: Waived) -> WaivedFinding:
        finding, waiver = waived
        return WaivedFinding(
            finding=self._told(finding),
            reason=waiver.reason,
            approved_by=waiver.approved_by,
            expires=waiver.expires,
        )

    def _matches(self, submission: Submission) -> tuple[tuple[Match, ...], tuple[SmelterStatus, ...]]:
        supplier = submission.text(CompanyField.COMPANY_NAME)
        matches = tuple(self._matcher.match(row.declared, supplier) for row in submission.smelters)
        rows = zip(submission.smelters, matches, strict=True)
        return matches, tuple(self._status(row.declared.mineral, match) for row, match in rows)

    def _status(self, mineral: str, match: Match) -> SmelterStatus:
        if match.smelter_id is None or not match.tier.matched:
            return UNKNOWN_STATUS
        return self.options.statuses.status_of(mineral, match.smelter_id)
