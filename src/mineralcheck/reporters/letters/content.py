"""What a letter says, before it has words and a layout. All text is fit to be shown (`terminal.safe`)."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A row of the table of what to change.

    `sheet` and `cells` are empty for what concerns the whole file; `question` is the name of the field,
    question or column; `found` says what is wrong, `expected` what should be, `fix` how to get there.
    """

    sheet: str
    cells: str
    question: str
    found: str
    expected: str
    fix: str


@dataclass(frozen=True)
class Clarification:
    """A smelter that is not matched: its row, what was declared, the nearest entries, what to do."""

    row: int
    mineral: str
    declared: str
    candidates: tuple[str, ...]
    fix: str


@dataclass(frozen=True)
class FileFeedback:
    """Feedback on one file; `unreadable` is the reason as the program has it, empty when it was read.

    `corrections` come from errors, `checks` from warnings; `marked` names the marked copy, if one is made.
    """

    name: str
    template: str = ""
    unreadable: str = ""
    corrections: tuple[Change, ...] = ()
    checks: tuple[Change, ...] = ()
    smelters: tuple[Clarification, ...] = ()
    marked: str = ""

    @property
    def all_well(self) -> bool:
        """Nothing to change and nothing to clarify."""
        return not (self.unreadable or self.corrections or self.checks or self.smelters)


@dataclass(frozen=True)
class Sender:
    """Who writes: a name for the signature and an address, either may be empty."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter to one supplier: feedback on its files or, without a file, a reminder.

    `missing` are the templates that were asked for and did not come, as far as that is known.
    """

    language: str
    supplier: str
    contact: str
    email: str
    files: tuple[FileFeedback, ...]
    date: dt.date
    sender: Sender
    due: dt.date | None = None
    missing: tuple[str, ...] = ()

    @property
    def is_reminder(self) -> bool:
        """Nothing came."""
        return not self.files

    @property
    def all_well(self) -> bool:
        """Everything that was asked for came and is in order."""
        return bool(self.files) and not self.missing and all(file.all_well for file in self.files)
