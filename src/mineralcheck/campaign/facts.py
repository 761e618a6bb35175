"""A check report -> rows of the store. What later figures count is decided here, once."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from mineralcheck.check.report import AnswerReport, CheckReport, SmelterReport, SubmissionReport
from mineralcheck.matching.reasons import Reason
from mineralcheck.model.cells import CellRef
from mineralcheck.model.finding import Severity
from mineralcheck.model.match import MatchIssue, Tier
from mineralcheck.model.submission import CompanyField, SmelterKind
from mineralcheck.model.text import clean, fold
from mineralcheck.reader.minerals import canonical_mineral
from mineralcheck.rules.usage import GATES, use_by
from mineralcheck.templates.layout import DECLARATION, Layout
from mineralcheck.templates.registry import layout_for

_RETIRED_MARK = Reason.RETIRED.partition("{")[0]
_SUGGESTED = 3
_NEAR = 50.0

Row = Sequence[str | int | float | None]


class Found(StrEnum):
    """What became of a smelter row: matched to an entry of the list, not in it, or not yet identified."""

    IDENTIFIED = "identified"
    UNLISTED = "unlisted"
    UNIDENTIFIED = "unidentified"


def found_of(row: SmelterReport) -> Found:
    """Which of the three a row is; a suggestion is not in the list until a person accepts it."""
    if row.match.tier.matched:
        return Found.IDENTIFIED
    if row.match.tier is Tier.UNIDENTIFIED or row.kind is SmelterKind.NOT_IDENTIFIED:
        return Found.UNIDENTIFIED
    return Found.UNLISTED


def report_row(report: CheckReport) -> Row:
    """The row of a report itself, from its outcome on."""
    sub = report.submission
    severities = [finding.severity for finding in report.findings]
    head = (
        report.outcome.value,
        report.reason.value if report.reason else None,
        report.message,
        report.verdict.value,
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
    )
    if sub is None:
        return (*head, 0, 0, None, None, None, None, "", "", "[]", None, "", *([None] * 5))
    return (*head, sub.required_items, len(sub.open_items), *_declaration(sub))


def _declaration(sub: SubmissionReport) -> Row:
    template, layout = sub.template, layout_for(sub.template.family, sub.template.layout)
    mails = (sub.company.get(f, "") for f in (CompanyField.CONTACT_EMAIL, CompanyField.AUTHORIZER_EMAIL))
    return (
        template.family.value,
        template.version,
        template.layout,
        template.language,
        sub.company.get(CompanyField.COMPANY_NAME, ""),
        sub.company.get(CompanyField.COMPANY_UNIQUE_ID, ""),
        json.dumps([mail for mail in mails if mail], ensure_ascii=False),
        sub.scope.value if sub.scope else None,
        sub.company.get(CompanyField.SCOPE_DESCRIPTION, ""),
        sub.effective_date.isoformat() if sub.effective_date else None,
        _field_cell(layout, CompanyField.COMPANY_NAME),
        _field_cell(layout, CompanyField.DECLARATION_SCOPE),
        _digest(smelter_lines(sub)),
        _digest(_answer_lines(sub)),
    )


def _field_cell(layout: Layout | None, field: CompanyField) -> str | None:
    address = layout.fields.get(field) if layout else None
    return f"{DECLARATION}!{address}" if address else None


def _digest(lines: Iterable[str]) -> str | None:
    listed = sorted(set(lines))
    return hashlib.sha256("\n".join(listed).encode()).hexdigest() if listed else None


def smelter_lines(sub: SubmissionReport) -> Iterator[str]:
    """A line per smelter, however it was declared: two lists are the same when these are."""
    for row in sub.smelters:
        declared = row.declared
        yield smelter_line(
            mineral_of(row), row.match.smelter_id, declared.name, declared.lookup, declared.smelter_id
        )


def smelter_line(mineral: str, smelter_id: str | None, name: str, lookup: str, declared_id: str) -> str:
    """What tells a smelter from others under its mineral, however it was declared."""
    return f"{mineral}\t{smelter_id or fold(name or lookup or declared_id)}"


def named_smelters(lines: Iterable[str]) -> frozenset[str]:
    """Those of the lines that name a smelter; rows for smelters not yet identified are all alike."""
    return frozenset(line for line in lines if not line.endswith("\t"))


def _answer_lines(sub: SubmissionReport) -> Iterator[str]:
    for question, mineral, answer in answers_of(sub):
        yield f"{question}\t{mineral}\t{fold(answer.shown or '')}\t{fold(answer.comment)}"


@lru_cache(maxsize=4096)
def mineral_name(text: str) -> str:
    """Name under which a mineral is counted: that of the templates, else as written but for case."""
    return canonical_mineral(text) or clean(text).capitalize()


def mineral_of(row: SmelterReport) -> str:
    """Mineral of a smelter row."""
    return mineral_name(row.mineral or row.declared.mineral)


def answers_of(sub: SubmissionReport) -> Iterator[tuple[str, str, AnswerReport]]:
    """Every answer with its question and mineral; the mineral is blank for questions about the company."""
    for mineral, by_question in sub.answers.items():
        for question, answer in by_question.items():
            yield question.value, mineral_name(mineral), answer
    for asked, answer in sub.company_answers.items():
        yield asked.value, "", answer
    for asked, by_mineral in sub.mineral_company_answers.items():
        for mineral, answer in by_mineral.items():
            yield asked.value, mineral_name(mineral), answer


def rows_of_tables(report: CheckReport) -> Iterator[tuple[str, Iterable[Row]]]:
    """Rows of the other tables, without the id of the report."""
    yield "finding", _finding_rows(report)
    sub = report.submission
    if sub is None:
        return
    layout = layout_for(sub.template.family, sub.template.layout)
    yield "declared_mineral", _declared_rows(sub)
    yield "answer", _answer_rows(sub)
    yield "smelter_row", _smelter_rows(sub, layout)
    yield "mine_row", _mine_rows(sub, layout)
    yield "product_row", ((row.row, row.number, row.name) for row in sub.products)


def _finding_rows(report: CheckReport) -> Iterator[Row]:
    for position, one in enumerate(report.findings):
        cell = str(one.cell) if one.cell else None
        yield position, one.code, one.name, one.severity.value, cell, one.message, one.fix


def _declared_rows(sub: SubmissionReport) -> Iterator[Row]:
    """Minerals by name; of two that come to the same name the first counts."""
    seen: set[str] = set()
    for mineral in sub.minerals:
        name = mineral_name(mineral)
        if name not in seen:
            seen.add(name)
            answers = sub.answers.get(mineral, {})
            gates = [answers[gate] for gate in GATES if gate in answers]
            use = use_by(sub.template, [answer.value for answer in gates])
            yield name, use.value, str(gates[0].cell) if gates else None


def _answer_rows(sub: SubmissionReport) -> Iterator[Row]:
    seen: set[tuple[str, str]] = set()
    for question, mineral, answer in answers_of(sub):
        if (question, mineral) not in seen:
            seen.add((question, mineral))
            yield question, mineral, str(answer.cell), answer.value, answer.text, answer.comment


def _smelter_rows(sub: SubmissionReport, layout: Layout | None) -> Iterator[Row]:
    sheet, named = _place_of(layout, "smelter_lookup", "smelter_name")
    _, origin = _place_of(layout, "mine_countries")
    for row in sub.smelters:
        yield _smelter_row(row, f"{sheet}!{named}{row.row}", f"{sheet}!{origin}{row.row}")


def _smelter_row(row: SmelterReport, cell: str, origin_cell: str) -> Row:
    match, status, declared = row.match, row.status, row.declared
    near = (one for one in match.candidates if one.score >= _NEAR or one.smelter_id == declared.smelter_id)
    suggestions = [[one.smelter_id, one.name, one.score] for one in near][:_SUGGESTED]
    return (
        row.row,
        cell,
        mineral_of(row),
        declared.smelter_id,
        declared.lookup,
        declared.name,
        declared.country,
        match.tier.value,
        found_of(row).value,
        match.smelter_id,
        match.name,
        match.country,
        _retired(row),
        json.dumps(suggestions, ensure_ascii=False),
        status.value.value,
        status.text,
        status.as_of.isoformat() if status.as_of else None,
        status.source,
        status.programme,
        status.reassessment_due.isoformat() if status.reassessment_due else None,
        row.recycled,
        row.mine_names,
        row.mine_countries,
        origin_cell,
    )


def _retired(row: SmelterReport) -> str | None:
    """Why a smelter is gone from the newest list, from the reason of its match."""
    if MatchIssue.RETIRED not in row.match.issues:
        return None
    return row.match.reason.rpartition(_RETIRED_MARK)[2].rstrip(".") or "gone from the newest list"


def _place_of(layout: Layout | None, *columns: str) -> tuple[str, str]:
    """Sheet and letter of the first of these columns of the Smelter List that the revision has."""
    table = layout.smelters if layout else None
    if table is None:
        return "Smelter List", "A"
    return table.sheet, next((table.columns[name] for name in columns if name in table.columns), "A")


def _mine_rows(sub: SubmissionReport, layout: Layout | None) -> Iterator[Row]:
    table = layout.mines if layout else None
    for row in sub.mines:
        column = table.column("mine_country") if table else 0
        cell = str(CellRef(table.sheet if table else "Mine List", row.row, column or 1))
        mineral = mineral_name(row.mineral or "")
        yield row.row, cell, mineral, row.smelter, row.name, row.mine_id, row.country
