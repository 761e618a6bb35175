"""Predicates that the Checkers of all families share; "blank" is what a spreadsheet formula calls blank."""

from collections.abc import Callable, Iterable, Sequence

from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.model.cells import Cell
from mineralcheck.model.submission import (
    Answer,
    CompanyField,
    CompanyQuestion,
    Question,
    Scope,
    SmelterRow,
    Submission,
)
from mineralcheck.templates.layout import NOT_LISTED, Layout

F = CompanyField
Gate = Callable[[str], bool]


def item(
    cell: Cell, topic: str, *, required: bool, incomplete: bool, mineral: str | None = None
) -> CompletenessItem:
    """Item of a Checker row that points at a cell."""
    return CompletenessItem(
        id=str(cell.at),
        cell=cell.at,
        topic=topic,
        mineral=mineral,
        required=required,
        complete=not incomplete,
    )


def named(
    name: str, topic: str, *, required: bool, incomplete: bool, mineral: str | None = None
) -> CompletenessItem:
    """Item of a Checker row about a list."""
    return CompletenessItem(
        id=name, cell=None, topic=topic, mineral=mineral, required=required, complete=not incomplete
    )


def is_one_of(cell: Cell, options: Iterable[str]) -> bool:
    """Equal to one of the texts as Excel compares: no case, but every space."""
    return any(cell.equals(option) for option in options)


def _without_at(cell: Cell) -> bool:
    return "@" not in cell.raw


def company_items(
    submission: Submission, layout: Layout, order: Sequence[CompanyField], *, emails: bool = True
) -> list[CompletenessItem]:
    """Rows of the company block: all are required but the description, which depends on the scope."""
    found = []
    for field in order:
        cell = submission.fields[field]
        blank = cell.is_blank
        required = True
        if field is F.SCOPE_DESCRIPTION:
            required = _needs_description(submission, layout)
        elif emails and field in (F.CONTACT_EMAIL, F.AUTHORIZER_EMAIL):
            blank = _without_at(cell)
        found.append(item(cell, field, required=required, incomplete=blank))
    return found


def _needs_description(submission: Submission, layout: Layout) -> bool:
    """Scope filled, and not exactly the company or the product option: so any foreign text, too."""
    cell = submission.fields[F.DECLARATION_SCOPE]
    plain = (*layout.scopes[Scope.COMPANY], *layout.scopes[Scope.PRODUCT])
    return not cell.is_blank and not is_one_of(cell, plain)


def question_items(
    submission: Submission,
    question: Question,
    required: Gate,
    incomplete: Callable[[str, Cell], bool] | None = None,
) -> list[CompletenessItem]:
    """Rows of one question; incomplete when blank unless another test is given."""
    found = []
    for mineral in submission.minerals:
        answer = submission.answers[mineral].get(question)
        if answer:
            cell = answer.cell
            bad = incomplete(mineral, cell) if incomplete else cell.is_blank
            found.append(item(cell, question, required=required(mineral), incomplete=bad, mineral=mineral))
    return found


def company_question_items(
    submission: Submission, *, required: bool, surveys: bool = False
) -> dict[CompanyQuestion, list[CompletenessItem]]:
    """Rows of the lettered questions; with `surveys` the format of E is checked too."""
    found = {}
    for question, answer in submission.company_answers.items():
        blank = answer.cell.is_blank
        if surveys and question is CompanyQuestion.SUPPLIERS_SURVEYED:
            blank = _survey_open(answer)
        found[question] = [item(answer.cell, question, required=required, incomplete=blank)]
        if question is CompanyQuestion.POLICY_PUBLIC:
            found[question].append(_url_item(answer, required=required))
    return found


def _url_item(answer: Answer, *, required: bool) -> CompletenessItem:
    """The policy's address in the comment: required with the answer Yes, complete from two characters on."""
    asked = required and answer.cell.equals("Yes")
    return item(answer.comment, "policy_url", required=asked, incomplete=len(answer.comment.raw) < 2)


def _survey_open(answer: Answer) -> bool:
    other = answer.choices[1]
    return not is_one_of(answer.cell, answer.choices) or (
        answer.cell.equals(other) and answer.comment.is_blank
    )


def products_item(submission: Submission, layout: Layout) -> CompletenessItem:
    """The Product List: required for product scope; the Checker looks at its first row only."""
    required = is_one_of(submission.fields[F.DECLARATION_SCOPE], layout.scopes[Scope.PRODUCT])
    first = [row for row in submission.products if row.row == layout.products.first_row]
    incomplete = not first or first[0].product_number.is_blank
    return named("products", "products", required=required, incomplete=incomplete)


def unlisted_items(submission: Submission, *, only_one: bool = False) -> CompletenessItem:
    """Rows "Smelter not listed" must have name and country.

    An id in column A that the look-up does not know makes the official row an error instead of a verdict; it
    is then neither required nor open. With `only_one` (CRT, EMRT 1.1 and 1.11) the row counts the bad entries
    and turns red for exactly one.
    """
    rows = [row for row in submission.smelters if row.smelter_lookup.equals(NOT_LISTED)]
    bad = sum(row.smelter_name.is_blank or row.smelter_country.is_blank for row in rows)
    failed = not only_one and any(row.smelter_lookup.error for row in submission.smelters)
    incomplete = bad == 1 if only_one else bad > 0
    return named(
        "smelters.not_listed",
        "smelters.not_listed",
        required=bool(rows) and not failed,
        incomplete=incomplete,
    )


def counted_rows(submission: Submission, layout: Layout) -> tuple[SmelterRow, ...]:
    """Smelter rows inside the range that the Checker examines."""
    return tuple(row for row in submission.smelters if row.row <= layout.smelters.last_row)


def smelter_items(submission: Submission, required: Gate, listed: Gate) -> list[CompletenessItem]:
    """One row per mineral: the Smelter List must name it, by the test that the revision uses."""
    return [
        named(f"smelters.{m}", "smelters", required=required(m), incomplete=not listed(m), mineral=m)
        for m in submission.minerals
    ]
