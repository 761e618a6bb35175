"""MC0xx: the file and its template."""

import datetime as dt
from typing import Any

import pytest
from tests.rules.builders import Shown, a_context, a_layout, places
from tests.rules.cases import Case, check, fires, silent

from mineralcheck.model.cells import CellRef
from mineralcheck.model.submission import StructureNote

J3 = "Declaration!J3"
SOUND: dict[str, Any] = {"comments": {"policy_public": "www.tamarind.example/policy"}}


TITLE = {"Declaration!D2": Shown("Conflict Minerals Reporting Template (CMRT)")}


# What stands behind the drop-downs of CMRT 6.5, as its layout says.
_LISTS = (
    (96, ("Yes", "No")),
    (105, a_layout().answers["survey_format_cmrt"]),
    (108, a_layout().answers["disclosure_regime"]),
)
BEHIND = {f"Declaration!B{row}": text for first, texts in _LISTS for row, text in enumerate(texts, first)}


def _first(count: int) -> dict[str, Any]:
    """Only some of the lists."""
    return {"cells": dict(list(BEHIND.items())[:count])}


def note(kind: str, at: str, detail: str) -> StructureNote:
    return StructureNote(kind=kind, at=CellRef.parse(*at.split("!")), detail=detail)


def labelled(text: str) -> dict[str, Any]:
    return {"cells": {J3: text}}


def dated(year: int, month: int, day: int) -> dict[str, Any]:
    return {"fields": {"effective_date": dt.datetime(year, month, day)}}


CASES = [
    fires("MC002", "newest was out", J3, version="6.4", **dated(2025, 4, 25)),
    silent("MC002", "newest was not out yet", version="6.4", **dated(2025, 4, 24)),
    silent("MC002", "newest", **dated(2025, 11, 3)),
    silent("MC002", "no date", version="6.4", fields={"effective_date": None}),
    fires("MC003", "newer than any known", J3, **labelled("Revision 6.99")),
    silent("MC003", "known"),
    silent("MC003", "known, but not seen", version="6.4", **labelled("Revision 6.3")),
    fires("MC004", "read like its neighbour", J3, version="6.31", **labelled("Revision 6.3\nMay 5, 2023")),
    silent("MC004", "seen"),
    silent("MC004", "not known at all is another rule's business", **labelled("Revision 6.99")),
    fires("MC005", "letter behind the number", J3, also=("MC003",), **labelled("Revision 6.5b")),
    silent("MC005", "no letter"),
    silent("MC005", "letter of an old smelter list", version="2.03", **labelled("Revision 2.03a")),
    fires(
        "MC006",
        "label of another revision",
        J3,
        cells={J3: "Revision 2.03"},
        also=("MC002",),
    ),
    silent("MC006", "own label"),
    fires("MC007", "list missing", "", without=("Product List",)),
    silent("MC007", "all there"),
    fires("MC008", "row added", "Smelter Look-up!A1", lookup_changes=("Tin CID999009 (added)",)),
    silent("MC008", "like the others"),
    fires(
        "MC009",
        "question reworded",
        "Declaration!B31",
        cells=TITLE | {"Declaration!B31": "2) Is it in there?"},
    ),
    fires("MC009", "field renamed", "Declaration!B15", cells=TITLE | {"Declaration!B15": "Sales contact"}),
    silent("MC009", "labels are formulas", cells=TITLE | {"Declaration!B31": Shown("2) Does it remain?")}),
    silent("MC009", "no formula left at all", cells={"Declaration!B31": "2) Does it remain?"}),
    fires("MC010", "no result in the title", "Declaration!D2", cells={"Declaration!D2": None}),
    silent("MC010", "calculated"),
    fires("MC011", "no such language", "Declaration!D3", cells={"Declaration!D3": "Japanese"}),
    silent("MC011", "offered", cells={"Declaration!D3": "日本語 Japanese"}),
    silent("MC011", "blank", cells={"Declaration!D3": None}),
    fires(
        "MC012",
        "comment in Chinese",
        "Declaration!G57",
        comments={"supplier_response|Tin": "两家供应商未回复"},
    ),
    fires(
        "MC012",
        "description of the scope",
        "Declaration!D10",
        fields={"declaration_scope": "user_defined", "scope_description": "Разъёмы"},
    ),
    fires(
        "MC012",
        "first of two by place",
        "Declaration!D10",
        fields={"declaration_scope": "user_defined", "scope_description": "Разъёмы"},
        comments={"supplier_response|Tin": "两家供应商未回复"},
    ),
    silent("MC012", "two words of five", comments={"supplier_response|Tin": "abcdef Разъ"}),
    silent("MC012", "a word of another script", comments={"supplier_response|Tin": "see 附件 for details"}),
    silent("MC012", "company name", fields={"company_name": "北星電子株式会社"}),
    fires(
        "MC013", "row above the form", "Declaration!B9", notes=[note("moved_form", "Declaration!B9", "rows")]
    ),
    fires(
        "MC013",
        "column in a list",
        "Product List!A5",
        notes=[note("moved_list", "Product List!A5", "Product List")],
    ),
    silent("MC013", "in place"),
    silent(
        "MC013",
        "pasted beside is another rule's business",
        notes=[note("shifted_list", "Smelter List!C5", "1")],
    ),
    fires(
        "MC014",
        "numbered copy",
        "Smelter List (2)!A1",
        notes=[note("renamed_sheet", "Smelter List (2)!A1", "Smelter List")],
    ),
    silent("MC014", "own names"),
    fires(
        "MC015",
        "last year's form",
        "Declaration (2)!A1",
        notes=[note("second_form", "Declaration (2)!A1", "Declaration (2)")],
    ),
    silent("MC015", "one form"),
    fires("MC016", "answer of one's own", "Declaration!B97", cells=BEHIND | {"Declaration!B97": "Later"}),
    fires(
        "MC016",
        "two changed",
        "Declaration!B107",
        cells=BEHIND | {"Declaration!B107": None, "Declaration!B111": "Nope"},
    ),
    silent("MC016", "as in the template", cells=BEHIND),
    silent("MC016", "in other letters", cells=BEHIND | {"Declaration!B97": "NO "}),
    silent("MC016", "lists somewhere else", cells={f"Declaration!B{row}": "x" for row in range(96, 112)}),
    silent("MC016", "half of them somewhere else", **_first(4)),
    silent("MC016", "no lists at all"),
    silent("MC016", "revision that nobody compared", version="6.21", **labelled("Revision 6.21")),
    silent("MC012", "no letters", comments={"supplier_response|Tin": "12 / 14"}),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)


def test_rules_about_a_missing_sheet_do_not_run() -> None:
    context = a_context(fields={"declaration_scope": "product"}, without=("Product List",))
    assert places(context) == [("MC007", "")]
