"""Every official blank, filled: nothing is open, nothing else changed, and its results are its own."""

import datetime as dt
import os
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from tests.conftest import SHARED
from tests.filling.samples import campaign_of, company, declaration_of
from tests.filling.test_book import unpacked
from tests.support.libreoffice import recalculated

from mineralcheck.check.validate import Request, validate
from mineralcheck.filling.inputs import Listing
from mineralcheck.filling.patching.changes import Result
from mineralcheck.filling.patching.sheet_index import SheetIndex, formulas_of, index_sheet
from mineralcheck.filling.patching.sheet_patch import patched_sheet
from mineralcheck.filling.template import Template, read_template
from mineralcheck.filling.writing import FilledTemplate, filled
from mineralcheck.model.cells import CellRef
from mineralcheck.model.finding import Severity
from mineralcheck.model.submission import CompanyField, Question
from mineralcheck.reader.submission import read_submission
from mineralcheck.workbook.opening import Workbook, open_workbook

BLANKS = sorted((SHARED / "templates").glob("*.xlsx"))
# LibreOffice takes some seconds for each; all sixteen are calculated when the variable is set.
ALL = bool(os.environ.get("MINERALCHECK_ALL_BLANKS"))
SOME = {
    "English": ("AMRT_1.3", "CMRT_6.01", "CMRT_6.5", "CRT_2.2", "EMRT_2.1"),
    "日本語 Japanese": ("AMRT_1.3",),
}
# The list of countries is #REF! in these: Excel takes that for "not found", LibreOffice for an error.
NO_COUNTRIES = ("RMI_EMRT_1.1", "RMI_EMRT_1.11")
COUNTRY_CODE = 19
# Lists are compared to this row: behind it there is nothing but formulas of empty rows.
LAST_ROW = 900
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@cache
def template_of(blank: Path) -> Template:
    return read_template(blank.read_bytes(), blank.name)


@cache
def filled_of(blank: Path, language: str = "English") -> FilledTemplate:
    template = template_of(blank)
    return filled(template, declaration_of(template), language, internal=False)


def each_blank(*names: str) -> pytest.MarkDecorator:
    chosen = [blank for blank in BLANKS if not names or blank.stem.removeprefix("RMI_") in names]
    return pytest.mark.parametrize("blank", chosen, ids=lambda path: path.stem)


@each_blank()
def test_no_required_field_is_open(blank: Path, shared: Path) -> None:
    result = filled_of(blank)
    assert result.open_items == ()
    assert result.left_out == ()


@each_blank()
def test_its_own_checker_says_so(blank: Path, shared: Path) -> None:
    """The cached result of the workbook's own Checker, for readers that do not calculate."""
    assert open_workbook(filled_of(blank).data).sheet("Checker").value(2, 4) == "0"


@each_blank()
def test_it_says_what_was_declared(blank: Path, shared: Path) -> None:
    template = template_of(blank)
    submission, _ = read_submission(open_workbook(filled_of(blank).data))
    assert submission.text(CompanyField.COMPANY_NAME) == "Aldermoor Switches Ltd."
    assert submission.text(CompanyField.SCOPE_DESCRIPTION) == "Switches & relays <all>"
    assert str(submission.effective_date) == "2026-03-02"
    assert submission.template.language == "English"
    assert [(row.product_number.text, row.product_name.text) for row in submission.products] == [
        ("P-001", "Relay"),
        ("0042", ""),
    ]
    assert submission.stray_answers == ()
    for mineral in submission.minerals:
        answer = submission.answers[mineral][Question.SUPPLIER_RESPONSE]
        assert answer.value == "Greater than 50%"
        rows = [row for row in submission.smelters if row.mineral == mineral]
        listed = [one for one in campaign_of(template).smelters if one.mineral == mineral]
        wanted = [one.smelter_id for one in listed if one.listing is Listing.LISTED]
        assert [row.declared.smelter_id for row in rows if row.declared.smelter_id] == wanted
        assert any(row.declared.name == "Nowhere Works & Sons" for row in rows)
        assert all(row.smelter_country.text == "GERMANY" for row in rows if row.declared.name)


def test_a_hundred_per_cent_is_what_the_list_of_the_template_holds(shared: Path) -> None:
    held: dict[str, object] = {}
    for blank in BLANKS:
        template = template_of(blank)
        at = template.layout.questions[Question.SUPPLIER_RESPONSE].cell(0)
        held[blank.stem.removeprefix("RMI_")] = template.share_is_number(at)
    as_text = {"CMRT_6.31", "CMRT_6.4", "CMRT_6.5", "EMRT_2.0", "EMRT_2.1"}
    assert held == {name: name not in as_text for name in held}


def without_values(part: bytes, index: SheetIndex, typed: set[CellRef], sheet: str) -> bytes:
    """A sheet without the results of formulas, and without the cells that were typed."""
    pieces, position = [], 0
    for number, row in index.rows.items():
        for column, cell in row.cells.items():
            pieces.append(part[position : cell.start])
            if CellRef(sheet, number, column) not in typed:
                formula = cell.formula
                kept = {name: value for name, value in cell.attributes.items() if name != "t"}
                pieces.append(repr(kept).encode())
                pieces.append(part[formula.start : formula.end] if formula else repr(cell.stored).encode())
            position = cell.end
    return b"".join([*pieces, part[position:]])


def styles(index: SheetIndex) -> dict[tuple[int, int], str | None]:
    return {
        (r, c): cell.attributes.get("s") for r, row in index.rows.items() for c, cell in row.cells.items()
    }


@each_blank()
def test_only_inputs_and_results_differ_from_the_blank(blank: Path, shared: Path) -> None:
    template = template_of(blank)
    old, new = unpacked(blank.read_bytes()), unpacked(filled_of(blank).data)
    dropped = set(old) - set(new)
    assert dropped <= {"xl/calcChain.xml"}
    assert not set(new) - set(old)
    changed = {name for name in new if new[name] != old[name]}
    allowed = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    others = {name for name in changed if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)}
    assert others == (allowed if dropped else {"xl/workbook.xml"})
    assert {name for name in changed if "worksheets" in name} <= set(parts_of_sheets(template).values())
    for sheet, part in parts_of_sheets(template).items():
        if part not in changed:
            continue
        before, after = index_sheet(old[part]), index_sheet(new[part])
        assert styles(before) == styles(after)
        typed = typed_cells(sheet, before, after)
        assert without_values(old[part], before, typed, sheet) == without_values(
            new[part], after, typed, sheet
        )
        may_be_typed, style = unlocked(old["xl/styles.xml"]), styles(before)
        locked = [at for at in typed if style.get((at.row, at.column)) not in may_be_typed]
        assert locked == []


def parts_of_sheets(template: Template) -> dict[str, str]:
    return {
        name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(template.book.sheet_names, 1)
    }


def typed_cells(sheet: str, before: SheetIndex, after: SheetIndex) -> set[CellRef]:
    """Cells whose content is another one, not counting results of formulas that are still there."""
    found = set()
    for number, row in after.rows.items():
        for column, cell in row.cells.items():
            old = before.cell(number, column)
            is_typed = cell.attributes.get("t") == "inlineStr" or (old and (old.formula and not cell.formula))
            other = old and not cell.formula and old.stored != cell.stored
            if is_typed or other:
                found.add(CellRef(sheet, number, column))
    return found


def unlocked(part: bytes) -> set[str]:
    """Styles of the cells that the protection of the template lets a person type into."""
    formats = etree.fromstring(part).find(f"{{{MAIN}}}cellXfs")
    assert formats is not None
    protections = (one.find(f"{{{MAIN}}}protection") for one in formats)
    return {
        str(number)
        for number, one in enumerate(protections)
        if one is not None and one.get("locked") in ("0", "false")
    }


@each_blank()
def test_validate_finds_no_error(blank: Path, shared: Path, tmp_path: Path) -> None:
    path = tmp_path / blank.name
    path.write_bytes(filled_of(blank).data)
    run = validate(Request(paths=(path,), as_of=dt.date(2026, 3, 5), jobs=1))
    with run.results:
        (report,) = run.results
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    assert errors == []


def shown(workbook: Workbook, sheet: str) -> dict[tuple[int, int], object]:
    """Values and errors of a sheet; line ends alike, and empty text the same as nothing."""
    cells = workbook.sheet(sheet)
    found: dict[tuple[int, int], object] = {}
    for row in range(1, min(cells.max_row, LAST_ROW) + 1):
        for column, value in enumerate(cells.row(row), start=1):
            plain = value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
            error = cells.errors.get((row, column))
            if error or plain not in (None, ""):
                found[row, column] = error or plain
    return found


@pytest.mark.parametrize("language", ["English", "日本語 Japanese"])
def test_libreoffice_calculates_the_same(language: str, shared: Path, tmp_path: Path) -> None:
    names = [blank for blank in BLANKS if ALL or blank.stem.removeprefix("RMI_") in SOME[language]]
    paths = []
    for blank in names:
        paths.append(tmp_path / blank.name)
        paths[-1].write_bytes(filled_of(blank, language).data)
    for blank, again in zip(names, recalculated(paths, tmp_path), strict=True):
        ours, theirs = (
            open_workbook(data) for data in ((tmp_path / blank.name).read_bytes(), again.read_bytes())
        )
        assert theirs.sheet("Checker").value(2, 4) == "0", blank.stem
        for sheet in ours.sheet_names:
            mine, other = shown(ours, sheet), shown(theirs, sheet)
            differing = {
                place: (mine.get(place), other.get(place))
                for place in mine.keys() | other.keys()
                if mine.get(place) != other.get(place) and {mine.get(place), other.get(place)} != {0.0, None}
            }
            if blank.stem in NO_COUNTRIES and sheet == "Smelter List":
                differing = {at: pair for at, pair in differing.items() if at[1] != COUNTRY_CODE}
            assert differing == {}, (blank.stem, sheet)


def test_libreoffice_does_calculate(shared: Path, tmp_path: Path) -> None:
    """Without that the test above would compare our results with themselves."""
    template = template_of(next(blank for blank in BLANKS if blank.stem == "RMI_CRT_2.2"))
    index = template.index("Checker")
    wrong = patched_sheet(
        template.book.sheet("Checker"), index, {place: Result("wrong") for place in formulas_of(index)}
    )
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(template.book.patched({"Checker": wrong}, formulas_replaced=False))
    (again,) = recalculated([path], tmp_path)
    ours, theirs = shown(template.workbook, "Checker"), shown(open_workbook(again.read_bytes()), "Checker")
    assert "wrong" not in theirs.values()
    assert theirs[2, 4] == ours[2, 4]


def test_leftovers_of_a_blank_are_cleared(shared: Path) -> None:
    """The blank of CMRT 6.31 at hand has answers left in it, that of CMRT 6.4 a smelter."""
    for name, mineral in (("RMI_CMRT_6.31", "Gold"), ("RMI_CMRT_6.4", "Tin")):
        blank = next(blank for blank in BLANKS if blank.stem == name)
        template = template_of(blank)
        content = declaration_of(
            template, company('audience = "internal"'), campaign_of(template, (mineral,))
        )
        submission, _ = read_submission(
            open_workbook(filled(template, content, "English", internal=True).data)
        )
        others = [one for one in submission.minerals if one != mineral]
        assert all(answer.cell.is_empty for one in others for answer in submission.answers[one].values())
        assert {row.mineral for row in submission.smelters} == {mineral}
        assert len(submission.smelters) == len(content.smelters)
