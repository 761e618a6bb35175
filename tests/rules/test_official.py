"""The rules on official blanks, on the cases with the official Checker's verdict, and on files of others."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SHARED
from tests.rules.builders import filled_cells
from tests.support.official import Value, materialise

from mineralcheck.completeness.checker import check_completeness
from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.matching.matcher import Matcher
from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.model.finding import Finding, Severity, verdict_of
from mineralcheck.model.match import UNKNOWN_STATUS
from mineralcheck.model.submission import CompanyField, Question
from mineralcheck.reader.submission import SHEETS, read_submission
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.lists import LookupEntry, LookupList
from mineralcheck.reference.lookup_sheet import read_lookup
from mineralcheck.rules.context import RuleContext
from mineralcheck.rules.engine import run_rules
from mineralcheck.rules.profile import load_profile
from mineralcheck.templates.layout import Layout
from mineralcheck.templates.registry import newest
from mineralcheck.workbook.opening import open_workbook

BLANKS = sorted((SHARED / "templates").glob("*.xlsx"))
TODAY = dt.date(2026, 3, 1)
_SERIAL_ZERO = dt.date(1899, 12, 30)


@cache
def own_list(path: Path) -> LookupList:
    return read_lookup(open_workbook(path.read_bytes()), path.stem.removeprefix("RMI_").replace("_", " "))


def context_of(data: bytes, *lists: LookupList, today: dt.date = TODAY) -> RuleContext:
    submission, layout = read_submission(open_workbook(data, sheets=SHEETS))
    reference = build_reference(lists)
    matcher = Matcher(reference)
    supplier = submission.text(CompanyField.COMPANY_NAME)
    return RuleContext(
        submission=submission,
        layout=layout,
        completeness=check_completeness(submission, layout),
        matches=tuple(matcher.match(row.declared, supplier) for row in submission.smelters),
        statuses=(UNKNOWN_STATUS,) * len(submission.smelters),
        reference=reference,
        today=today,
    )


@pytest.mark.parametrize("path", BLANKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("with_list", [False, True], ids=["no list", "own list"])
def test_a_blank_has_open_fields_and_nothing_else(path: Path, with_list: bool) -> None:
    context = context_of(
        path.read_bytes(), *([own_list(path)] if with_list else []), today=dt.date(2026, 11, 1)
    )
    found = run_rules(context)
    assert {finding.code for finding in found} == {"MC101"}
    assert len(found) <= sum(item.open for item in context.completeness)


def smelter_cells(layout: Layout, entries: list[LookupEntry]) -> dict[str, Value]:
    columns, sheet = layout.smelters.columns, layout.smelters.sheet
    cells: dict[str, Value] = {}
    for row, entry in enumerate(entries, layout.smelters.first_row):
        cells[f"{sheet}!{columns['metal']}{row}"] = entry.mineral
        if "smelter_lookup" in columns:
            cells[f"{sheet}!{columns['smelter_lookup']}{row}"] = entry.name
        else:
            cells[f"{sheet}!{columns['smelter_name']}{row}"] = "Foo Works"
            cells[f"{sheet}!{columns['smelter_country']}{row}"] = "JAPAN"
    return cells


def sound_cells(layout: Layout, listed: LookupList) -> dict[str, Value]:
    """A declaration that is complete and consistent, typed into an official blank."""
    minerals = layout.minerals.names or layout.minerals.known[:2] or ("Silver", "Zinc")
    first = {entry.mineral: entry for entry in reversed(listed.entries) if entry.smelter_id.startswith("CID")}
    entries = [first.get(m, LookupEntry(m, "", "", "", "")) for m in minerals]
    date = TODAY if layout.version == newest(layout.family).version else layout.released or TODAY
    serial = float((min(date, TODAY) - _SERIAL_ZERO).days)
    typed = filled_cells(layout, minerals)
    cells: dict[str, Value] = {k: v for k, v in typed.items() if isinstance(v, str | float)}
    cells |= {k: "" for k, v in typed.items() if v is None}
    cells |= {f"Declaration!{layout.fields[CompanyField.EFFECTIVE_DATE]}": serial}
    return cells | smelter_cells(layout, entries)


@pytest.mark.parametrize("path", BLANKS, ids=lambda path: path.stem)
def test_a_complete_and_consistent_declaration_raises_no_alarm(path: Path) -> None:
    blank = context_of(path.read_bytes())
    data = materialise(path, sound_cells(blank.layout, own_list(path)))
    context = context_of(data, own_list(path))
    assert [item.id for item in context.completeness if item.open] == []
    # A program without a calculation engine typed the cells, and one blank has a number left over in row 5.
    told = {"MC010", "MC001"} if path.stem == "RMI_CMRT_6.4" else {"MC010"}
    assert {finding.code for finding in run_rules(context)} == told


def cases() -> Iterator[tuple[str, Path, dict[str, Value]]]:
    path = SHARED / "oracle" / "cases.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        body = json.loads(line)
        blank = SHARED / "templates" / f"RMI_{body['family']}_{body['version']}.xlsx"
        yield body["id"], blank, body["cells"]


CASES_WITH_VERDICT = list(cases())
_LISTS = {
    "products": {"MC611", "MC612", "MC614"},
    "smelters.not_listed": {"MC406"},
}


def explained(item: CompletenessItem, context: RuleContext, found: tuple[Finding, ...]) -> bool:
    """Whether a finding tells the supplier about an open item."""
    cells = {finding.cell for finding in found}
    codes = {finding.code for finding in found}
    if item.topic == "smelters":
        return bool(codes & {"MC101", "MC401", "MC403"})
    if item.cell is None:
        return bool(codes & _LISTS.get(item.id, {"MC101"}))
    return item.cell in cells or _follows(item, context, cells)


def _follows(item: CompletenessItem, context: RuleContext, cells: set[CellRef | None]) -> bool:
    """A filled cell counts as open while a gate question is; the survey's gap is its comment."""
    answers = context.submission.answers.get(item.mineral or "", {})
    gates = {Question.INTENTIONALLY_ADDED, Question.REMAINS_IN_PRODUCT} & set(answers)
    beside = item.cell._replace(column=7) if item.cell else None
    return beside in cells or any(answers[gate].cell.at in cells for gate in gates)


# Rules about a form that was moved, renamed or typed over.
STRUCTURE = {"MC006", "MC007", "MC008", "MC009", "MC011", "MC013", "MC014", "MC015", "MC016"}
CASE_IDS = [case[0] for case in CASES_WITH_VERDICT]


@pytest.mark.parametrize(("path", "cells"), [case[1:] for case in CASES_WITH_VERDICT], ids=CASE_IDS)
def test_every_open_item_of_the_checker_is_explained(path: Path, cells: dict[str, Value]) -> None:
    context = context_of(materialise(path, cells), own_list(path))
    found = run_rules(context)
    opened = [item for item in context.completeness if item.open]
    assert [item.id for item in opened if not explained(item, context, found)] == []
    strict = run_rules(context, load_profile("rmi-checker"))
    assert bool(strict) == bool(opened)
    assert not STRUCTURE & {finding.code for finding in found}
    beside = {"MC416", "MC423"} & {finding.code for finding in found}
    # The cases of the AMRT 1.2 have their metals beside the column for metals.
    assert bool(beside) == (path.stem == "RMI_AMRT_1.2" and bool(context.submission.smelters))


# Cases without an open field are filled in at random like the others, so each of them contradicts itself.
# What is said of it, besides information, is listed here with the reason.
CONTRADICTIONS = {
    # Uses no mineral but lists smelters, one of them twice, and answers the later questions.
    "EMRT_1.1_sdev_005": {"MC203", "MC307", "MC404"},
    "CRT_2.21_sdev2_008": {"MC203", "MC307"},
    # Says Yes about origin and names no country; has answers and smelters of unused minerals, a row
    # without smelter, products under company scope; calls all smelters identified, though not all suppliers
    # have answered and a row says otherwise.
    "CMRT_6.22_sdev2_006": {"MC203", "MC301", "MC303", "MC313", "MC402", "MC403", "MC613"},
    # Says Yes about origin and names no country; uses cobalt without a smelter; "see policy" is no address.
    "CRT_2.21_sdev2_005": {"MC205", "MC301", "MC313", "MC401"},
}


def test_complete_cases_are_told_their_contradictions_and_nothing_else(shared: Path) -> None:
    found = {}
    lines = (shared / "oracle" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    complete = {body["id"] for body in map(json.loads, lines) if _is_complete(body)}
    for name, path, cells in CASES_WITH_VERDICT:
        if name in complete:
            told = run_rules(context_of(materialise(path, cells), own_list(path)))
            found[name] = {finding.code for finding in told if finding.severity is not Severity.INFO}
    assert found == CONTRADICTIONS


def _is_complete(body: dict[str, Any]) -> bool:
    rows = (row for row in body["checker"] if not row["hidden"])
    return not any(row["necessary"] == 1 and row["incomplete"] == 1 for row in rows)


# Why a file that is called green is not passed without a word.
DIFFERENCES = {"cmrt-3.01-green": "all tin smelters are called identified, but not all suppliers responded"}


@pytest.mark.parametrize("kind", ["green", "high_risk", "validation_needed", "valid"])
def test_verdicts_agree_with_the_names_of_the_samples(kind: str, shared: Path) -> None:
    files = sorted(path for path in (shared / "samples" / "older").glob("cmrt-*") if kind in path.name)
    assert len(files) >= 2
    for path in files:
        if kind == "valid" and "validation" in path.name:
            continue
        found = run_rules(context_of(path.read_bytes()))
        passes = verdict_of(found) == "pass"
        expected = kind in ("green", "valid") and path.stem not in DIFFERENCES
        assert passes == expected, (path.name, [(f.code, str(f.cell)) for f in found])
        if path.stem in DIFFERENCES:
            assert [f.code for f in found if f.severity is not Severity.INFO] == ["MC301"]


VERDICTS = Path(__file__).resolve().parents[2] / "docs" / "verdicts.md"


def test_the_page_about_verdicts_says_what_is_found(shared: Path) -> None:
    text = VERDICTS.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+\.xlsx?) \| (\w+) \| ([^|]*) \|$", text, re.MULTILINE)
    files = {path.name: path for path in (shared / "samples" / "older").iterdir()}
    assert [name for name, _, _ in rows] == sorted(files)
    for name, verdict, why in rows:
        try:
            context = context_of(files[name].read_bytes())
        except UnreadableFileError:
            assert verdict == "unreadable"
            continue
        found = run_rules(context)
        assert verdict_of(found) == verdict, name
        told = re.search(r"(\d+|one) required fields? (?:is|are) open", why)
        opened = sum(finding.code == "MC101" for finding in found)
        assert opened == (int(told[1].replace("one", "1")) if told else 0), name
