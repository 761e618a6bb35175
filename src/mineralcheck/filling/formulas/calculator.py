"""Results of formulas, calculated when they are asked for and remembered."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from mineralcheck.filling.formulas.syntax import (
    Call,
    Constant,
    Name,
    Node,
    Operation,
    Reference,
    parse,
    relative_form,
)
from mineralcheck.filling.formulas.values import (
    ErrorValue,
    FormulaError,
    NotCalculable,
    Value,
    compare,
    equal,
    number_of,
    text_of,
)

# Parts inside each other, over all formulas that rest on each other; the templates reach 21.
_DEEPEST = 120


class Origin(NamedTuple):
    """The cell of a formula."""

    sheet: str
    row: int
    column: int


class Area(NamedTuple):
    """A range of cells."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_cell(self) -> bool:
        """Whether the range is one cell."""
        return self.top == self.bottom and self.left == self.right


Operand = Value | Area | list[Value]
"""What a part of a formula gives: a value, a range, or the values of an array."""


class StoredFormula(NamedTuple):
    """A formula with the cell for which its text holds; a copy of a shared formula lies elsewhere."""

    text: str
    row: int
    column: int


class Cells(Protocol):
    """The workbook as the calculator sees it."""

    def formula(self, sheet: str, row: int, column: int) -> StoredFormula | None:
        """Formula of a cell, None when it holds a value (or a result that stays as it is)."""

    def value(self, sheet: str, row: int, column: int) -> Value:
        """Value of a cell without a formula."""

    def last_row(self, sheet: str) -> int:
        """Last row of a sheet that holds anything; raises KeyError when there is no such sheet."""

    def name(self, sheet: str, name: str) -> str | None:
        """What a defined name stands for on a sheet."""


Function = Callable[["Calculator", tuple[Node | None, ...], Origin], Operand]


class Calculator:
    """Calculates the formulas of a workbook. The functions are those of `functions`."""

    def __init__(self, cells: Cells, functions: dict[str, Function]) -> None:
        self.cells = cells
        self._functions = functions
        self._known: dict[tuple[str, int, int], Value | NotCalculable] = {}
        self._trees: dict[str, Node | NotCalculable] = {}
        self._columns: dict[Area, dict[str | float, int]] = {}
        self._depth = 0

    def value(self, sheet: str, row: int, column: int) -> Value:
        """Value of a cell; raises NotCalculable when its formula, or one it rests on, is not understood."""
        key = (sheet, row, column)
        if key not in self._known:
            self._known[key] = NotCalculable("the formula refers to itself")
            self._known[key] = self._calculated(Origin(*key))
        found = self._known[key]
        if isinstance(found, NotCalculable):
            raise found
        return found

    def _calculated(self, at: Origin) -> Value | NotCalculable:
        formula = self.cells.formula(*at)
        if formula is None:
            return self.cells.value(*at)
        self._depth += 1
        try:
            result = self.scalar(self._tree(formula), at)
            return 0.0 if result is None else result
        except FormulaError as error:
            return error.value
        except NotCalculable as reason:
            return reason
        finally:
            self._depth -= 1

    def _tree(self, formula: StoredFormula) -> Node:
        form = relative_form(formula.text, formula.row, formula.column)
        if form not in self._trees:
            try:
                self._trees[form] = parse(formula.text, formula.row, formula.column)
            except NotCalculable as reason:
                self._trees[form] = reason
        found = self._trees[form]
        if isinstance(found, NotCalculable):
            raise found
        return found

    def operand(self, node: Node | None, at: Origin) -> Operand:
        """What a part of a formula gives."""
        if self._depth >= _DEEPEST:
            raise NotCalculable("the formulas lead too deep")
        self._depth += 1
        try:
            return self._operand(node, at)
        finally:
            self._depth -= 1

    def _operand(self, node: Node | None, at: Origin) -> Operand:
        match node:
            case None:
                return None
            case Constant():
                if isinstance(node.value, ErrorValue):
                    raise FormulaError(node.value)
                return node.value
            case Reference():
                return self.area(node, at)
            case Name():
                return self._named(node.name, at)
            case Operation():
                return self._operation(node, at)
            case Call():
                function = self._functions.get(node.function)
                if function is None:
                    raise NotCalculable(f"the function {node.function}")
                return function(self, node.arguments, at)

    def scalar(self, node: Node | None, at: Origin) -> Value:
        """One value; raises NotCalculable for an array."""
        return self.single(self.operand(node, at))

    def single(self, operand: Operand) -> Value:
        """The one value of an operand."""
        if isinstance(operand, Area):
            if not operand.is_cell:
                raise NotCalculable("a range where one value is wanted")
            return self.value(operand.sheet, operand.top, operand.left)
        if isinstance(operand, list):
            if len(operand) != 1:
                raise NotCalculable("an array where one value is wanted")
            return operand[0]
        return operand

    def values(self, operand: Operand) -> list[Value]:
        """All values of an operand, row by row."""
        if isinstance(operand, Area):
            return list(self.cells_of(operand))
        return operand if isinstance(operand, list) else [operand]

    def cells_of(self, area: Area) -> Iterator[Value]:
        """Values of a range, row by row."""
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                yield self.value(area.sheet, row, column)

    def area(self, reference: Reference, at: Origin) -> Area:
        """The range that a reference means in this cell; whole columns end where the sheet does."""
        sheet = reference.sheet or at.sheet
        try:
            last = self.cells.last_row(sheet)
        except KeyError:
            raise FormulaError(ErrorValue.REF) from None
        top = reference.top.at(at.row) if reference.top else 1
        bottom = reference.bottom.at(at.row) if reference.bottom else last
        left, right = reference.left.at(at.column), reference.right.at(at.column)
        if top < 1 or left < 1:
            raise FormulaError(ErrorValue.REF)
        return Area(sheet, top, left, bottom, right)

    def position(self, area: Area, wanted: str | float) -> int | None:
        """Place of the first cell of a range that equals a value, from 1; text regardless of case."""
        if area not in self._columns:
            found: dict[str | float, int] = {}
            for place, value in enumerate(self.cells_of(area), start=1):
                if isinstance(value, str | float):
                    found.setdefault(value.lower() if isinstance(value, str) else value, place)
            self._columns[area] = found
        return self._columns[area].get(wanted.lower() if isinstance(wanted, str) else wanted)

    def _named(self, name: str, at: Origin) -> Operand:
        meaning = self.cells.name(at.sheet, name)
        if meaning is None:
            raise FormulaError(ErrorValue.NAME)
        return self.operand(parse(meaning, at.row, at.column), at)

    def _operation(self, node: Operation, at: Origin) -> Operand:
        left, right = self.operand(node.left, at), self.operand(node.right, at)
        if _is_array(left) or _is_array(right):
            return self._each(node.sign, self.values(left), self.values(right))
        return _operated(node.sign, self.single(left), self.single(right))

    @staticmethod
    def _each(sign: str, left: list[Value], right: list[Value]) -> list[Value]:
        size = max(len(left), len(right))
        if not {len(left), len(right)} <= {1, size}:
            raise NotCalculable("arrays of different size")
        first, second = (one * size if len(one) == 1 else one for one in (left, right))
        return [_or_error(sign, a, b) for a, b in zip(first, second, strict=True)]


def _is_array(operand: Operand) -> bool:
    return isinstance(operand, list) or (isinstance(operand, Area) and not operand.is_cell)


def _or_error(sign: str, left: Value, right: Value) -> Value:
    try:
        return _operated(sign, left, right)
    except FormulaError as error:
        return error.value


def _operated(sign: str, left: Value, right: Value) -> Value:
    match sign:
        case "&":
            return text_of(left) + text_of(right)
        case "=":
            return equal(left, right)
        case "<>":
            return not equal(left, right)
        case "<" | ">" | "<=" | ">=":
            order = compare(left, right)
            return {"<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[sign]
    a, b = number_of(left), number_of(right)
    if sign == "/" and b == 0:
        raise FormulaError(ErrorValue.DIV0)
    return {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else 0.0}[sign]
