"""MC2xx and MC3xx: answers, and what contradicts them."""

from typing import Any

import pytest
from tests.rules.builders import a_smelter
from tests.rules.cases import Case, check, fires, silent

TIN_UNUSED = {
    "Tin": None,
    "intentionally_added|Tin": "No",
}
NONE_USED = dict.fromkeys(("Tantalum", "Tin", "Gold", "Tungsten")) | {
    f"intentionally_added|{mineral}": "No" for mineral in ("Tantalum", "Tin", "Gold", "Tungsten")
}
OTHERS = [a_smelter("Nordlys Tantal"), a_smelter("Aurora Refinery"), a_smelter("Tamarind Wolfram")]
OTHER_FORMAT = "Yes, using other format (describe)"
UNKNOWN_TIN = {"metal": "Tin", "smelter_lookup": "Smelter not yet identified"}
UNLISTED_TIN = {
    "metal": "Tin",
    "smelter_lookup": "Smelter not listed",
    "smelter_name": "Foo Works",
    "smelter_country": "PERU",
}
NICKEL_MINE = {
    "metal": "Nickel",
    "smelter_names": "Borealis Nickel",
    "mine_name": "Pit 4",
    "mine_country": "FINLAND",
}
CMRT_3: dict[str, Any] = {
    "family": "CMRT",
    "version": "3.01",
    "comments": {"policy_public": "www.tamarind.example/policy"},
}
CASES = [
    fires("MC201", "free text", "Declaration!D51", answers={"all_recycled_or_scrap|Tin": "Partly"}),
    fires("MC201", "one hundred is not 100%", "Declaration!D57", answers={"supplier_response|Tin": 100.0}),
    fires(
        "MC201", "company question", "Declaration!D81", answers={"due_diligence_implemented": "in progress"}
    ),
    silent("MC201", "number one is 100%", answers={"supplier_response|Tin": 1.0}),
    silent("MC201", "case and space", answers={"all_recycled_or_scrap|Tin": " no "}),
    silent("MC201", "blank", answers={"all_recycled_or_scrap|Tin": None}),
    fires(
        "MC203",
        "later answers left",
        "Declaration!D39",
        answers=TIN_UNUSED | {"from_covered_countries|Tin": "No", "supplier_response|Tin": "100%"},
        smelters=OTHERS,
    ),
    fires(
        "MC203",
        "second question says yes",
        "Declaration!D33",
        answers=TIN_UNUSED | {"remains_in_product|Tin": "Yes"},
        smelters=OTHERS,
    ),
    fires(
        "MC203",
        "second and later questions, in their order",
        "Declaration!D33",
        answers=TIN_UNUSED | {"remains_in_product|Tin": "Yes", "supplier_response|Tin": "100%"},
        smelters=OTHERS,
    ),
    fires(
        "MC203",
        "both denied, as CMRT 3 wants it",
        "Declaration!D39",
        answers=TIN_UNUSED | {"remains_in_product|Tin": "No", "from_covered_countries|Tin": "No"},
        smelters=OTHERS,
        **CMRT_3,
    ),
    silent(
        "MC203",
        "one denied, which is not enough for CMRT 3",
        answers=TIN_UNUSED | {"remains_in_product|Tin": "Yes", "from_covered_countries|Tin": "No"},
        smelters=OTHERS,
        **CMRT_3,
    ),
    silent(
        "MC203",
        "second question says no, too",
        answers=TIN_UNUSED | {"remains_in_product|Tin": "No"},
        smelters=OTHERS,
    ),
    silent(
        "MC203",
        "only a comment",
        answers=TIN_UNUSED,
        comments={"supplier_response|Tin": "none"},
        smelters=OTHERS,
    ),
    silent("MC203", "used mineral"),
    fires("MC307", "smelters listed", "Declaration!D26", answers=NONE_USED, smelters=[a_smelter()]),
    fires(
        "MC307",
        "mine listed",
        "Declaration!D30",
        family="EMRT",
        version="2.1",
        answers={"Nickel": None, "intentionally_added|Nickel": "No"},
        smelters=[],
        mines=[
            {
                "metal": "Nickel",
                "smelter_names": "Borealis Nickel",
                "mine_name": "Pit 9",
                "mine_country": "FINLAND",
            }
        ],
    ),
    silent("MC307", "nothing listed", answers=NONE_USED, smelters=[]),
    silent("MC307", "one mineral used", answers=TIN_UNUSED, smelters=OTHERS),
    silent(
        "MC307",
        "products of an unused mineral",
        answers=NONE_USED,
        smelters=[],
        products=[{"product_number": "P1"}],
    ),
    fires(
        "MC308",
        "smelter listed",
        "Declaration!D30",
        family="EMRT",
        version="2.1",
        answers={"intentionally_added|Nickel": "Unknown"},
    ),
    fires(
        "MC308",
        "second question",
        "Declaration!D42",
        family="EMRT",
        version="2.1",
        answers={"remains_in_product|Nickel": "Unknown"},
    ),
    fires(
        "MC308",
        "mine listed",
        "Declaration!D30",
        also=("MC602",),
        family="EMRT",
        version="2.1",
        answers={"intentionally_added|Nickel": "Unknown"},
        smelters=[],
        mines=[NICKEL_MINE],
    ),
    fires(
        "MC308",
        "first of two minerals",
        "Declaration!D30",
        family="EMRT",
        version="2.1",
        minerals=("Cobalt", "Nickel"),
        answers={"intentionally_added|Cobalt": "Unknown", "intentionally_added|Nickel": "Unknown"},
        smelters=[a_smelter("Meridian Cobalt")],
    ),
    silent(
        "MC308",
        "nothing listed",
        family="EMRT",
        version="2.1",
        answers={"intentionally_added|Nickel": "Unknown"},
        smelters=[{"metal": "Nickel"}],
    ),
    silent("MC308", "open", family="EMRT", version="2.1", answers={"intentionally_added|Nickel": None}),
    silent("MC308", "used", family="EMRT", version="2.1"),
    fires("MC202", "trailing blank", "Declaration!D51", answers={"all_recycled_or_scrap|Tin": "No "}),
    fires("MC202", "percent with a blank", "Declaration!D57", answers={"supplier_response|Tin": "100 %"}),
    fires("MC202", "full-width digits", "Declaration!D57", answers={"supplier_response|Tin": "１００％"}),
    fires(
        "MC202",
        "two blanks in a row, and one that does not break",
        "Declaration!D57",
        answers={"supplier_response|Tin": "Greater  than\u00a090%"},
        also=("MC301",),
    ),
    fires(
        "MC202", "a letter nobody sees", "Declaration!D51", answers={"all_recycled_or_scrap|Tin": "N\u200bo"}
    ),
    silent("MC202", "other case, which Excel ignores", answers={"all_recycled_or_scrap|Tin": "no"}),
    silent("MC202", "number", answers={"supplier_response|Tin": 1.0}),
    silent("MC202", "not understood", answers={"all_recycled_or_scrap|Tin": "Partly"}),
    fires("MC204", "blank", "Declaration!G77", comments={"policy_public": None}),
    fires("MC204", "one character", "Declaration!G77", comments={"policy_public": "x"}),
    silent("MC204", "policy not public", answers={"policy_public": "No"}, comments={"policy_public": None}),
    silent("MC204", "nothing used", answers=NONE_USED, comments={"policy_public": None}, smelters=[]),
    silent("MC204", "a form without the question", family="AMRT", version="1.3", minerals=("Zinc",)),
    fires(
        "MC205",
        "two characters, which satisfy the Checker",
        "Declaration!G77",
        comments={"policy_public": "ab"},
    ),
    fires("MC205", "words", "Declaration!G77", comments={"policy_public": "see policy"}),
    fires("MC205", "e-mail address", "Declaration!G77", comments={"policy_public": "info@tamarind.example"}),
    silent("MC205", "host without a dot", comments={"policy_public": "http://intranet/policy"}),
    silent("MC205", "without scheme", comments={"policy_public": "tamarind.example/policy"}),
    silent(
        "MC205",
        "within a sentence",
        comments={"policy_public": "Our policy: www.tamarind.example (in German)"},
    ),
    silent("MC205", "too short is another rule's business", comments={"policy_public": "x"}),
    silent(
        "MC205",
        "policy not public",
        answers={"policy_public": "No"},
        comments={"policy_public": "see policy"},
    ),
    silent("MC205", "a form without the question", family="AMRT", version="1.3", minerals=("Zinc",)),
    fires("MC206", "other format", "Declaration!G83", answers={"suppliers_surveyed": OTHER_FORMAT}),
    silent(
        "MC206",
        "described",
        answers={"suppliers_surveyed": OTHER_FORMAT},
        comments={"suppliers_surveyed": "own"},
    ),
    silent("MC206", "standard format"),
    silent("MC206", "blank answer", answers={"suppliers_surveyed": None}),
    silent("MC206", "a form without the question", family="AMRT", version="1.3", minerals=("Zinc",)),
    silent(
        "MC206",
        "where the Checker asks for the comment it is an open field",
        family="EMRT",
        version="1.3",
        answers={"suppliers_surveyed": "Yes, Using Other Format (Describe)"},
    ),
    fires("MC207", "no comment", "Declaration!G87", comments={"corrective_action": None}),
    silent("MC207", "answered No", answers={"corrective_action": "No"}, comments={"corrective_action": None}),
    silent("MC207", "a form without the question", family="AMRT", version="1.3", minerals=("Zinc",)),
    fires("MC208", "no policy", "Declaration!D75", answers={"policy_established": "No"}),
    fires(
        "MC208",
        "per mineral",
        "Declaration!D120",
        family="EMRT",
        version="2.1",
        answers={"validated_smelters_required|Nickel": "No"},
    ),
    silent("MC208", "not bound to disclose", answers={"disclosure_required": "No"}),
    silent("MC208", "nothing used", answers=NONE_USED | {"policy_established": "No"}, smelters=[]),
    silent("MC208", "a No about a mineral", answers={"from_cahra|Tin": "No"}),
    fires(
        "MC209",
        "answer left behind",
        "Declaration!D31",
        family="EMRT",
        version="2.1",
        cells={"Declaration!D31": "Yes"},
    ),
    silent("MC209", "answers beside minerals", family="EMRT", version="2.1"),
    fires(
        "MC301", "three quarters", "Declaration!D63", answers={"supplier_response|Tin": "Greater than 75%"}
    ),
    fires(
        "MC301",
        "did not survey",
        "Declaration!D90",
        family="EMRT",
        version="2.1",
        answers={"supplier_response": None, "supplier_response|Nickel": "Did not survey"},
    ),
    silent("MC301", "full response"),
    silent("MC301", "response open", answers={"supplier_response|Tin": None}),
    silent(
        "MC301",
        "not identified",
        answers={"supplier_response|Tin": "None", "all_smelters_identified|Tin": "No"},
    ),
    silent(
        "MC301",
        "unused mineral",
        answers=TIN_UNUSED | {"all_smelters_identified|Tin": "Yes", "supplier_response|Tin": "None"},
        smelters=OTHERS,
    ),
    fires(
        "MC302",
        "row not yet identified",
        "Declaration!D69",
        also=("MC407",),
        answers={"all_smelters_identified|Tin": "No"},
        smelters=[*OTHERS, UNKNOWN_TIN],
    ),
    fires("MC302", "row not listed", "Declaration!D69", smelters=[*OTHERS, UNLISTED_TIN]),
    silent(
        "MC302",
        "answered No",
        answers={"all_smelter_information_reported|Tin": "No"},
        smelters=[*OTHERS, UNLISTED_TIN],
    ),
    silent(
        "MC302",
        "row of another mineral",
        answers={"all_smelter_information_reported|Tin": "No"},
        smelters=[*OTHERS, UNKNOWN_TIN],
    ),
    silent("MC302", "all listed"),
    fires(
        "MC303",
        "row not yet identified",
        "Declaration!D63",
        also=("MC407",),
        answers={"all_smelter_information_reported|Tin": "No"},
        smelters=[*OTHERS, UNKNOWN_TIN],
    ),
    silent("MC303", "row not listed", smelters=[*OTHERS, UNLISTED_TIN]),
    silent(
        "MC303", "answered No", answers={"all_smelters_identified|Tin": "No"}, smelters=[*OTHERS, UNKNOWN_TIN]
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)
