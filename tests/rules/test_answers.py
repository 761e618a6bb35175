"""MC2xx and MC3xx: answers, and what contradicts them."""

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
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)
