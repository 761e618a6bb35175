"""What calamine does not tell about cells: error values, and formulas that were never calculated."""

import re

from mineralcheck.model.cells import column_number

_LONGEST_TAG = 400
_MOST_ERRORS = 100_000
_LOOKED_AT = 32_768
_ERROR = re.compile(rb' t="e"[^<>]*>(?:<f(?:[^<>]*/>|[^<>]*>[^<]*</f>))?<v[^<>]*>([^<]*)</v>')
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(
    rb"<c( [^<>]*)><f(?:[^<>]*/>|(?: [^<>]*)?>[^<]*</f>)(?:<v></v>|<v ?/>|(?P<none>))</c>",
)
_FORMULA_CELL = re.compile(rb"<c( [^<>]*|)><f[ />]")
_TEXT_RESULT = b't="str"'
_KNOWN_ERRORS = frozenset({b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"})


def error_values(rows: bytes) -> dict[tuple[int, int], str]:
    """Error values by (row, column), from the XML of the rows; at most 100,000 of them."""
    errors: dict[tuple[int, int], str] = {}
    for found in _ERROR.finditer(rows):
        cell = rows.rfind(b"<c ", max(0, found.start() - _LONGEST_TAG), found.start() + 1)
        reference = _REFERENCE.search(rows, max(cell, 0), found.end())
        if cell >= 0 and reference:
            place = int(reference[2]), column_number(reference[1].decode())
            errors[place] = found[1].decode(errors="replace")
        if len(errors) >= _MOST_ERRORS:
            break
    return errors


def with_known_errors(rows: bytes) -> bytes:
    """The rows with error values that calamine knows; it refuses a whole sheet for one `#SPILL!`."""

    def known(found: re.Match[bytes]) -> bytes:
        if found[1] in _KNOWN_ERRORS:
            return found[0]
        return found[0][: found.start(1) - found.start()] + b"#VALUE!</v>"

    return _ERROR.sub(known, rows) if b't="e"' in rows else rows


def uncalculated_formulas(rows: bytes) -> int:
    """Formula cells without a result: the program that saved the file does not calculate.

    An empty text is a result if the cell says that it is text. Only the first 32 KiB are looked at, since a
    program calculates all of a workbook or nothing.
    """
    cells = _FORMULA.finditer(rows, 0, _LOOKED_AT)
    return sum(found["none"] is not None or _TEXT_RESULT not in found[1] for found in cells)


def formula_places(rows: bytes) -> frozenset[tuple[int, int]] | None:
    """Cells with a formula, by (row, column), from the XML of the rows; None when they cannot be told."""
    places = set()
    for found in _FORMULA_CELL.finditer(rows):
        reference = _REFERENCE.search(found[1])
        if reference is None:
            return None
        places.add((int(reference[2]), column_number(reference[1].decode())))
    return frozenset(places)
