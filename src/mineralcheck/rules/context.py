"""What a rule may look at, and what it says when something is wrong."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.model.cells import Cell, CellRef
from mineralcheck.model.finding import Finding
from mineralcheck.model.match import Match, SmelterStatus
from mineralcheck.model.submission import Answer, CompanyField, SmelterRow, Submission
from mineralcheck.model.text import fold
from mineralcheck.reference.entries import ReferenceIndex
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings
from mineralcheck.templates.layout import Layout


@dataclass(frozen=True)
class Problem:
    """One thing a rule found; the engine stamps code, name, severity and text on it.

    `params` fill the placeholders of the rule's texts literally; `terms` fill them with a word that is
    translated: `{"field": "company_name"}`, or `supplier_response|Tin` for a question of one mineral.
    `expected` is for literal text only (a drop-down list); the catalogue holds what can be said in words.
    """

    at: Cell | CellRef | None
    found: str | None = None
    expected: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> CellRef | None:
        """Where it is."""
        return self.at.at if isinstance(self.at, Cell) else self.at


@dataclass(frozen=True)
class RuleContext:
    """One submission and all that is known about it; rules read it and change nothing.

    `matches` and `statuses` run parallel to `submission.smelters`; `today` is the day of the run
    (`--as-of`, so that a run can be repeated years later);
    `settings` is what the company accepts (the engine puts it here). `lookup_changes` describes rows of the
    file's own Smelter Look-up that other files of its revision do not have. `findings` is what the rules
    found, for the rules about waivers, which run last.
    """

    submission: Submission
    layout: Layout
    completeness: tuple[CompletenessItem, ...]
    matches: tuple[Match, ...]
    statuses: tuple[SmelterStatus, ...]
    reference: ReferenceIndex
    today: dt.date
    settings: Settings = DEFAULT_SETTINGS
    lookup_changes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def is_supplier(self, name: str) -> bool:
        """Whether a name in a list of the company means the supplier of the file.

        It does when the file states it as company name or as unique ID of the company.
        """
        stated = (CompanyField.COMPANY_NAME, CompanyField.COMPANY_UNIQUE_ID)
        return fold(name) in {fold(self.submission.text(field)) for field in stated} - {""}

    def matched_rows(self) -> tuple[tuple[SmelterRow, Match], ...]:
        """Smelter rows with their matches."""
        return tuple(zip(self.submission.smelters, self.matches, strict=True))

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Every answer of the form with the key of its name, such as `supplier_response|Tin`."""
        submission = self.submission
        for mineral, by_question in submission.answers.items():
            yield from ((f"{question}|{mineral}", answer) for question, answer in by_question.items())
        yield from ((str(question), answer) for question, answer in submission.company_answers.items())
        for lettered, by_mineral in submission.mineral_company_answers.items():
            yield from ((f"{lettered}|{mineral}", answer) for mineral, answer in by_mineral.items())

    @cached_property
    def declaration_cells(self) -> Mapping[CellRef, Cell]:
        """Cells of the Declaration sheet that were read, by place."""
        answers = [answer for _, answer in self.answers()]
        cells = [
            *self.submission.fields.values(),
            *self.submission.selections,
            *self.submission.other_minerals,
            *(answer.cell for answer in answers),
            *(answer.comment for answer in answers),
        ]
        return {cell.at: cell for cell in cells}
