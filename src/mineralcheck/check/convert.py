"""Submission, matches and statuses -> the report's own types."""

from mineralcheck.check.report import (
    AnswerReport,
    MineReport,
    ProductReport,
    SmelterReport,
    SubmissionReport,
)
from mineralcheck.model.match import Match, SmelterStatus
from mineralcheck.model.submission import Answer, MineRow, ProductRow, SmelterRow
from mineralcheck.rules.context import RuleContext


def submission_report(context: RuleContext) -> SubmissionReport:
    """Report on what was read and matched."""
    submission = context.submission
    rows = zip(submission.smelters, context.matches, context.statuses, strict=True)
    return SubmissionReport(
        template=submission.template,
        company={field: cell.text for field, cell in submission.fields.items()},
        scope=submission.scope,
        effective_date=submission.effective_date,
        minerals=submission.minerals,
        answers={
            mineral: {question: _answer(answer) for question, answer in by_question.items()}
            for mineral, by_question in submission.answers.items()
        },
        company_answers={question: _answer(a) for question, a in submission.company_answers.items()},
        mineral_company_answers={
            question: {mineral: _answer(answer) for mineral, answer in by_mineral.items()}
            for question, by_mineral in submission.mineral_company_answers.items()
        },
        smelters=tuple(_smelter(*row) for row in rows),
        mines=tuple(_mine(row) for row in submission.mines),
        products=tuple(_product(row) for row in submission.products),
        completeness=context.completeness,
    )


def _answer(answer: Answer) -> AnswerReport:
    return AnswerReport(
        cell=answer.cell.at, text=answer.cell.text, value=answer.value, comment=answer.comment.text
    )


def _smelter(row: SmelterRow, match: Match, status: SmelterStatus) -> SmelterReport:
    return SmelterReport(
        row=row.row,
        mineral=row.mineral,
        kind=row.kind,
        declared=row.declared,
        match=match,
        status=status,
        recycled=row.all_recycled_or_scrap.text,
        mine_names=row.mine_names.text,
        mine_countries=row.mine_countries.text,
    )


def _mine(row: MineRow) -> MineReport:
    return MineReport(
        row=row.row,
        mineral=row.mineral,
        smelter=row.smelter_names.text,
        name=row.mine_name.text,
        mine_id=row.mine_id.text,
        country=row.mine_country.text,
    )


def _product(row: ProductRow) -> ProductReport:
    return ProductReport(row=row.row, number=row.product_number.text, name=row.product_name.text)
