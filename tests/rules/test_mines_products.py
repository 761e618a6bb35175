"""MC6xx: mines and products."""

from typing import Any

import pytest
from tests.rules.cases import Case, check, fires, silent

PRODUCT: dict[str, Any] = {"fields": {"declaration_scope": "product"}}
ITEM = {"product_number": "PN-100", "product_name": "Connector"}
MINE = {
    "metal": "Nickel",
    "smelter_names": "Borealis Nickel",
    "mine_name": "Pit 9",
    "mine_country": "FINLAND",
}


def mine(**changes: str | None) -> dict[str, Any]:
    return {"family": "EMRT", "version": "2.1", "mines": [MINE | changes]}


CASES = [
    fires("MC611", "empty list", "Product List!B6", **PRODUCT),
    silent("MC611", "one product", products=[ITEM], **PRODUCT),
    silent("MC611", "company scope"),
    fires(
        "MC612", "list begins in its second row", "Product List!B6", products=[ITEM | {"row": 7}], **PRODUCT
    ),
    silent("MC612", "list begins in its first row", products=[ITEM], **PRODUCT),
    silent("MC612", "empty list is another rule's business", **PRODUCT),
    fires("MC613", "company scope", "Product List!B6", products=[ITEM]),
    fires(
        "MC613",
        "user-defined scope",
        "Product List!B6",
        fields={"declaration_scope": "user_defined", "scope_description": "Plant 2"},
        products=[ITEM],
    ),
    silent("MC613", "product scope", products=[ITEM], **PRODUCT),
    silent("MC613", "scope not known", fields={"declaration_scope": "All"}, products=[ITEM]),
    fires("MC601", "no country", "Mine List!F5", **mine(mine_country=None)),
    fires(
        "MC601",
        "no smelter and no name",
        "Mine List!B5",
        "Mine List!C5",
        **mine(smelter_names=None, mine_name=None),
    ),
    fires("MC601", "no metal", "Mine List!A5", **mine(metal=None)),
    silent("MC601", "complete", **mine()),
    fires("MC602", "smelter not in the list", "Mine List!B5", **mine(smelter_names="Foo Works")),
    fires("MC602", "one of two", "Mine List!B5", **mine(smelter_names="Borealis Nickel; Foo Works")),
    silent("MC602", "name in other words", **mine(smelter_names="BOREALIS NICKEL (Finland)")),
    silent("MC602", "number", **mine(smelter_names="CID999061")),
    silent("MC602", "two lines", **mine(smelter_names="Borealis Nickel\nBorealis Nickel")),
    silent("MC602", "blank", **mine(smelter_names=None)),
    silent("MC602", "metal not known", **mine(metal="Foo", smelter_names="Foo Works")),
    fires("MC614", "name only", "Product List!B7", products=[ITEM, {"product_name": "Plug"}], **PRODUCT),
    silent("MC614", "number only", products=[{"product_number": "P1"}], **PRODUCT),
    silent("MC614", "other scope", products=[ITEM, {"product_name": "Plug"}]),
    fires(
        "MC615",
        "same number",
        "Product List!B7",
        products=[ITEM, ITEM | {"product_number": "pn-100"}],
        **PRODUCT,
    ),
    silent("MC615", "two numbers", products=[ITEM, ITEM | {"product_number": "PN-101"}], **PRODUCT),
    silent("MC615", "no numbers", products=[{"product_name": "A"}, {"product_name": "A"}], **PRODUCT),
    silent(
        "MC615",
        "for two products of the customer",
        family="EMRT",
        version="2.1",
        products=[ITEM | {"requester_product_number": "A"}, ITEM | {"requester_product_number": "B"}],
        **PRODUCT,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)
