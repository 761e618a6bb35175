"""MC4xx and MC5xx: rows of the Smelter List, by themselves and against the lists."""

from typing import Any

import pytest
from tests.rules.builders import a_reference, a_smelter
from tests.rules.cases import Case, check, fires, silent
from tests.rules.test_answers import NONE_USED, OTHERS, TIN_UNUSED

TIN = a_smelter()
NOT_LISTED = {"metal": "Tin", "smelter_lookup": "Smelter not listed"}
OLD: dict[str, Any] = {
    "family": "CMRT",
    "version": "3.01",
    "comments": {"policy_public": "www.tamarind.example/policy"},
}


def tin_rows(*rows: object) -> dict[str, Any]:
    """Rows 5 to 7 are sound; the rows given follow from row 8 on."""
    return {"smelters": [*OTHERS, *rows]}


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
        ),
    ),
    silent("MC404", "other smelter of the same mineral", **tin_rows(TIN, a_smelter("Sierra Alloy"))),
    silent("MC404", "other name is another rule's business", **tin_rows(TIN, a_smelter("Kestrel Smelting"))),
    fires(
        "MC405",
        "alias of a smelter listed before",
        "Smelter List!F9",
        **tin_rows(TIN, a_smelter("Kestrel Smelting")),
    ),
    silent("MC405", "same name is another rule's business", **tin_rows(TIN, TIN)),
    fires(
        "MC406", "no country", "Smelter List!E9", **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Foo Works"})
    ),
    fires("MC406", "neither name nor country", "Smelter List!D9", **tin_rows(TIN, NOT_LISTED)),
    fires(
        "MC406",
        "a zero is no country",
        "Smelter List!E9",
        **tin_rows(TIN, NOT_LISTED | {"smelter_name": "Foo Works", "smelter_country": 0.0}),
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
        **tin_rows(NOT_LISTED | {"smelter_name": "Foo", "smelter_country": "PERU", "smelter_id": "CID12"}),
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
    silent("MC502", "own mineral"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)
