"""Where the cells of a sheet stand in its XML, and what formulas they hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from mineralcheck.filling.formulas.values import ErrorValue, Value
from mineralcheck.filling.patching.changes import read_text
from mineralcheck.filling.patching.markup_places import Attributes, End, Start, Stop, walk_places
from mineralcheck.model.cells import CellRef, column_letter

Place = tuple[int, int]
"""Row and column, from 1."""


class Sharing(Enum):
    """How a formula is stored."""

    OWN = "own"
    MASTER = "master"
    CHILD = "child"
    ARRAY = "array"


@dataclass(slots=True)
class FormulaSpan:
    """A formula: its text as it holds for `origin`, and the bytes of its element.

    The formulas of a shared group have the text of their master, and its place as the origin.
    """

    start: int
    end: int
    sharing: Sharing
    text: str
    origin: Place
    group: str = ""


@dataclass(slots=True)
class CellSpan:
    """A cell: the bytes of its element, its attributes, its formula, and its value as stored."""

    start: int
    end: int
    attributes: Attributes
    formula: FormulaSpan | None = None
    stored: str | None = None

    @property
    def result(self) -> Value:
        """The stored result of the formula; None when there is none."""
        if self.stored is None:
            return None
        kind = self.attributes.get("t", "n")
        if kind == "str":
            return read_text(self.stored)
        if kind == "e":
            return _ERRORS.get(self.stored, ErrorValue.VALUE)
        if kind == "b":
            return self.stored.strip() in ("1", "true")
        try:
            return float(self.stored)
        except ValueError:
            return None


_ERRORS = {error.value: error for error in ErrorValue}


@dataclass(slots=True)
class RowSpan:
    """A row: the bytes of its element, where its cells begin and end, and its cells by column."""

    start: int
    inside: int
    closing: int
    end: int
    attributes: Attributes
    cells: dict[int, CellSpan] = field(default_factory=dict)


@dataclass(slots=True)
class SheetIndex:
    """Rows of a sheet by number, in order; `beyond` is the byte at which a further row would begin.

    `columns` are the styles of columns (first, last, style), `lists` the sources of drop-down lists by the
    ranges they hold for, `arrays` the ranges of array formulas of more than one cell.
    """

    prefix: str = ""
    rows: dict[int, RowSpan] = field(default_factory=dict)
    beyond: int = -1
    empty_data: tuple[int, int] | None = None
    columns: list[tuple[int, int, str]] = field(default_factory=list)
    lists: list[tuple[str, str]] = field(default_factory=list)
    arrays: list[tuple[Place, Place]] = field(default_factory=list)

    def cell(self, row: int, column: int) -> CellSpan | None:
        """A cell that the sheet has an element for."""
        found = self.rows.get(row)
        return found.cells.get(column) if found else None

    def formula(self, row: int, column: int) -> FormulaSpan | None:
        """Formula of a cell."""
        cell = self.cell(row, column)
        return cell.formula if cell else None

    def style(self, row: int, column: int) -> str | None:
        """Style that a new cell takes over: that of its row, else of its column."""
        own = self.rows.get(row)
        if own and own.attributes.get("customFormat") in ("1", "true") and "s" in own.attributes:
            return own.attributes["s"]
        return next((style for first, last, style in self.columns if first <= column <= last), None)


def place_of(address: str) -> Place:
    """Row and column of an address such as `B5`."""
    at = CellRef.parse("", address)
    return at.row, at.column


def range_of(text: str) -> tuple[Place, Place]:
    """Corners of a range such as `B5:C7`, or of a single cell."""
    first, _, last = text.partition(":")
    return place_of(first), place_of(last or first)


def index_sheet(part: bytes, last_row: int | None = None) -> SheetIndex:
    """Index of a sheet; with `last_row`, reading stops behind that row.

    Raises UnreadableFileError for a sheet that is damaged or written in a way no spreadsheet program uses.
    """
    builder = _Builder(last_row)
    walk_places(part, builder.start, builder.end, builder.text)
    return builder.index


class _Builder:
    """Handlers that build an index; one use each."""

    def __init__(self, last_row: int | None) -> None:
        self.index = SheetIndex()
        self._last_row = last_row
        self._row_number = 0
        self._column = 0
        self._row: RowSpan | None = None
        self._cell: CellSpan | None = None
        self._start = 0
        self._text: list[str] | None = None
        self._range = ""
        self._formula: tuple[int, Attributes] | None = None
        self._masters: dict[str, FormulaSpan] = {}

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def start(self, tag: Start) -> None:
        match tag.name:
            case "c":
                self._start_cell(tag)
            case "f" if self._cell is not None:
                self._formula, self._text = (tag.at, tag.attributes), []
            case "v" if self._cell is not None:
                self._text = []
            case "row":
                self._start_row(tag)
            case "sheetData":
                self.index.prefix, self._start = tag.prefix, tag.at
            case "col":
                self._start_column(tag.attributes)
            case "dataValidation":
                self._range = tag.attributes.get("sqref", "")
            case "formula1" if self._range:
                self._text = []

    def end(self, tag: End) -> None:
        match tag.name:
            case "c":
                self._end_cell(tag)
            case "f" if self._formula is not None:
                self._end_formula(tag)
            case "v" if self._cell is not None:
                self._cell.stored, self._text = "".join(self._text or ()), None
            case "row":
                self._end_row(tag)
            case "sheetData":
                self.index.beyond = tag.at
                if tag.at == tag.behind:
                    self.index.empty_data = (self._start, tag.at)
            case "formula1" if self._text is not None:
                self.index.lists.append((self._range, "".join(self._text)))
                self._text, self._range = None, ""

    def _start_row(self, tag: Start) -> None:
        self._row_number = int(tag.attributes.get("r", self._row_number + 1))
        if self._last_row is not None and self._row_number > self._last_row:
            self.index.beyond = tag.at
            raise Stop
        self._column = 0
        self._row = RowSpan(tag.at, tag.inside, -1, -1, tag.attributes)

    def _end_row(self, tag: End) -> None:
        if self._row is not None:
            self._row.closing, self._row.end = tag.at, tag.behind
            self.index.rows[self._row_number] = self._row
            self._row = None

    def _start_cell(self, tag: Start) -> None:
        self._cell = CellSpan(tag.at, -1, tag.attributes)
        self._text = None
        reference = tag.attributes.get("r")
        self._column = place_of(reference)[1] if reference else self._column + 1

    def _end_cell(self, tag: End) -> None:
        if self._cell is not None and self._row is not None:
            self._cell.end = tag.behind
            if "r" not in self._cell.attributes:
                place = f"{column_letter(self._column)}{self._row_number}"
                self._cell.attributes = {"r": place, **self._cell.attributes}
            self._row.cells[self._column] = self._cell
        self._cell = None

    def _end_formula(self, tag: End) -> None:
        assert self._formula is not None
        assert self._cell is not None
        (start, attributes), text = self._formula, "".join(self._text or ())
        self._formula = self._text = None
        here = (self._row_number, self._column)
        span = FormulaSpan(start, tag.behind, Sharing.OWN, text, here, attributes.get("si", ""))
        if attributes.get("t") == "shared":
            self._share(span)
        elif attributes.get("t") in ("array", "dataTable"):
            span.sharing = Sharing.ARRAY
            self.index.arrays.append(range_of(attributes.get("ref", "A1")))
        self._cell.formula = span

    def _share(self, span: FormulaSpan) -> None:
        if span.text:
            span.sharing = Sharing.MASTER
            self._masters[span.group] = span
            return
        master = self._masters.get(span.group)
        span.sharing = Sharing.CHILD
        if master is not None:
            span.text, span.origin = master.text, master.origin

    def _start_column(self, attributes: Attributes) -> None:
        if "style" in attributes:
            first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            self.index.columns.append((first, last, attributes["style"]))


def formulas_of(index: SheetIndex) -> Mapping[Place, FormulaSpan]:
    """All formulas of a sheet by place, in order."""
    return {
        (number, column): cell.formula
        for number, row in index.rows.items()
        for column, cell in row.cells.items()
        if cell.formula is not None
    }
