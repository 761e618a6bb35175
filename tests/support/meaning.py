"""What a submission says, without the places where it says so."""

from mineralcheck.model.cells import Cell
from mineralcheck.model.submission import Answer, Submission


def _texts(row: object) -> tuple[str, ...]:
    cells = [value for value in vars(row).values() if isinstance(value, Cell)]
    return tuple(cell.raw for cell in cells)


def _answer(answer: Answer) -> tuple[str, str, str | None]:
    return answer.cell.raw, answer.comment.raw, answer.value


def meaning(submission: Submission) -> dict[str, object]:
    """All values by name, in order."""
    return {
        "fields": {field: cell.raw for field, cell in submission.fields.items()},
        "scope": submission.scope,
        "date": submission.effective_date,
        "minerals": submission.minerals,
        "answers": {
            mineral: {question: _answer(answer) for question, answer in asked.items()}
            for mineral, asked in submission.answers.items()
        },
        "company": {question: _answer(answer) for question, answer in submission.company_answers.items()},
        "by mineral": {
            question: {mineral: _answer(answer) for mineral, answer in asked.items()}
            for question, asked in submission.mineral_company_answers.items()
        },
        "selections": [cell.raw for cell in (*submission.selections, *submission.other_minerals)],
        "smelters": [(row.declared, row.kind, row.mineral, _texts(row)) for row in submission.smelters],
        "mines": [(row.mineral, _texts(row)) for row in submission.mines],
        "products": [_texts(row) for row in submission.products],
        "reasons": [_texts(row) for row in submission.mineral_reasons],
    }
