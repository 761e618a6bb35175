"""A letter in words: paragraphs, headings and tables in their order, whatever file they end up in."""

from collections.abc import Iterator
from dataclasses import dataclass

from mineralcheck.reporters.letters.content import Change, Clarification, FileFeedback, Letter
from mineralcheck.reporters.letters.texts import Texts, Wording
from mineralcheck.reporters.terminal import safe


@dataclass(frozen=True)
class Block:
    """A part of a letter: `kind` is paragraph, heading, subheading or table.

    `lines` are the lines of a text; `header`, `rows` and `widths` (shares of the line) those of a table, in
    which a cell may have several lines.
    """

    kind: str
    lines: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class Document:
    """A letter ready to be laid out."""

    language: str
    subject: str
    date: str
    sender: str
    blocks: tuple[Block, ...]


def compose(letter: Letter, wording: Wording) -> Document:
    """Put a letter into words."""
    return _Composer(letter, wording).document()


class _Composer:
    def __init__(self, letter: Letter, wording: Wording) -> None:
        self._letter = letter
        self._wording = wording
        self._texts: Texts = wording.of(letter.language)
        self._values: dict[str, object] = {
            "supplier": letter.supplier,
            "contact": letter.contact,
            "files": letter.files,
            "missing": letter.missing,
            "sender": letter.sender.name,
            "date": wording.date(letter.date, letter.language),
            "due": wording.date(letter.due, letter.language) if letter.due else "",
        }

    def document(self) -> Document:
        """The whole letter."""
        letter, texts = self._letter, self._texts
        subject, opening = texts.subject_changes, texts.opening_changes
        if letter.is_reminder:
            subject, opening = texts.subject_reminder, texts.opening_reminder
        elif letter.all_well:
            subject, opening = texts.subject_well, texts.opening_well
        blocks = [*self._paragraphs(texts.greeting), *self._paragraphs(opening)]
        for file in letter.files:
            blocks += self._file(file)
        if letter.missing and letter.files:
            blocks += self._paragraphs(texts.still_missing)
        blocks += self._paragraphs(texts.closing)
        if letter.sender.name:
            blocks.append(Block("paragraph", (safe(letter.sender.name),)))
        return Document(
            language=letter.language,
            subject=" ".join(self._fill(subject).split()),
            date=str(self._values["date"]),
            sender=safe(letter.sender.name),
            blocks=tuple(blocks),
        )

    def _fill(self, template: str, **more: object) -> str:
        filled = self._wording.fill(template, **self._values | more)
        return "\n".join(safe(line) for line in filled.split("\n"))

    def _paragraphs(self, template: str, **more: object) -> Iterator[Block]:
        for paragraph in self._fill(template, **more).split("\n\n"):
            lines = tuple(line.strip() for line in paragraph.strip().split("\n"))
            if any(lines):
                yield Block("paragraph", lines)

    def _heading(self, kind: str, text: str) -> Block:
        return Block(kind, (safe(text),))

    def _file(self, file: FileFeedback) -> Iterator[Block]:
        texts = self._texts
        yield self._heading("heading", f"{file.name} ({file.template})" if file.template else file.name)
        if file.unreadable:
            reason = texts.unreadable.get(file.unreadable, texts.unreadable["not_readable"])
            yield from self._paragraphs(reason, file=file)
        elif file.all_well:
            yield from self._paragraphs(texts.file_well, file=file)
        for heading, note, changes in (
            (texts.corrections, texts.corrections_note, file.corrections),
            (texts.checks, texts.checks_note, file.checks),
        ):
            if changes:
                yield self._heading("subheading", self._fill(heading, file=file))
                yield from self._paragraphs(note, file=file)
                yield self._changes(changes)
        if file.smelters:
            yield self._heading("subheading", self._fill(texts.smelters, file=file))
            yield from self._paragraphs(texts.smelters_note, file=file)
            yield self._smelters(file.smelters)
        if file.marked:
            yield from self._paragraphs(texts.file_marked, file=file)

    def _changes(self, changes: tuple[Change, ...]) -> Block:
        names = self._texts.columns
        header = (names.sheet, names.cell, names.question, names.found, names.expected, names.fix)
        rows = tuple(
            (
                (one.sheet or self._fill(self._texts.whole_file),),
                (one.cells,),
                (one.question,),
                (one.found,),
                (one.expected,),
                (one.fix,),
            )
            for one in changes
        )
        return Block("table", header=header, rows=rows, widths=(13, 10, 16, 24, 18, 19))

    def _smelters(self, smelters: tuple[Clarification, ...]) -> Block:
        names = self._texts.columns
        header = (names.row, names.mineral, names.declared, names.candidates, names.fix)
        none = (self._fill(self._texts.no_candidate),)
        fix = self._fill(self._texts.smelter_fix)
        rows = tuple(
            ((str(one.row),), (one.mineral,), (one.declared,), one.candidates or none, (one.fix or fix,))
            for one in smelters
        )
        return Block("table", header=header, rows=rows, widths=(7, 12, 25, 28, 28))
