"""What was done to a form and its sheets is reported, from the file to the finding."""

import datetime as dt

import pytest
from fixtures.builder import Template, template
from tests.support.moving import inserted, move
from tests.support.renaming import renamed

from mineralcheck.completeness.checker import check_completeness
from mineralcheck.matching.matcher import Matcher
from mineralcheck.model.match import UNKNOWN_STATUS
from mineralcheck.reader.submission import SHEETS, read_submission
from mineralcheck.reference.entries import build_reference
from mineralcheck.rules.context import RuleContext
from mineralcheck.rules.engine import run_rules
from mineralcheck.workbook.opening import open_workbook

FORMS = [("CMRT", "6.5"), ("CMRT", "6.22"), ("CRT", "2.2"), ("EMRT", "1.3"), ("EMRT", "2.1"), ("AMRT", "1.3")]
MOVED, RENAMED, SECOND, EDITED_LIST, SHIFTED = "MC013", "MC014", "MC015", "MC016", "MC423"
STRUCTURE = {"MC006", "MC007", "MC009", MOVED, RENAMED, SECOND, EDITED_LIST, SHIFTED}


def told(data: bytes) -> list[tuple[str, str]]:
    """Findings about the structure of a file: code and cell."""
    submission, layout = read_submission(open_workbook(data, sheets=SHEETS))
    reference = build_reference([])
    context = RuleContext(
        submission=submission,
        layout=layout,
        completeness=check_completeness(submission, layout),
        matches=tuple(Matcher(reference).match(row.declared) for row in submission.smelters),
        statuses=(UNKNOWN_STATUS,) * len(submission.smelters),
        reference=reference,
        today=dt.date(2026, 3, 1),
    )
    return [(each.code, str(each.cell)) for each in run_rules(context) if each.code in STRUCTURE]


def built(family: str = "CMRT", version: str = "6.5") -> Template:
    return template(family, version).product("P-1", "Pump")


@pytest.mark.parametrize(("family", "version"), FORMS)
def test_a_form_in_its_place_is_none_of_their_business(family: str, version: str) -> None:
    assert told(built(family, version).bytes()) == []


@pytest.mark.parametrize(("family", "version"), FORMS)
def test_a_moved_form_and_a_moved_list_are_reported(family: str, version: str) -> None:
    data = built(family, version).bytes()
    rows, columns = inserted(2, 3), inserted(1, 1)
    [(code, cell)] = told(move(data, "Declaration", rows=rows, columns=columns))
    assert (code, cell.partition("!")[0]) == (MOVED, "Declaration")
    [(code, cell)] = told(move(data, "Product List", rows=rows, columns=columns))
    assert (code, cell.partition("!")[0]) == (MOVED, "Product List")


def test_renamed_sheets_are_reported_one_by_one() -> None:
    data = renamed(built().bytes(), {"Declaration": "Declaration (2)", "Smelter List": "Smelter List-1"})
    assert told(data) == [(RENAMED, "Declaration (2)!A1"), (RENAMED, "Smelter List-1!A1")]


def test_a_second_form_is_reported() -> None:
    twice = built()
    for number in range(1, 9):
        twice.set(f"Definitions!B{20 + number}", f"{number}) A question")
    assert told(renamed(twice.bytes(), {"Definitions": "Declaration (2)"})) == [
        (SECOND, "Declaration (2)!A1")
    ]


def test_an_edited_drop_down_is_reported() -> None:
    lists = built("EMRT", "2.1")
    layout = read_submission(open_workbook(lists.bytes(), sheets=SHEETS))[1]
    for address, name in layout.drop_downs.items():
        for row, text in enumerate(layout.answers[name], int(address[1:])):
            lists.set(f"Declaration!B{row}", text)
    assert told(lists.bytes()) == []
    assert told(lists.set("Declaration!B146", "Perhaps").bytes()) == [(EDITED_LIST, "Declaration!B146")]


def test_a_list_pasted_beside_its_columns_is_reported() -> None:
    beside = template().no_smelters()
    for row, name in enumerate(("Oberland Zinn", "Moor Tin"), 5):
        for letter, text in {"C": "Tin", "D": "Smelter not listed", "E": name, "F": "PERU"}.items():
            beside.set(f"Smelter List!{letter}{row}", text)
    assert told(beside.bytes()) == [(SHIFTED, "Smelter List!C5")]
