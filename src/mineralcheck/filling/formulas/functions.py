"""The functions that the official templates use."""

from collections.abc import Iterator

from mineralcheck.filling.formulas.calculator import Area, Calculator, Function, Operand, Origin
from mineralcheck.filling.formulas.syntax import Node, Reference, parse
from mineralcheck.filling.formulas.values import (
    ErrorValue,
    FormulaError,
    NotCalculable,
    Value,
    checked,
    criterion,
    has_wildcard,
    number_of,
    pattern,
    text_of,
    truth_of,
)
from mineralcheck.model.cells import column_letter

Arguments = tuple[Node | None, ...]


def _at(arguments: Arguments, index: int) -> Node | None:
    return arguments[index] if index < len(arguments) else None


def _if(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    if truth_of(calculator.scalar(_at(arguments, 0), at)):
        return calculator.operand(_at(arguments, 1), at)
    return calculator.operand(_at(arguments, 2), at) if len(arguments) > 2 else False


def _truths(calculator: Calculator, arguments: Arguments, at: Origin) -> Iterator[bool]:
    for argument in arguments:
        for value in calculator.values(calculator.operand(argument, at)):
            yield truth_of(value)


def _and(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    return all(list(_truths(calculator, arguments, at)))


def _or(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    return any(list(_truths(calculator, arguments, at)))


def _is_error(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    try:
        return isinstance(calculator.scalar(_at(arguments, 0), at), ErrorValue)
    except FormulaError:
        return True


def _if_na(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    try:
        value = calculator.scalar(_at(arguments, 0), at)
    except FormulaError as error:
        value = error.value
    return calculator.operand(_at(arguments, 1), at) if value is ErrorValue.NA else value


def _is_number(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    try:
        value = calculator.scalar(_at(arguments, 0), at)
    except FormulaError:
        return False
    return isinstance(value, float)


def _is_blank(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    return calculator.scalar(_at(arguments, 0), at) is None


def _not_available(_calculator: Calculator, _arguments: Arguments, _at_cell: Origin) -> Operand:
    raise FormulaError(ErrorValue.NA)


def _length(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    return float(len(text_of(calculator.scalar(_at(arguments, 0), at))))


def _left(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    count = number_of(calculator.scalar(arguments[1], at)) if len(arguments) > 1 else 1.0
    return text_of(calculator.scalar(_at(arguments, 0), at))[: int(count)]


def _search(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    wanted = text_of(calculator.scalar(_at(arguments, 0), at))
    found = pattern(wanted).search(text_of(calculator.scalar(_at(arguments, 1), at)))
    if found is None:
        raise FormulaError(ErrorValue.VALUE)
    return float(found.start() + 1)


def _sum(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    values = [v for a in arguments for v in calculator.values(calculator.operand(a, at))]
    return sum((v for v in map(checked, values) if isinstance(v, float)), 0.0)


def _sum_product(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    if len(arguments) != 1:
        raise NotCalculable("SUMPRODUCT of several arrays")
    values = map(checked, calculator.values(calculator.operand(arguments[0], at)))
    return sum((v for v in values if isinstance(v, float)), 0.0)


def _count_if(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    values = calculator.values(calculator.operand(_at(arguments, 0), at))
    wanted = calculator.operand(_at(arguments, 1), at)
    counts: list[Value] = [float(criterion(one, values)) for one in calculator.values(wanted)]
    return counts if len(counts) > 1 else counts[0]


def _count_blank(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    values = calculator.values(calculator.operand(_at(arguments, 0), at))
    return float(sum(value is None or value == "" for value in values))


def _match(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    wanted = checked(calculator.scalar(_at(arguments, 0), at))
    if len(arguments) < 3 or number_of(calculator.scalar(arguments[2], at)) != 0:
        raise NotCalculable("MATCH in a sorted range")
    place = _place(calculator, calculator.operand(_at(arguments, 1), at), wanted)
    if place is None:
        raise FormulaError(ErrorValue.NA)
    return float(place)


def _place(calculator: Calculator, among: Operand, wanted: float | str | bool | None) -> int | None:
    """Place of a value, from 1. An empty cell is looked up as the number 0."""
    value = 0.0 if wanted is None else wanted
    if isinstance(value, bool):
        raise NotCalculable("MATCH of a truth value")
    if isinstance(value, str) and has_wildcard(value):
        found = pattern(value)
        texts = enumerate(calculator.values(among), start=1)
        return next((place for place, text in texts if isinstance(text, str) and found.fullmatch(text)), None)
    if isinstance(among, Area):
        return calculator.position(among, value)
    listed = enumerate(calculator.values(among), start=1)
    return next((place for place, one in listed if type(one) is type(value) and one == value), None)


def _area(calculator: Calculator, node: Node | None, at: Origin) -> Area:
    operand = calculator.operand(node, at)
    if not isinstance(operand, Area):
        raise NotCalculable("a value where a range is wanted")
    return operand


def _index(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    if len(arguments) != 2:
        raise NotCalculable("INDEX by row and column")
    area = _area(calculator, arguments[0], at)
    place = int(number_of(calculator.scalar(arguments[1], at)))
    if area.left != area.right or not 1 <= place <= area.bottom - area.top + 1:
        raise FormulaError(ErrorValue.REF)
    row = area.top + place - 1
    return Area(area.sheet, row, area.left, row, area.left)


def _offset(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    if any(argument is not None for argument in arguments[3:]):
        raise NotCalculable("OFFSET to a range of another size")
    area = _area(calculator, _at(arguments, 0), at)
    down = int(number_of(calculator.scalar(_at(arguments, 1), at)))
    across = int(number_of(calculator.scalar(_at(arguments, 2), at)))
    moved = Area(area.sheet, area.top + down, area.left + across, area.bottom + down, area.right + across)
    if moved.top < 1 or moved.left < 1:
        raise FormulaError(ErrorValue.REF)
    return moved


def _horizontal_lookup(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    """In the templates its table is a name that does not exist, and the result an error."""
    for argument in arguments:
        calculator.operand(argument, at)
    raise NotCalculable("HLOOKUP in a table that exists")


def _indirect(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    node = parse(text_of(calculator.scalar(_at(arguments, 0), at)), at.row, at.column)
    if not isinstance(node, Reference):
        raise NotCalculable("INDIRECT to a name")
    return calculator.area(node, at)


def _row(_calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    if arguments:
        raise NotCalculable("ROW of another cell")
    return float(at.row)


def _column(_calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    if arguments:
        raise NotCalculable("COLUMN of another cell")
    return float(at.column)


def _address(calculator: Calculator, arguments: Arguments, at: Origin) -> Operand:
    row, column, form = (number_of(calculator.scalar(_at(arguments, index), at)) for index in range(3))
    if form != 4 or len(arguments) != 3:
        raise NotCalculable("ADDRESS with marks")
    return f"{column_letter(int(column))}{int(row)}"


FUNCTIONS: dict[str, Function] = {
    "ADDRESS": _address,
    "AND": _and,
    "COLUMN": _column,
    "COUNTBLANK": _count_blank,
    "COUNTIF": _count_if,
    "HLOOKUP": _horizontal_lookup,
    "IF": _if,
    "IFNA": _if_na,
    "INDEX": _index,
    "INDIRECT": _indirect,
    "ISBLANK": _is_blank,
    "ISERROR": _is_error,
    "ISNUMBER": _is_number,
    "LEFT": _left,
    "LEN": _length,
    "MATCH": _match,
    "NA": _not_available,
    "OFFSET": _offset,
    "OR": _or,
    "ROW": _row,
    "SEARCH": _search,
    "SUM": _sum,
    "SUMPRODUCT": _sum_product,
}
