"""Sheets of .xlsx and .xlsm files: only the parts that are needed, cut down, through calamine."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.book_parts import book_parts
from mineralcheck.workbook.calamine import CellReader
from mineralcheck.workbook.cell_facts import (
    error_values,
    formula_places,
    uncalculated_formulas,
    with_known_errors,
)
from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.package import Package, stored
from mineralcheck.workbook.refusals import in_sheet
from mineralcheck.workbook.shared_strings import SharedStrings, check_text, slim_styles, used_strings
from mineralcheck.workbook.sheet import Sheet, checked_text
from mineralcheck.workbook.survey import check_box, is_near, string_sizes, surveyed
from mineralcheck.workbook.trimming import Rows, trimmed

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT_RELATIONSHIPS = (
    f'<Relationships><Relationship Id="r0" Type="{_TYPES}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)

SheetResult = Sheet | UnreadableFileError


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A worksheet part ready for calamine; `used` is None when its shared strings cannot be told.

    `usual` says that the XML is written as spreadsheet programs write it.
    """

    part: bytes
    rows: Rows
    used: Counter[int] | None
    usual: bool = True


class XlsxReader:
    """Sheets of an .xlsx container; none is unpacked before it is asked for."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._limits = limits
        self._package = package
        self._parts = book_parts(self._package, limits)
        self.format = "xlsm" if self._parts.macros else "xlsx"
        self.date1904 = self._parts.date1904
        self.sheet_names = tuple(self._parts.sheets)

    def read(self, sheets: Mapping[str, int | None]) -> dict[str, SheetResult]:
        """Sheets by name, or why one cannot be read; the values are the last columns that matter."""
        results: dict[str, SheetResult] = {}
        prepared: dict[str, _Prepared] = {}
        strings = self._shared_strings()
        for name, last_column in sheets.items():
            try:
                prepared[name] = self._prepared(name, last_column, strings)
            except UnreadableFileError as error:
                results[name] = in_sheet(error, name)
        reader = CellReader(self._small_container(prepared, strings)) if prepared else None
        for name, ready in prepared.items():
            assert reader is not None
            results[name] = self._sheet(reader, name, ready)
        return results

    def _shared_strings(self) -> SharedStrings | None:
        part = self._parts.shared_strings
        return None if part is None else SharedStrings(self._package.read(part))

    def _prepared(self, name: str, last_column: int | None, strings: SharedStrings | None) -> _Prepared:
        part = self._package.read(self._parts.sheets[name])
        rows = trimmed(part, last_column)
        if rows is None:
            return self._unusual(name, part, strings)
        used = used_strings(rows.kept)
        usual = strings is None or strings.usual
        if used is None or not usual or not is_near(rows.kept, self._limits):
            self._check(name, rows.part, strings)
        elif strings is not None:
            check_text(used, strings.lengths(used), self._limits)
        return _Prepared(with_known_errors(rows.part), rows, used)

    def _unusual(self, name: str, part: bytes, strings: SharedStrings | None) -> _Prepared:
        self._check(name, part, strings)
        return _Prepared(with_known_errors(part), Rows(part), None, usual=False)

    def _check(self, name: str, part: bytes, strings: SharedStrings | None) -> None:
        survey = surveyed(part, self._limits)
        check_box(name, survey.rows, survey.columns, self._limits)
        if strings is not None:
            check_text(survey.strings, string_sizes(strings.part, self._limits), self._limits)

    def _small_container(self, prepared: Mapping[str, _Prepared], strings: SharedStrings | None) -> bytes:
        parts = _skeleton(list(prepared), self.date1904)
        for number, ready in enumerate(prepared.values()):
            parts[f"xl/worksheets/sheet{number}.xml"] = ready.part
        if strings is not None:
            parts["xl/sharedStrings.xml"] = _needed(strings, [ready.used for ready in prepared.values()])
        if self._parts.styles is not None:
            parts["xl/styles.xml"] = slim_styles(self._package.read(self._parts.styles))
        return stored(parts)

    def _formulas(self, name: str, rows: Rows) -> frozenset[tuple[int, int]] | None:
        """From the whole part where rows were cut, as those may be formulas without results."""
        return formula_places(self._package.read(self._parts.sheets[name]) if rows.sample else rows.kept)

    def _sheet(self, reader: CellReader, name: str, ready: _Prepared) -> SheetResult:
        try:
            values = checked_text(reader.rows(name), self._limits, stored_size=len(ready.part))
        except UnreadableFileError as error:
            return in_sheet(error, name)
        uncalculated = uncalculated_formulas(ready.rows.kept) + uncalculated_formulas(ready.rows.sample)
        formulas = partial(self._formulas, name, ready.rows) if ready.usual else None
        return Sheet(name, values, error_values(ready.rows.kept), uncalculated, formulas)


def _needed(strings: SharedStrings, used: list[Counter[int] | None]) -> bytes:
    indexes: set[int] = set()
    for one in used:
        if one is None:
            return strings.part
        indexes.update(one)
    return strings.with_only(indexes)


def _skeleton(names: list[str], date1904: bool) -> dict[str, bytes]:
    """The parts of a workbook that say which sheets there are."""
    sheets = "".join(f'<sheet name="{escape(name)}" r:id="r{number}"/>' for number, name in enumerate(names))
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_TYPES}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(len(names))
    )
    properties = f'<workbookPr date1904="{int(date1904)}"/>'
    return {
        "_rels/.rels": _ROOT_RELATIONSHIPS.encode(),
        "xl/workbook.xml": f"<workbook>{properties}<sheets>{sheets}</sheets></workbook>".encode(),
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>".encode(),
    }
