"""Which columns the sheets of the Excel report have."""

from collections.abc import Iterator
from typing import NamedTuple

from mineralcheck.check.report import AnswerReport, CheckReport, SubmissionReport
from mineralcheck.model.finding import Severity
from mineralcheck.model.match import Candidate
from mineralcheck.reporters.columns import SMELTER_COLUMNS, Column, Kind, SmelterRow, Value, company_of
from mineralcheck.rules.texts import word

_CANDIDATES = 3


class AnswerRow(NamedTuple):
    """An answer of a file, about one mineral or about the company."""

    report: CheckReport
    mineral: str
    question: str
    answer: AnswerReport


def answers_of(report: CheckReport) -> Iterator[AnswerRow]:
    """Every answer of a file."""
    sub = report.submission
    if sub is None:
        return
    for mineral, by_question in sub.answers.items():
        for question, answer in by_question.items():
            yield AnswerRow(report, mineral, word(question), answer)
    for lettered, answer in sub.company_answers.items():
        yield AnswerRow(report, "", word(lettered), answer)
    for lettered, by_mineral in sub.mineral_company_answers.items():
        for mineral, answer in by_mineral.items():
            yield AnswerRow(report, mineral, word(lettered), answer)


def _date(sub: SubmissionReport | None) -> Value:
    return sub.effective_date if sub else None


def _count(severity: Severity) -> Column[CheckReport]:
    name = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "remarks"}[severity]
    return Column(name, lambda r: sum(f.severity is severity for f in r.findings), Kind.INTEGER)


def _candidate(row: SmelterRow, rank: int) -> Candidate | None:
    found = row.smelter.match.candidates
    return found[rank] if rank < len(found) else None


def _candidate_columns(rank: int) -> tuple[Column[SmelterRow], ...]:
    def name(row: SmelterRow) -> Value:
        found = _candidate(row, rank)
        return found.name if found else None

    def smelter_id(row: SmelterRow) -> Value:
        found = _candidate(row, rank)
        return found.smelter_id if found else None

    def score(row: SmelterRow) -> Value:
        found = _candidate(row, rank)
        return found.score if found else None

    label = f"candidate_{rank + 1}"
    return (
        Column(label, name),
        Column(f"{label}_id", smelter_id),
        Column(f"{label}_score", score, Kind.NUMBER),
    )


FILE_COLUMNS: tuple[Column[CheckReport], ...] = (
    Column("file", lambda r: r.path),
    Column("company", lambda r: company_of(r) or None),
    Column("verdict", lambda r: r.verdict.value),
    Column("family", lambda r: r.submission.template.family if r.submission else None),
    Column("version", lambda r: r.submission.template.version if r.submission else None),
    Column("language", lambda r: r.submission.template.language if r.submission else None),
    Column("scope", lambda r: r.submission.scope if r.submission else None),
    Column("effective_date", lambda r: _date(r.submission), Kind.DATE),
    Column("required_fields", lambda r: r.submission.required_items if r.submission else None, Kind.INTEGER),
    Column("open_fields", lambda r: len(r.submission.open_items) if r.submission else None, Kind.INTEGER),
    Column("smelter_rows", lambda r: len(r.submission.smelters) if r.submission else None, Kind.INTEGER),
    Column("matched_rows", lambda r: r.submission.matched_smelters if r.submission else None, Kind.INTEGER),
    *(_count(severity) for severity in Severity),
    Column("reason", lambda r: r.message),
    Column("sha256", lambda r: r.sha256),
)
_OF_DECLARED = ("file", "company", "row", "mineral", "declared_id", "declared_lookup", "declared_name")
UNRESOLVED_COLUMNS: tuple[Column[SmelterRow], ...] = (
    *(column for column in SMELTER_COLUMNS if column.name in _OF_DECLARED),
    *(column for column in SMELTER_COLUMNS if column.name in {"declared_country", "tier", "reason"}),
    *(column for rank in range(_CANDIDATES) for column in _candidate_columns(rank)),
)
ANSWER_COLUMNS: tuple[Column[AnswerRow], ...] = (
    Column("file", lambda r: r.report.path),
    Column("company", lambda r: company_of(r.report) or None),
    Column("mineral", lambda r: r.mineral or None),
    Column("question", lambda r: r.question),
    Column("cell", lambda r: r.answer.cell.address),
    Column("answer", lambda r: r.answer.value),
    Column("written", lambda r: r.answer.text or None),
    Column("comment", lambda r: r.answer.comment or None),
)
