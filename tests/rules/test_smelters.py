"""MC4xx and MC5xx: rows of the Smelter List, by themselves and against the lists."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.rules.builders import LISTED, Row, a_layout, a_reference, a_smelter
from tests.rules.cases import Case, check, fires, silent
from tests.rules.test_answers import NONE_USED, OTHERS, TIN_UNUSED

from mineralcheck.model.cells import CellValue, column_letter
from mineralcheck.templates.layout import Table

TIN = a_smelter()
NOT_LISTED = {"metal": "Tin", "smelter_lookup": "Smelter not listed"}
OLD: dict[str, Any] = {
    "family": "CMRT",
    "version": "3.01",
    "comments": {"policy_public": "www.tamarind.example/policy"},
}


def tin_rows(*rows: object, **more: Any) -> dict[str, Any]:
    """Rows 5 to 7 are sound; the rows given follow from row 8 on."""
    return {"smelters": [*OTHERS, *rows]} | more


UNKNOWN_TIN = {"metal": "Tin", "smelter_lookup": "Smelter not yet identified"}
OPEN = {"all_smelters_identified|Tin": "No", "all_smelter_information_reported|Tin": "No"}
TWINS = a_reference((*LISTED, ("Tin", "Kestrel Tin Works", "Kestrel Tin Works II", "CHINA", "CID999003")))


MINES = a_layout("EMRT", "2.1").mines
A_MINE: dict[str, CellValue] = {
    "metal": "Nickel",
    "smelter_names": "Borealis Nickel",
    "mine_name": "Pit 4",
    "mine_country": "FINLAND",
}


def beside(table: Table | None, rows: Sequence[Row]) -> dict[str, CellValue]:
    """Rows of a list, each entry one column to the right of its own."""
    assert table
    places = {field: column_letter(table.column(field) + 1) for field in table.columns}
    return {
        f"{table.sheet}!{places[field]}{number}": value
        for number, row in enumerate(rows, table.first_row)
        for field, value in row.items()
    }


NAMED_UNKNOWN = UNKNOWN_TIN | {"smelter_name": "in clarification", "smelter_country": "PERU"}
SHIFTED = {"smelter_lookup": "Tin", "smelter_name": "Foo", "smelter_country": "Bar"}


def bare(name: str, **more: str) -> dict[str, str]:
    """A row as it looks when a name is pasted over the look-up."""
    return {"metal": "Tin", "smelter_lookup": name, "smelter_name": name} | more


CASES = [
    fires("MC401", "used mineral without row", "Smelter List!B5", smelters=OTHERS),
    fires(
        "MC401",
        "cobalt, which the official Checker lets pass",
        "Smelter List!B5",
        family="CRT",
        version="2.2",
        smelters=[],
    ),
    silent(
        "MC401",
        "not yet identified is a row",
        **tin_rows({"metal": "Tin", "smelter_lookup": "Smelter not yet identified"}),
    ),
    silent("MC401", "unused mineral", answers=TIN_UNUSED, smelters=OTHERS),
    silent("MC401", "undecided mineral", answers={"remains_in_product|Tin": None}, smelters=OTHERS),
    fires("MC402", "unused mineral", "Smelter List!B8", answers=TIN_UNUSED, **tin_rows(TIN)),
    silent("MC402", "used mineral"),
    silent("MC402", "no mineral used is another rule's business", answers=NONE_USED, smelters=[TIN]),
    fires("MC403", "metal alone", "Smelter List!C9", **tin_rows(TIN, {"metal": "Tin"})),
    fires(
        "MC403",
        "country missing where there is no look-up",
        "Smelter List!C5",
        family="AMRT",
        version="1.2",
        minerals=("Zinc",),
        smelters=[{"metal": "Zinc", "smelter_name": "Halcyon Zinc"}],
    ),
    silent("MC403", "complete row", **tin_rows(TIN)),
    silent("MC403", "row without metal is another rule's business", **tin_rows(TIN, {"smelter_name": "Foo"})),
    fires("MC404", "same smelter twice", "Smelter List!F9", **tin_rows(TIN, TIN)),
    fires(
        "MC404",
        "same unlisted name twice",
        "Smelter List!D10",
        **tin_rows(
            TIN,
            NOT_LISTED | {"smelter_name": "Foo Works", "smelter_country": "PERU"},
            NOT_LISTED | {"smelter_name": "FOO works", "smelter_country": "Peru"},
            answers=OPEN,
        ),
    ),
    silent("MC404", "other smelter of the same mineral", **tin_rows(TIN, a_smelter("Sierra Alloy"))),
    silent("MC404", "other name is another rule's business", **tin_rows(TIN, a_smelter("Kestrel Smelting"))),
    silent(
        "MC404",
        "same name of two metals",
        **tin_rows(
            TIN,
            NOT_LISTED | {"smelter_name": "Foo Works", "smelter_country": "PERU"},
            NOT_LISTED | {"metal": "Gold", "smelter_name": "Foo Works", "smelter_country": "PERU"},
        ),
    ),
    silent("MC404", "two that are not yet identified", **tin_rows(TIN, NAMED_UNKNOWN, NAMED_UNKNOWN)),
    silent("MC404", "two shifted rows", **tin_rows(TIN, SHIFTED, SHIFTED)),
    fires(
        "MC405",
        "same number, which no list has",
        "Smelter List!D9",
        reference=a_reference(()),
        **tin_rows(TIN, TIN | {"smelter_lookup": "Smelter not listed", "smelter_name": "Foo"}, answers=OPEN),
    ),
    fires(
        "MC405",
        "alias of a smelter listed before",
        "Smelter List!C9",
        **tin_rows(TIN, a_smelter("Kestrel Smelting")),
    ),
    silent("MC405", "same name is another rule's business", **tin_rows(TIN, TIN)),
    fires(
        "MC406",
        "no country",
        "Smelter List!E9",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Foo Works"}, answers=OPEN),
    ),
    fires(
        "MC406",
        "no name",
        "Smelter List!D9",
        **tin_rows(TIN, NOT_LISTED | {"smelter_country": "PERU"}, answers=OPEN),
    ),
    fires("MC406", "neither name nor country", "Smelter List!D9", **tin_rows(TIN, NOT_LISTED, answers=OPEN)),
    fires(
        "MC406",
        "a zero is no country",
        "Smelter List!E9",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Foo Works", "smelter_country": 0.0}, answers=OPEN),
    ),
    silent(
        "MC406",
        "both given",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Foo Works", "smelter_country": "PERU"}),
    ),
    silent("MC406", "listed smelter", **tin_rows(TIN)),
    fires("MC411", "blank within", "Smelter List!A8", **tin_rows(TIN | {"smelter_id_input": "CID 999001"})),
    fires("MC411", "digits alone", "Smelter List!A8", **tin_rows(TIN | {"smelter_id_input": 999001.0})),
    fires("MC411", "too long", "Smelter List!A8", **tin_rows(TIN | {"smelter_id_input": "CID9990011"})),
    fires(
        "MC411",
        "typed beside a smelter that is not listed",
        "Smelter List!F8",
        **tin_rows(
            NOT_LISTED | {"smelter_name": "Foo", "smelter_country": "PERU", "smelter_id": "CID12"},
            answers=OPEN,
        ),
    ),
    silent("MC411", "result of the look-up", **tin_rows(TIN | {"smelter_id": "242332"})),
    silent("MC411", "well formed", **tin_rows(TIN | {"smelter_id_input": "CID999001"})),
    silent(
        "MC411",
        "stray spaces are another rule's business",
        **tin_rows(TIN | {"smelter_id_input": " CID999001 "}),
    ),
    silent("MC411", "blank is missing, not malformed", **tin_rows(TIN | {"smelter_id": None})),
    silent("MC411", "old numbering in an old revision", smelters=[TIN | {"smelter_id": "2JPN001"}], **OLD),
    fires("MC501", "in no list", "Smelter List!A8", **tin_rows(TIN | {"smelter_id_input": "CID999999"})),
    silent(
        "MC501",
        "no list at hand",
        reference=a_reference(()),
        **tin_rows(TIN | {"smelter_id_input": "CID999999"}),
    ),
    silent("MC501", "listed", **tin_rows(TIN | {"smelter_id_input": "CID999001"})),
    fires(
        "MC502", "gold id under tin", "Smelter List!A8", **tin_rows(TIN | {"smelter_id_input": "CID999021"})
    ),
    fires(
        "MC502",
        "below a row of an unknown metal",
        "Smelter List!A9",
        also=("MC410",),
        **tin_rows(
            {"metal": "SnPb", "smelter_lookup": "Aurora Refinery", "smelter_id": "CID999021"},
            TIN | {"smelter_id_input": "CID999021"},
        ),
    ),
    silent("MC502", "own mineral"),
    fires("MC407", "look-up says so", "Smelter List!C9", **tin_rows(TIN, UNKNOWN_TIN, answers=OPEN)),
    fires(
        "MC407",
        "name says so",
        "Smelter List!D9",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "unknown", "smelter_country": "PERU"}, answers=OPEN),
    ),
    silent(
        "MC407",
        "not listed",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Foo", "smelter_country": "PERU"}),
    ),
    fires("MC409", "name without metal", "Smelter List!B9", **tin_rows(TIN, {"smelter_name": "Foo Works"})),
    silent("MC409", "number that no list has", **tin_rows(TIN, {"smelter_id_input": "CID999999"})),
    silent("MC409", "metal given"),
    silent("MC409", "a remark below the list", **tin_rows(TIN, {"comments": "four smelters in all"})),
    silent(
        "MC409",
        "failed formula is another rule's business",
        **tin_rows(TIN, {"metal": "#N/A", "smelter_lookup": "Foo"}),
    ),
    silent(
        "MC409",
        "shifted is another rule's business",
        **tin_rows(TIN, {"smelter_lookup": "Tin", "smelter_name": "Foo"}),
    ),
    fires(
        "MC410", "metal of another template", "Smelter List!B9", **tin_rows(TIN, a_smelter("Meridian Cobalt"))
    ),
    fires(
        "MC410",
        "alloy",
        "Smelter List!B9",
        **tin_rows(TIN, {"metal": "SnPb", "smelter_lookup": "Kestrel Tin Works"}),
    ),
    silent("MC410", "other case", **tin_rows(TIN | {"metal": "TIN"})),
    silent(
        "MC410",
        "shifted is another rule's business",
        **tin_rows(TIN, {"metal": "Foo", "smelter_lookup": "Tin"}),
    ),
    silent(
        "MC411",
        "shifted is another rule's business",
        **tin_rows(TIN, {"smelter_id_input": "CID12", "smelter_lookup": "Tin"}),
    ),
    fires("MC412", "vendor number", "Smelter List!A8", **tin_rows(TIN | {"smelter_id_input": "V-4711"})),
    fires("MC412", "old numbering", "Smelter List!A8", **tin_rows(TIN | {"smelter_id_input": "2JPN001"})),
    fires(
        "MC412",
        "old numbering in another family",
        "Smelter List!A5",
        family="EMRT",
        version="1.3",
        smelters=[a_smelter("Meridian Cobalt", smelter_id_input="2FIN001"), a_smelter("Lapis Mica")],
    ),
    silent("MC412", "malformed is another rule's business", **tin_rows(TIN | {"smelter_id_input": "CIDX"})),
    silent("MC412", "says that there is none", **tin_rows(TIN | {"smelter_id_input": "n/a"})),
    silent("MC412", "old numbering in an old revision", smelters=[TIN | {"smelter_id": "2JPN001"}], **OLD),
    silent(
        "MC412",
        "shifted is another rule's business",
        **tin_rows(TIN, {"smelter_id_input": "Tin", "metal": "Foo"}),
    ),
    fires(
        "MC413",
        "continent",
        "Smelter List!E9",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Foo", "smelter_country": "Asia"}, answers=OPEN),
    ),
    fires(
        "MC413",
        "below a row that may have none",
        "Smelter List!E10",
        also=("MC407",),
        **tin_rows(
            TIN,
            UNKNOWN_TIN | {"smelter_country": "Unknown"},
            NOT_LISTED | {"smelter_name": "Foo", "smelter_country": "Asia"},
            answers=OPEN,
        ),
    ),
    silent("MC413", "country in Japanese", **tin_rows(TIN | {"smelter_country": "日本"})),
    silent("MC413", "blank", **tin_rows(TIN | {"smelter_country": None})),
    silent("MC413", "not yet identified", **tin_rows(TIN, UNKNOWN_TIN | {"smelter_country": "Unknown"})),
    silent(
        "MC413", "failed formula is another rule's business", **tin_rows(TIN | {"smelter_country": "#N/A"})
    ),
    fires("MC415", "error in the country", "Smelter List!E8", **tin_rows(TIN | {"smelter_country": "#N/A"})),
    fires("MC415", "exclamation mark", "Smelter List!D8", **tin_rows(TIN | {"smelter_name": "!"})),
    fires("MC415", "zero as number", "Smelter List!F8", **tin_rows(TIN | {"smelter_id": 0.0})),
    fires(
        "MC415",
        "below rows without a look-up",
        "Smelter List!E10",
        also=("MC407",),
        **tin_rows(
            UNKNOWN_TIN | {"smelter_country": 0.0},
            NOT_LISTED | {"smelter_name": "Foo", "smelter_country": "PERU"},
            TIN | {"smelter_country": "#N/A"},
            answers=OPEN,
        ),
    ),
    silent("MC415", "zero as street, as in every official file", **tin_rows(TIN | {"smelter_street": 0.0})),
    silent(
        "MC415",
        "number that no list has",
        **tin_rows(TIN, {"smelter_id_input": "CID999999", "metal": "#N/A"}),
    ),
    silent("MC415", "not yet identified", **tin_rows(TIN, UNKNOWN_TIN | {"smelter_country": 0.0})),
    silent("MC415", "not listed", **tin_rows(TIN, NOT_LISTED | {"smelter_country": 0.0})),
    fires(
        "MC416",
        "one to the right",
        "Smelter List!B9",
        **tin_rows(TIN, {"smelter_lookup": "Tin", "smelter_name": "Foo", "smelter_country": "Bar"}),
    ),
    fires(
        "MC416",
        "one to the left",
        "Smelter List!B9",
        **tin_rows(TIN, {"smelter_id_input": "TIN", "metal": "Kestrel", "smelter_lookup": "Kestrel"}),
    ),
    silent("MC416", "a metal in its column", **tin_rows(TIN | {"smelter_lookup": "Tin"})),
    silent("MC416", "a metal further away", **tin_rows(TIN, {"smelter_name": "Tin"})),
    fires(
        "MC417",
        "number as name",
        "Smelter List!D9",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "CID999002", "smelter_country": "PERU"}, answers=OPEN),
    ),
    fires(
        "MC417",
        "number as look-up",
        "Smelter List!C9",
        **tin_rows(TIN, {"metal": "Tin", "smelter_lookup": "CID999002"}),
    ),
    silent("MC417", "name", **tin_rows(TIN)),
    fires(
        "MC418",
        "own e-mail address",
        "Smelter List!L8",
        **tin_rows(TIN | {"smelter_contact_email": "R.Tanaka@tamarind.example"}),
    ),
    fires(
        "MC418",
        "own authorizer by name",
        "Smelter List!K8",
        **tin_rows(
            TIN | {"smelter_contact_name": "M. OKAFOR", "smelter_contact_email": "sales@kestrel.example"}
        ),
    ),
    fires(
        "MC418",
        "name and address are one finding",
        "Smelter List!L8",
        **tin_rows(
            TIN | {"smelter_contact_name": "R. Tanaka", "smelter_contact_email": "r.tanaka@tamarind.example"}
        ),
    ),
    silent(
        "MC418",
        "both names are placeholders",
        fields={"authorizer_name": "tbd"},
        **tin_rows(TIN | {"smelter_contact_name": "TBD"}),
    ),
    silent("MC418", "other address", **tin_rows(TIN | {"smelter_contact_email": "sales@kestrel.example"})),
    silent(
        "MC418",
        "both say n/a",
        fields={"contact_email": "n/a"},
        **tin_rows(TIN | {"smelter_contact_email": "n/a"}),
    ),
    silent(
        "MC418",
        "the supplier is the smelter",
        fields={"company_name": "KESTREL Tin Works"},
        **tin_rows(TIN | {"smelter_contact_email": "r.tanaka@tamarind.example"}),
    ),
    fires(
        "MC419",
        "own name",
        "Smelter List!D9",
        **tin_rows(
            TIN, NOT_LISTED | {"smelter_name": "Tamarind Circuits", "smelter_country": "INDIA"}, answers=OPEN
        ),
    ),
    silent(
        "MC419",
        "a smelter that fills in the form",
        fields={"company_name": "Kestrel Tin Works"},
        **tin_rows(TIN),
    ),
    fires(
        "MC422",
        "below the last row",
        "Smelter List!B2505",
        **tin_rows(TIN, a_smelter("Sierra Alloy", row=2505)),
    ),
    silent("MC422", "in the last row", **tin_rows(TIN, a_smelter("Sierra Alloy", row=2504))),
    fires(
        "MC423",
        "whole list one to the right",
        "Smelter List!C5",
        smelters=[],
        cells=beside(a_layout().smelters, [*OTHERS, TIN]),
    ),
    fires(
        "MC423",
        "whole list of mines",
        "Mine List!B5",
        family="EMRT",
        version="2.1",
        cells=beside(MINES, [A_MINE, A_MINE | {"mine_name": "Pit 5"}]),
    ),
    silent("MC423", "one row is another rule's business", **tin_rows(TIN, {"smelter_lookup": "Tin"})),
    silent("MC423", "in place"),
    fires(
        "MC503",
        "tungsten smelter under tin",
        "Smelter List!C9",
        **tin_rows(TIN, {"metal": "Tin", "smelter_lookup": "Tamarind Wolfram"}),
    ),
    silent(
        "MC503",
        "not listed, which it is",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Tamarind Wolfram", "smelter_country": "INDIA"}),
    ),
    silent("MC503", "own metal"),
    silent(
        "MC503", "metal not known", **tin_rows(TIN, {"metal": "SnPb", "smelter_lookup": "Tamarind Wolfram"})
    ),
    silent("MC502", "metal not known", **tin_rows(TIN, {"metal": "SnPb", "smelter_id": "CID999021"})),
    fires(
        "MC505",
        "two smelters of one name",
        "Smelter List!C8",
        reference=TWINS,
        **tin_rows(bare("Kestrel Tin Works")),
    ),
    silent("MC505", "with the number", reference=TWINS, **tin_rows(TIN)),
    fires("MC507", "misspelt", "Smelter List!C9", **tin_rows(TIN, bare("Siera Aloy"))),
    fires("MC507", "nothing like it", "Smelter List!C9", **tin_rows(TIN, bare("Qwerty Metals"))),
    silent("MC507", "no list at hand", reference=a_reference(()), **tin_rows(bare("Qwerty Metals"))),
    silent(
        "MC507",
        "not listed, which it is",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Qwerty", "smelter_country": "PERU"}),
    ),
    silent(
        "MC507",
        "unknown number is another rule's business",
        **tin_rows(TIN, bare("Qwerty", smelter_id="CID999999")),
    ),
    silent("MC507", "number where the name belongs", **tin_rows(TIN, bare("CID999002"))),
    silent("MC507", "metal not known", **tin_rows(TIN, {"metal": "SnPb", "smelter_lookup": "Qwerty"})),
    silent("MC507", "no name", **tin_rows(TIN, {"metal": "Tin"})),
    fires(
        "MC508",
        "number of another smelter",
        "Smelter List!A8",
        **tin_rows(TIN | {"smelter_id_input": "CID999002", "smelter_id": None, "smelter_country": None}),
    ),
    fires(
        "MC508",
        "two numbers",
        "Smelter List!A8",
        reference=a_reference(()),
        **tin_rows(TIN | {"smelter_id_input": "CID999002"}),
    ),
    silent("MC508", "same number twice", **tin_rows(TIN | {"smelter_id_input": "CID999001"})),
    silent(
        "MC508",
        "unknown number is another rule's business",
        **tin_rows(TIN | {"smelter_id_input": "CID999999"}),
    ),
    fires("MC509", "other country", "Smelter List!E8", **tin_rows(TIN | {"smelter_country": "CHINA"})),
    silent("MC509", "other spelling", **tin_rows(TIN | {"smelter_country": "Japan"})),
    fires(
        "MC510",
        "by name",
        "Smelter List!D9",
        **tin_rows(
            TIN, NOT_LISTED | {"smelter_name": "Sierra Alloy", "smelter_country": "PERU"}, answers=OPEN
        ),
    ),
    fires(
        "MC510",
        "by number",
        "Smelter List!D9",
        **tin_rows(
            TIN,
            NOT_LISTED
            | {"smelter_name": "Sierra Alloy", "smelter_country": "PERU", "smelter_id": "CID999002"},
            answers=OPEN,
        ),
    ),
    silent(
        "MC510",
        "really not listed",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Foo", "smelter_country": "PERU"}),
    ),
    fires(
        "MC511", "strange name", "Smelter List!C8", **tin_rows(bare("Qwerty Metals", smelter_id="CID999001"))
    ),
    silent("MC511", "one of its names", **tin_rows(TIN)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)
