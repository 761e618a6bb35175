"""Findings and smelters as rows with typed columns: what CSV, Excel and Parquet have in common."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from mineralcheck.check.report import CheckReport, SmelterReport
from mineralcheck.check.run import Run
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.submission import CompanyField

Value = str | int | float | dt.date | None
Row = TypeVar("Row")


class Kind(StrEnum):
    """Type of a column."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its name in data formats, and how a row comes to its value."""

    name: str
    value: Callable[[Row], Value]
    kind: Kind = Kind.TEXT


class FindingRow(NamedTuple):
    """A finding of a file; an unreadable file is one row without a finding."""

    report: CheckReport
    finding: Finding | None


class SmelterRow(NamedTuple):
    """A row of the Smelter List of a file."""

    report: CheckReport
    smelter: SmelterReport


def company_of(report: CheckReport) -> str:
    """Name of the company as declared, empty when there is none."""
    return report.submission.company.get(CompanyField.COMPANY_NAME, "") if report.submission else ""


def finding_rows(run: Run) -> Iterator[FindingRow]:
    """Every finding of every file, in order."""
    for report in run.results:
        yield from findings_of(report)


def findings_of(report: CheckReport) -> Iterator[FindingRow]:
    """Findings of a file."""
    if report.submission is None:
        yield FindingRow(report, None)
    yield from (FindingRow(report, finding) for finding in report.findings)


def smelter_rows(run: Run) -> Iterator[SmelterRow]:
    """Every declared smelter of every file, in order."""
    for report in run.results:
        yield from smelters_of(report)


def smelters_of(report: CheckReport) -> Iterator[SmelterRow]:
    """Declared smelters of a file."""
    if report.submission:
        yield from (SmelterRow(report, smelter) for smelter in report.submission.smelters)


def _of_finding(value: Callable[[Finding], Value], otherwise: Value = None) -> Callable[[FindingRow], Value]:
    return lambda row: value(row.finding) if row.finding else otherwise


def _message(row: FindingRow) -> Value:
    return row.finding.message if row.finding else row.report.message


def _family(report: CheckReport) -> Value:
    return report.submission.template.family if report.submission else None


def _version(report: CheckReport) -> Value:
    return report.submission.template.version if report.submission else None


def candidates_text(smelter: SmelterReport) -> str:
    """Candidates on one line, best first: `Kestrel Tin Works (CID999001, 93)`."""
    found = smelter.match.candidates
    return "; ".join(f"{one.name} ({one.smelter_id}, {one.score:.0f})" for one in found)


FINDING_COLUMNS: tuple[Column[FindingRow], ...] = (
    Column("file", lambda row: row.report.path),
    Column("company", lambda row: company_of(row.report) or None),
    Column("family", lambda row: _family(row.report)),
    Column("version", lambda row: _version(row.report)),
    Column("verdict", lambda row: row.report.verdict.value),
    Column("severity", _of_finding(lambda f: f.severity.value, Severity.ERROR.value)),
    Column("code", _of_finding(lambda f: f.code)),
    Column("name", _of_finding(lambda f: f.name)),
    Column("sheet", _of_finding(lambda f: f.cell.sheet if f.cell else None)),
    Column("cell", _of_finding(lambda f: f.cell.address if f.cell else None)),
    Column("message", _message),
    Column("found", _of_finding(lambda f: f.found)),
    Column("expected", _of_finding(lambda f: f.expected)),
    Column("fix", _of_finding(lambda f: f.fix)),
)

SMELTER_COLUMNS: tuple[Column[SmelterRow], ...] = (
    Column("file", lambda row: row.report.path),
    Column("company", lambda row: company_of(row.report) or None),
    Column("row", lambda row: row.smelter.row, Kind.INTEGER),
    Column("mineral", lambda row: row.smelter.mineral or row.smelter.declared.mineral or None),
    Column("declared_id", lambda row: row.smelter.declared.smelter_id or None),
    Column("declared_lookup", lambda row: row.smelter.declared.lookup or None),
    Column("declared_name", lambda row: row.smelter.declared.name or None),
    Column("declared_country", lambda row: row.smelter.declared.country or None),
    Column("tier", lambda row: row.smelter.match.tier.value),
    Column("smelter_id", lambda row: row.smelter.match.smelter_id),
    Column("name", lambda row: row.smelter.match.name),
    Column("country", lambda row: row.smelter.match.country),
    Column("score", lambda row: row.smelter.match.score, Kind.NUMBER),
    Column("reason", lambda row: row.smelter.match.reason or None),
    Column("candidates", lambda row: candidates_text(row.smelter) or None),
    Column("status", lambda row: row.smelter.status.value.value),
    Column("status_text", lambda row: row.smelter.status.text),
    Column("status_as_of", lambda row: row.smelter.status.as_of, Kind.DATE),
    Column("status_source", lambda row: row.smelter.status.source),
)
