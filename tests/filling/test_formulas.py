"""Formulas give what Excel gives, and what is not understood gives nothing."""

import pytest

from mineralcheck.filling.formulas.calculator import Calculator, StoredFormula
from mineralcheck.filling.formulas.functions import FUNCTIONS
from mineralcheck.filling.formulas.syntax import relative_form
from mineralcheck.filling.formulas.values import ErrorValue, NotCalculable, Value, compare
from mineralcheck.model.cells import CellRef

NA, REF, NAME, VALUE = ErrorValue.NA, ErrorValue.REF, ErrorValue.NAME, ErrorValue.VALUE


class Cells:
    """Cells written as `A1`; a text that begins with `=` is a formula."""

    def __init__(self, cells: dict[str, Value], names: dict[str, str] | None = None) -> None:
        self._cells = {CellRef.parse("S", address)[1:]: value for address, value in cells.items()}
        self._names = names or {}

    def formula(self, sheet: str, row: int, column: int) -> StoredFormula | None:
        value = self._cells.get((row, column))
        is_formula = sheet == "S" and isinstance(value, str) and value.startswith("=")
        return StoredFormula(str(value)[1:], row, column) if is_formula else None

    def value(self, sheet: str, row: int, column: int) -> Value:
        return self._cells.get((row, column)) if sheet == "S" else None

    def last_row(self, sheet: str) -> int:
        if sheet != "S":
            raise KeyError(sheet)
        return max(row for row, _ in self._cells)

    def name(self, sheet: str, name: str) -> str | None:  # noqa: ARG002 - as the protocol has it
        return self._names.get(name)


def result(formula: str, cells: dict[str, Value] | None = None, names: dict[str, str] | None = None) -> Value:
    found = Cells({**(cells or {}), "H9": f"={formula}"}, names)
    return Calculator(found, FUNCTIONS).value("S", 9, 8)


CELLS: dict[str, Value] = {
    "A1": "Tin",
    "A2": "gold",
    "A3": "Tin ore",
    "A4": None,
    "A5": "",
    "A6": 5.0,
    "A7": True,
    "B1": 1.0,
    "B2": 2.0,
    "B3": NA,
    "C1": "=A4",
    "C2": "=NA()",
}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1+2*3", 7.0),
        ("(1+2)*3", 9.0),
        ("-2+5", 3.0),
        ("7/2", 3.5),
        ("1/0", ErrorValue.DIV0),
        ('"a"&1&TRUE', "a1TRUE"),
        ('"say ""no"""', 'say "no"'),
        ('A1="TIN"', True),
        ('A1="Tin "', False),
        ("A4=0", True),
        ('A4=""', True),
        ('A5=""', True),
        ("A5=0", False),
        ("A4", 0.0),
        ("C1", 0.0),
        ("A1<>A2", True),
        ("A1>A2", True),
        ("A6>A1", False),
        ("A6<A1", True),
        ("A7>A1", True),
        ("A6>=5", True),
        ("B3&A1", NA),
        ("A1+1", VALUE),
        ('"4"+1', 5.0),
        ("IF(A1=1,NA(),2)", 2.0),
        ("IF(A1=1,3)", False),
        ("IF(B3=1,1,2)", NA),
        ("AND(A6=5,A1=1)", False),
        ("OR(A6=5,A1=1)", True),
        ("ISERROR(B3)", True),
        ("ISERROR(A1)", False),
        ("ISERROR(Nowhere)", True),
        ("_xlfn.IFNA(C2,9)", 9.0),
        ("_xlfn.IFNA(1/0,9)", ErrorValue.DIV0),
        ("ISNUMBER(A6)", True),
        ("ISNUMBER(A1)", False),
        ("ISNUMBER(B3)", False),
        ("ISBLANK(A4)", True),
        ("ISBLANK(A5)", False),
        ("ISBLANK(C1)", False),
        ("LEN(A1)", 3.0),
        ("LEN(A4)", 0.0),
        ("LEFT(A1,1)", "T"),
        ("LEFT(A1)", "T"),
        ('SEARCH("@","a@b")', 2.0),
        ('SEARCH("@",A1)', VALUE),
        ("SUM(A1:B2)", 3.0),
        ("SUM(B1:B3)", NA),
        ('SUMPRODUCT((A1:A3="tin")*(B1:B3=1))', NA),
        ('SUMPRODUCT((A1:A2="tin")*(B1:B2=1))', 1.0),
        ('COUNTIF(A1:A7,"tin")', 1.0),
        ('COUNTIF(A1:A7,"Tin?*")', 1.0),
        ('COUNTIF(A1:A7,"t*")', 2.0),
        ('COUNTIF(A1:A7,"")', 2.0),
        ("COUNTIF(A1:A7,5)", 1.0),
        ('COUNTIF(A1:A7,"5")', 1.0),
        ("COUNTIF(A1:A7,A4)", 0.0),
        ("COUNTBLANK(A1:A7)", 2.0),
        ('MATCH("TIN",A1:A7,0)', 1.0),
        ('MATCH("Tin?o*",A1:A7,0)', 3.0),
        ('MATCH("~*",A1:A7,0)', NA),
        ("MATCH(5,$A:$A,0)", 6.0),
        ('MATCH("copper",A1:A7,0)', NA),
        ("MATCH(0,COUNTIF(A1:A2,A1:A3),0)", 3.0),
        ("INDEX($A:$A,2)", "gold"),
        ("INDEX(A1:A3,4)", REF),
        ("OFFSET($A$1,1,1,,)", 2.0),
        ("OFFSET($A$1,-1,0)", REF),
        ("INDIRECT(\"'S'!$A$\"&1+1)", "gold"),
        ("ADDRESS(ROW(),COLUMN(),4)", "H9"),
        ("Other!A1", REF),
        ("#REF!", REF),
        ("'S'!A1", "Tin"),
        ("S!#REF!", REF),
        ("metals", "Tin"),
        ("HLOOKUP(1,Nothing,2,0)", NAME),
    ],
)
def test_results(formula: str, expected: Value) -> None:
    found = result(formula, CELLS, {"metals": "S!$A$1"})
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    "formula",
    [
        "VLOOKUP(A1,A:B,2,0)",
        "A1:A3",
        "A1:INDEX(A1:A3,2)",
        'MATCH("Tin",A1:A3,1)',
        'COUNTIF(A1:A3,">1")',
        '"é">"f"',
        '"co-op">"coop"',
        "1 2",
        "(1",
        "IF(",
        "H9",
        "OFFSET($A$1,0,0,2,1)",
        "[1]Sheet!A1",
        "{1,2}",
        "INDEX(A1:B2,1,2)",
    ],
)
def test_what_is_not_understood_gives_no_result(formula: str) -> None:
    with pytest.raises(NotCalculable):
        result(formula, CELLS)


def test_a_formula_that_rests_on_one_that_is_not_understood_has_no_result_either() -> None:
    with pytest.raises(NotCalculable):
        result('IF(A1="x",1,2)', {"A1": "=VLOOKUP(1,2,3)"})


def test_copies_of_a_formula_refer_to_their_own_row() -> None:
    class Shared(Cells):
        def formula(self, sheet: str, row: int, column: int) -> StoredFormula | None:  # noqa: ARG002
            return StoredFormula("A1&$A$2", 1, 2) if column == 2 else None

    calculator = Calculator(Shared({f"A{row}": float(row) for row in range(1, 5)}), FUNCTIONS)
    assert [calculator.value("S", row, 2) for row in (1, 2, 4)] == ["12", "22", "42"]


def test_only_copies_share_a_form() -> None:
    same = {relative_form(f"IF(A{row}=$B$1,\"\",'Li st'!C{row})", row, 4) for row in (1, 2, 77)}
    assert len(same) == 1
    assert relative_form('"A1"', 1, 1) != relative_form('"A2"', 2, 1)
    assert relative_form("'X A1'!B1", 1, 1) != relative_form("'X A2'!B2", 2, 1)


def test_deep_chains_end_instead_of_failing() -> None:
    chain: dict[str, Value] = {f"A{row}": f"=A{row + 1}&1" for row in range(1, 900)}
    plain: dict[str, Value] = {f"A{row}": f"=A{row + 1}" for row in range(1, 900)}
    nested = "IF(1=1," * 40
    with pytest.raises(NotCalculable):
        result("A1", chain)
    with pytest.raises(NotCalculable):
        result("A1", plain)
    with pytest.raises(NotCalculable):
        result("(" * 900 + "1" + ")" * 900)
    with pytest.raises(NotCalculable):
        result("-" * 900 + "1")
    with pytest.raises(NotCalculable):
        result("A1", {f"A{row}": f"={nested}A{row + 1}{')' * 40}" for row in range(1, 130)})


def test_order_of_an_empty_cell() -> None:
    assert compare(None, "a") < 0
    assert compare(None, 0.0) == 0
    assert compare(False, None) == 0
