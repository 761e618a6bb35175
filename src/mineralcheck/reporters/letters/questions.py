"""How the cells of a template are called, in the reader's language."""

from collections.abc import Iterator, Mapping

from mineralcheck.check.report import SubmissionReport
from mineralcheck.model.cells import CellRef, column_number
from mineralcheck.model.finding import Finding
from mineralcheck.rules.texts import word
from mineralcheck.templates.layout import DECLARATION, Layout, Table
from mineralcheck.templates.registry import layout_for

_NAMING = ("question", "field", "missing")


class Questions:
    """Names of fields, questions and columns of one submission."""

    def __init__(self, sub: SubmissionReport, language: str) -> None:
        self._language = language
        layout = layout_for(sub.template.family, sub.template.layout)
        self._cells = dict(_answers(sub)) | (dict(_fields(layout)) if layout else {})
        self._columns = dict(_columns(layout)) if layout else {}

    def of(self, finding: Finding) -> str:
        """What the finding is about, empty when it is about no cell that has a name."""
        key = next((finding.terms[name] for name in _NAMING if name in finding.terms), "")
        if not key and finding.cell:
            at = finding.cell
            key = self._cells.get(at) or self._columns.get((at.sheet, at.column), "")
        return word(key, self._language) if key else ""


def _answers(sub: SubmissionReport) -> Iterator[tuple[CellRef, str]]:
    for mineral, by_question in sub.answers.items():
        yield from ((answer.cell, f"{question}|{mineral}") for question, answer in by_question.items())
    yield from ((answer.cell, str(question)) for question, answer in sub.company_answers.items())
    for question, by_mineral in sub.mineral_company_answers.items():
        yield from ((answer.cell, f"{question}|{mineral}") for mineral, answer in by_mineral.items())


def _fields(layout: Layout) -> Iterator[tuple[CellRef, str]]:
    for field, address in layout.fields.items():
        yield CellRef.parse(DECLARATION, address), str(field)


def _columns(layout: Layout) -> Iterator[tuple[tuple[str, int], str]]:
    tables: tuple[Table | None, ...] = (layout.smelters, layout.mines, layout.products)
    for table in tables:
        columns: Mapping[str, str] = table.columns if table else {}
        for name, letter in columns.items():
            if table:
                yield (table.sheet, column_number(letter)), name
