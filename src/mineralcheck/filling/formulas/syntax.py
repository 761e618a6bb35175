"""Formulas as trees. References are kept relative to their cell, as copies of a formula share a tree.

No library fits: those that calculate workbooks bring numpy and openpyxl, which alone takes seconds to load a
template, and look up whole columns cell by cell; some know no OFFSET or INDIRECT, on which every label rests.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mineralcheck.filling.formulas.values import ErrorValue, NotCalculable, Value
from mineralcheck.model.cells import column_number


class Coordinate(NamedTuple):
    """A row or column: its number, or with `relative` the distance from the cell of the formula."""

    number: int
    relative: bool

    def at(self, origin: int) -> int:
        """The number for a formula whose cell has this number."""
        return self.number + origin if self.relative else self.number


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, text, truth value or error."""

    value: Value


@dataclass(frozen=True, slots=True)
class Reference:
    """A range, or a cell when both corners are one; rows are None in a range of whole columns."""

    sheet: str | None
    top: Coordinate | None
    left: Coordinate
    bottom: Coordinate | None
    right: Coordinate


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; an argument that is left out is None."""

    function: str
    arguments: tuple["Node | None", ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands and what joins them; a sign is an operation on 0."""

    sign: str
    left: "Node"
    right: "Node"


Node = Constant | Reference | Name | Call | Operation

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"]|"")*")
    | (?P<error>\#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!))
    | (?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)
    | (?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w(]))
    | (?P<cells>\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?(?![\w(]))
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<call>[^\W\d][\w.]*\()
    | (?P<name>[^\W\d][\w.]*)
    | (?P<sign><>|<=|>=|[=<>&+\-*/(),])
    )""",
    re.VERBOSE,
)
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})")
# Texts and quoted sheet names are passed over: what looks like a cell in them is none.
_RELATIVE = re.compile(
    r"""(?P<passed>"(?:[^"]|"")*"|'(?:[^']|'')*')"""
    r"""|(?<![\w.])(?P<fixed_column>\$?)(?P<column>[A-Z]{1,3})(?P<fixed_row>\$?)(?P<row>[0-9]{1,7})(?![\w(.])"""
)
_ORDER = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))
_ERRORS = {error.value: error for error in ErrorValue}


class Token(NamedTuple):
    """A piece of a formula."""

    kind: str
    text: str


def _tokens(formula: str) -> Iterator[Token]:
    position, end = 0, len(formula.rstrip())
    while position < end:
        found = _TOKEN.match(formula, position)
        if found is None or found.lastgroup is None:
            raise NotCalculable(f"cannot read {formula[position : position + 20]!r}")
        yield Token(found.lastgroup, found[found.lastgroup])
        position = found.end()


def parse(formula: str, row: int, column: int) -> Node:
    """Tree of a formula that stands in this cell; raises NotCalculable for what is not understood."""
    return _Parser(list(_tokens(formula)), row, column).whole()


def relative_form(formula: str, row: int, column: int) -> str:
    """The formula with references as distances: the same for all copies of a formula."""

    def distance(found: re.Match[str]) -> str:
        if found["passed"] is not None:
            return found["passed"]
        across = found["column"] if found["fixed_column"] else f"[{column_number(found['column']) - column}]"
        down = found["row"] if found["fixed_row"] else f"[{int(found['row']) - row}]"
        return f"C{across}R{down}"

    return _RELATIVE.sub(distance, formula)


_DEEPEST = 64


class _Parser:
    def __init__(self, tokens: list[Token], row: int, column: int) -> None:
        self._tokens = tokens
        self._depth = 0
        self._position = 0
        self._row, self._column = row, column

    def whole(self) -> Node:
        tree = self._binary(0)
        if self._position != len(self._tokens):
            raise NotCalculable("there is more than one expression")
        return tree

    def _peek(self) -> str:
        return self._tokens[self._position].text if self._position < len(self._tokens) else ""

    def _take(self) -> Token:
        if self._position >= len(self._tokens):
            raise NotCalculable("the formula ends too early")
        self._position += 1
        return self._tokens[self._position - 1]

    def _binary(self, level: int) -> Node:
        if level == len(_ORDER):
            return self._signed()
        left = self._binary(level + 1)
        while self._is_sign() and self._peek() in _ORDER[level]:
            sign = self._take().text
            left = Operation(sign, left, self._binary(level + 1))
        return left

    def _is_sign(self) -> bool:
        return self._position < len(self._tokens) and self._tokens[self._position].kind == "sign"

    def _signed(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotCalculable("the formula is nested too deep")
        node = self._with_sign()
        self._depth -= 1
        return node

    def _with_sign(self) -> Node:
        if self._is_sign() and self._peek() in ("-", "+"):
            sign = self._take().text
            return Operation(sign, Constant(0.0), self._signed())
        return self._single()

    def _single(self) -> Node:
        token = self._take()
        match token.kind:
            case "text":
                return Constant(token.text[1:-1].replace('""', '"'))
            case "number":
                return Constant(float(token.text))
            case "error":
                return Constant(_ERRORS[token.text])
            case "call":
                return self._call(token.text[:-1])
            case "name":
                return _named(token.text)
            case "sheet":
                return self._on_sheet(token.text[:-1])
            case "columns" | "cells":
                return self._reference(None, token)
        if token.text == "(":
            inner = self._binary(0)
            self._expect(")")
            return inner
        raise NotCalculable(f"unexpected {token.text!r}")

    def _expect(self, text: str) -> None:
        if self._take().text != text:
            raise NotCalculable(f"{text!r} is missing")

    def _on_sheet(self, name: str) -> Node:
        token = self._take()
        sheet = name[1:-1].replace("''", "'") if name.startswith("'") else name
        if token.kind == "error":
            return Constant(_ERRORS[token.text])
        if token.kind not in ("columns", "cells") or "[" in sheet:
            raise NotCalculable(f"cannot read what follows {name!r}")
        return self._reference(sheet, token)

    def _reference(self, sheet: str | None, token: Token) -> Reference:
        first, _, last = token.text.partition(":")
        if token.kind == "columns":
            return Reference(sheet, None, self._across(first), None, self._across(last))
        left, top = self._corner(first)
        right, bottom = self._corner(last or first)
        return Reference(sheet, top, left, bottom, right)

    def _across(self, letters: str) -> Coordinate:
        fixed = letters.startswith("$")
        number = column_number(letters.lstrip("$"))
        return Coordinate(number if fixed else number - self._column, not fixed)

    def _corner(self, text: str) -> tuple[Coordinate, Coordinate]:
        found = _CELL.fullmatch(text)
        assert found is not None
        number = int(found[4])
        row = Coordinate(number if found[3] else number - self._row, not found[3])
        return self._across(found[1] + found[2]), row

    def _call(self, function: str) -> Call:
        arguments: list[Node | None] = []
        while True:
            if self._peek() in (",", ")") and self._is_sign():
                arguments.append(None)
            else:
                arguments.append(self._binary(0))
            if self._take_separator() == ")":
                break
        if arguments == [None]:
            arguments = []
        return Call(function.upper().removeprefix("_XLFN."), tuple(arguments))

    def _take_separator(self) -> str:
        token = self._take()
        if token.kind != "sign" or token.text not in (",", ")"):
            raise NotCalculable(f"unexpected {token.text!r}")
        return token.text


def _named(name: str) -> Node:
    if name.upper() in ("TRUE", "FALSE"):
        return Constant(name.upper() == "TRUE")
    return Name(name)
