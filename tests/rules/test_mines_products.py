"""MC6xx: mines and products."""

from typing import Any

import pytest
from tests.rules.cases import Case, check, fires, silent

PRODUCT: dict[str, Any] = {"fields": {"declaration_scope": "product"}}
ITEM = {"product_number": "PN-100", "product_name": "Connector"}
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
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)
