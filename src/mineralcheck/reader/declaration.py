"""The Declaration sheet: company block, answers per mineral, answers about the company's programme."""

from collections.abc import Iterator
from typing import NamedTuple

from mineralcheck.model.cells import Cell, CellRef, column_number
from mineralcheck.model.submission import Answer, CompanyField, CompanyQuestion, Question
from mineralcheck.reader.answers import read_answer
from mineralcheck.reader.landmarks import Form
from mineralcheck.reader.translations import Translations
from mineralcheck.templates.layout import COMMENT_COLUMN, DECLARATION, CompanyQuestionLayout, Layout

_COMMENT = column_number(COMMENT_COLUMN)
CompanyAnswers = dict[CompanyQuestion, Answer]
MineralCompanyAnswers = dict[CompanyQuestion, dict[str, Answer]]


class MineralAnswers(NamedTuple):
    """Answers by mineral and question, and those left in rows that have no mineral."""

    by_mineral: dict[str, dict[Question, Answer]]
    stray: tuple[Answer, ...]


def read_fields(declaration: Form, layout: Layout) -> dict[CompanyField, Cell]:
    """Cells of the company block."""
    refs = {field: CellRef.parse(DECLARATION, address) for field, address in layout.fields.items()}
    return {field: declaration.cell(ref.row, ref.column) for field, ref in refs.items()}


class DeclarationForm(NamedTuple):
    """The Declaration sheet with the translations of its workbook."""

    sheet: Form
    translations: Translations

    def answer(self, at: CellRef, choices: tuple[str, ...], label: str) -> Answer:
        """The answer in a cell, with its comment."""
        cell = self.sheet.cell(at.row, at.column)
        comment = self.sheet.cell(at.row, _COMMENT)
        value = read_answer(cell, choices, self.translations.english)
        return Answer(cell=cell, comment=comment, value=value, choices=choices, label=label)


def read_answers(form: DeclarationForm, layout: Layout, minerals: tuple[str, ...]) -> MineralAnswers:
    """Answers of the numbered questions."""
    found: dict[str, dict[Question, Answer]] = {mineral: {} for mineral in minerals}
    stray: list[Answer] = []
    for name, question in layout.questions.items():
        asked = question.minerals or minerals
        for index, mineral in enumerate(asked):
            choices = layout.choices(question, mineral)
            found[mineral][name] = form.answer(question.cell(index), choices, question.label)
        for index in range(len(asked), 0 if layout.minerals.names else layout.minerals.slots):
            answer = form.answer(question.cell(index), layout.choices(question), question.label)
            if not answer.cell.is_empty:
                stray.append(answer)
    return MineralAnswers(found, tuple(stray))


def read_company_answers(
    form: DeclarationForm, layout: Layout, minerals: tuple[str, ...]
) -> tuple[CompanyAnswers, MineralCompanyAnswers]:
    """Answers of the lettered questions: one for the company, or one per mineral."""
    company: CompanyAnswers = {}
    by_mineral: MineralCompanyAnswers = {}
    for name, question in layout.company_questions.items():
        if question.cell:
            at = CellRef.parse(DECLARATION, question.cell)
            company[name] = form.answer(at, layout.choices(question), question.label)
        else:
            by_mineral[name] = dict(_per_mineral(form, layout, question, minerals))
    return company, by_mineral


def _per_mineral(
    form: DeclarationForm, layout: Layout, question: CompanyQuestionLayout, minerals: tuple[str, ...]
) -> Iterator[tuple[str, Answer]]:
    first = CellRef.parse(DECLARATION, question.first or "")
    for index, mineral in enumerate(minerals):
        at = first._replace(row=first.row + index)
        yield mineral, form.answer(at, layout.choices(question, mineral), question.label)
