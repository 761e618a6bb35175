"""Company block, scope, minerals and answers -> cells of the Declaration sheet."""

from collections.abc import Iterator, Mapping, Sequence

from mineralcheck.filling.inputs import DeclarationInput, Given
from mineralcheck.filling.patching.changes import Typed
from mineralcheck.filling.patching.sheet_index import Place, place_of
from mineralcheck.filling.recalculation import serial
from mineralcheck.filling.template import Template
from mineralcheck.model.cells import CellRef, column_number
from mineralcheck.model.submission import CompanyField
from mineralcheck.model.text import fold
from mineralcheck.reader.answers import answer_key
from mineralcheck.templates.layout import COMMENT_COLUMN, DECLARATION, Layout, Minerals

LANGUAGE: Place = (3, 4)
_COMMENT = column_number(COMMENT_COLUMN)
_WHOLE = "100%"
_NOT_TEXT = frozenset({CompanyField.DECLARATION_SCOPE, CompanyField.EFFECTIVE_DATE})


def declaration_cells(template: Template, content: DeclarationInput, language: str) -> dict[Place, Typed]:
    """Typed cells of the Declaration sheet; what somebody left in the blank goes."""
    typed = dict.fromkeys(_leftovers(template), Typed(None))
    for place, value in (
        *_company(template, content),
        *_selection(template.layout.minerals, content.minerals),
        *_answers(template, content),
    ):
        typed[place] = Typed(value)
    if fold(template.submission.template.language or "") != fold(language):
        typed[LANGUAGE] = Typed(language)
    return typed


def _leftovers(template: Template) -> Iterator[Place]:
    """Inputs that are filled in although the template should be blank."""
    sub = template.submission
    answers = [
        *(answer for own in sub.answers.values() for answer in own.values()),
        *sub.company_answers.values(),
        *(answer for own in sub.mineral_company_answers.values() for answer in own.values()),
        *sub.stray_answers,
    ]
    cells = [*sub.fields.values(), *sub.selections, *sub.other_minerals]
    cells += [cell for answer in answers for cell in (answer.cell, answer.comment)]
    yield from ((cell.at.row, cell.at.column) for cell in cells if cell.value is not None)


def _company(template: Template, content: DeclarationInput) -> Iterator[tuple[Place, str | float]]:
    layout = template.layout
    for field, address in layout.fields.items():
        text = content.fields.get(field, "")
        if text and field not in _NOT_TEXT:
            yield place_of(address), text
    if content.scope:
        yield place_of(layout.fields[CompanyField.DECLARATION_SCOPE]), layout.scopes[content.scope][0]
    if content.effective_date:
        day = serial(content.effective_date, date1904=template.book.date1904)
        yield place_of(layout.fields[CompanyField.EFFECTIVE_DATE]), day


def _selection(cells: Minerals, minerals: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """The chosen minerals. A revision with a cell for each has a word for those that are not."""
    if not cells.selection:
        return
    if cells.delete_marker:
        for address, known in zip(cells.selection, cells.known, strict=True):
            yield place_of(address), known if known in minerals else cells.delete_marker.format(mineral=known)
        return
    for number, mineral in enumerate(minerals[: len(cells.selection)]):
        listed = not cells.other_marker or mineral in cells.known
        yield place_of(cells.selection[number]), mineral if listed else cells.other_marker or ""
        if not listed:
            yield place_of(cells.other[number]), mineral


def _answers(template: Template, content: DeclarationInput) -> Iterator[tuple[Place, str | float]]:
    layout = template.layout
    for question, asked in layout.questions.items():
        for number, mineral in enumerate(asked.minerals or content.minerals):
            given = content.answers.get(mineral, {}).get(question)
            yield from _answer(template, asked.cell(number), given)
    for topic, lettered in layout.company_questions.items():
        if lettered.cell:
            at = CellRef.parse(DECLARATION, lettered.cell)
            yield from _answer(template, at, content.company_answers.get(topic))
            continue
        first = CellRef.parse(DECLARATION, lettered.first or "")
        by_mineral: Mapping[str, Given] = content.mineral_company_answers.get(topic, {})
        for number, mineral in enumerate(content.minerals):
            at = first._replace(row=first.row + number)
            yield from _answer(template, at, by_mineral.get(mineral))


def _answer(template: Template, at: CellRef, given: Given | None) -> Iterator[tuple[Place, str | float]]:
    if given is None:
        return
    if given.value:
        whole = answer_key(given.value) == answer_key(_WHOLE) and template.share_is_number(at)
        yield (at.row, at.column), 1.0 if whole else given.value
    if given.comment:
        yield (at.row, _COMMENT), given.comment


def mineral_order(layout: Layout, minerals: Sequence[str]) -> tuple[str, ...]:
    """Minerals in the order in which the template will list them: its own, or by letter where it sorts."""
    if layout.minerals.names:
        return tuple(name for name in layout.minerals.names if name in minerals)
    return tuple(sorted(dict.fromkeys(minerals), key=fold))
