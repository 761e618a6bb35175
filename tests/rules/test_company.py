"""MC10x and MC11x: the company block."""

import pytest
from tests.rules.builders import a_smelter
from tests.rules.cases import Case, check, fires, silent

from mineralcheck.rules.settings import DEFAULT_SETTINGS, RuleSettings, Settings

UNUSED = {"intentionally_added|Tin": "No", "remains_in_product|Tin": None}
LATER_TIN = {
    f"{question}|Tin": None
    for question in (
        "from_covered_countries",
        "from_cahra",
        "all_recycled_or_scrap",
        "supplier_response",
        "all_smelters_identified",
        "all_smelter_information_reported",
    )
}


def without(code: str) -> Settings:
    return DEFAULT_SETTINGS.model_copy(update={"rules": RuleSettings(off=(code,))})


CASES = [
    fires("MC101", "blank field", "Declaration!D15", fields={"contact_name": None}),
    fires("MC101", "blank date", "Declaration!D22", fields={"effective_date": None}),
    fires("MC101", "zero counts as blank", "Declaration!D17", fields={"contact_phone": 0.0}),
    fires("MC101", "blank e-mail", "Declaration!D20", fields={"authorizer_email": None}),
    fires(
        "MC101", "open answer of a used mineral", "Declaration!D57", answers={"supplier_response|Tin": None}
    ),
    fires("MC101", "open company answer", "Declaration!D75", answers={"policy_established": None}),
    fires(
        "MC101",
        "undecided mineral without smelter",
        "Declaration!D33",
        "Smelter List!B5",
        answers={"remains_in_product|Tin": None},
        smelters=[a_smelter("Nordlys Tantal"), a_smelter("Aurora Refinery"), a_smelter("Tamarind Wolfram")],
    ),
    fires(
        "MC101",
        "no minerals chosen",
        "Declaration!D12",
        family="EMRT",
        version="2.1",
        minerals=(),
        smelters=[],
    ),
    fires(
        "MC101",
        "survey format that the Checker wants described",
        "Declaration!G79",
        family="EMRT",
        version="1.3",
        answers={"suppliers_surveyed": "Yes, Using Other Format (Describe)"},
    ),
    fires(
        "MC101",
        "open field whose own rule is switched off",
        "Declaration!D10",
        fields={"declaration_scope": "user_defined"},
        settings=without("MC103"),
    ),
    fires(
        "MC101",
        "wrong entry whose own rule is switched off",
        "Declaration!D16",
        fields={"contact_email": "tanaka"},
        settings=without("MC106"),
    ),
    silent("MC101", "nothing open"),
    silent("MC101", "unused mineral", answers=UNUSED | LATER_TIN),
    silent("MC101", "optional field blank", fields={"address": None, "authorizer_title": None}),
    silent("MC101", "a space is another rule's business", fields={"contact_name": " "}),
    silent(
        "MC101", "an e-mail without an at sign is another rule's business", fields={"contact_email": "tanaka"}
    ),
    silent("MC101", "used mineral without smelter is another rule's business", smelters=[]),
    silent(
        "MC101", "missing address of the policy is another rule's business", comments={"policy_public": None}
    ),
    fires("MC102", "space in a required field", "Declaration!D18", fields={"authorizer_name": " "}),
    fires(
        "MC102",
        "invisible character in an answer",
        "Declaration!D57",
        answers={"supplier_response|Tin": "\u200b"},
    ),
    silent("MC102", "text with spaces around", fields={"authorizer_name": " M. Okafor "}),
    silent("MC102", "blank", fields={"authorizer_name": None}),
    silent("MC102", "space in an optional field", fields={"address": " "}),
    fires(
        "MC103",
        "user-defined without description",
        "Declaration!D10",
        fields={"declaration_scope": "user_defined"},
    ),
    silent(
        "MC103",
        "user-defined with description",
        fields={"declaration_scope": "user_defined", "scope_description": "Connectors of plant 2"},
    ),
    silent("MC103", "company scope"),
    fires(
        "MC104",
        "free text",
        "Declaration!D9",
        fields={"declaration_scope": "All products", "scope_description": "All products"},
    ),
    silent("MC104", "other spelling of an option", fields={"declaration_scope": "a. company"}),
    silent("MC104", "blank", fields={"declaration_scope": None}),
    fires("MC105", "same", "Declaration!D18", fields={"authorizer_name": "Same"}),
    fires("MC105", "same in Japanese", "Declaration!D18", fields={"authorizer_name": "同上"}),
    fires("MC105", "dash", "Declaration!D15", fields={"contact_name": "-"}),
    fires("MC105", "n/a in full width", "Declaration!D15", fields={"contact_name": "Ｎ／Ａ"}),
    fires("MC105", "letters repeated", "Declaration!D8", fields={"company_name": "xxx"}),
    fires("MC105", "repeated digits", "Declaration!D17", fields={"contact_phone": "0000"}),
    fires("MC105", "none in brackets", "Declaration!D17", fields={"contact_phone": "(none)"}),
    silent("MC105", "a name that contains a placeholder", fields={"authorizer_name": "Nana Same-Smith"}),
    silent("MC105", "optional title", fields={"authorizer_title": "n/a"}),
    silent("MC105", "not available as e-mail is another rule's business", fields={"contact_email": "n/a"}),
    silent("MC105", "a short company name", fields={"company_name": "3M"}),
    fires("MC106", "no at sign", "Declaration!D16", fields={"contact_email": "contact at tamarind.example"}),
    silent(
        "MC106", "full-width at sign is not what the Checker wants", fields={"contact_email": "a@b.example"}
    ),
    fires(
        "MC106",
        "after one that is not available",
        "Declaration!D20",
        also=("MC107",),
        fields={"contact_email": "n/a", "authorizer_email": "okafor"},
    ),
    silent("MC106", "blank", fields={"contact_email": None}),
    silent("MC106", "not available", fields={"contact_email": "not available"}),
    fires("MC107", "not available", "Declaration!D16", fields={"contact_email": "Not available"}),
    fires("MC107", "n/a", "Declaration!D20", fields={"authorizer_email": "n/a."}),
    silent("MC107", "an address", fields={"contact_email": "na@tamarind.example"}),
    fires("MC110", "equals sign", "Declaration!D8", fields={"company_name": "=Tamarind"}),
    fires(
        "MC110", "number sign in a comment", "Declaration!G57", comments={"supplier_response|Tin": "#4711"}
    ),
    fires(
        "MC110",
        "product number",
        "Product List!B6",
        fields={"declaration_scope": "product"},
        products=[{"product_number": "#12"}],
    ),
    fires(
        "MC110",
        "reason for a mineral",
        "Minerals Scope!C8",
        family="AMRT",
        version="1.3",
        minerals=("Zinc",),
        cells={"Minerals Scope!B8": "Zinc", "Minerals Scope!C8": "=reason"},
    ),
    silent("MC110", "sign inside", fields={"company_name": "Tamarind #1 = best"}),
    silent("MC110", "placeholder", fields={"authorizer_title": "##"}),
    fires("MC111", "at sign", "Declaration!G57", comments={"supplier_response|Tin": "@see annex"}),
    fires("MC111", "minus", "Declaration!D14", fields={"address": "-12 Example Street"}),
    silent("MC111", "number", fields={"contact_phone": -498912345.0}),
    silent("MC111", "phone number", fields={"contact_phone": "+49 (0) 89 / 123-45 x6"}),
    silent("MC111", "list item", comments={"supplier_response|Tin": "- two suppliers did not answer"}),
    silent("MC111", "dash as placeholder", fields={"address": "---"}),
    fires("MC108", "long comment", "Declaration!G57", comments={"supplier_response|Tin": "x " * 129}),
    silent("MC108", "as long as allowed", comments={"supplier_response|Tin": "x" * 255}),
    fires("MC109", "line break behind a name", "Declaration!D8", fields={"company_name": "Tamarind\n"}),
    fires(
        "MC109", "tab in a telephone number", "Declaration!D17", fields={"contact_phone": "+81 3\t0000 0000"}
    ),
    fires("MC109", "encoded line break", "Declaration!D15", fields={"contact_name": "R. Tanaka_x000D_"}),
    silent("MC109", "address on two lines", fields={"address": "100 Example Street\nOsaka"}),
    silent("MC109", "comment on two lines", comments={"supplier_response|Tin": "one\ntwo"}),
    fires("MC112", "same person", "Declaration!D18", fields={"authorizer_name": "r. tanaka"}),
    silent("MC112", "two persons"),
    silent("MC112", "both blank", fields={"authorizer_name": None, "contact_name": None}),
    silent(
        "MC112",
        "placeholder is another rule's business",
        fields={"authorizer_name": "-", "contact_name": "-"},
    ),
    silent("MC112", "a form that asks for no contact", version="2.00"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)
