"""MC7xx: what a profile asks beyond the template."""

import datetime as dt
from typing import Any

import pytest
from pydantic import BaseModel
from tests.rules.builders import TODAY, a_context, a_smelter, findings
from tests.rules.cases import Case, check, fires, silent
from tests.rules.test_answers import NONE_USED, TIN_UNUSED, UNKNOWN_TIN, UNLISTED_TIN
from tests.rules.test_lists import NOT_ON_LIST, OTHERS, allowing, status

from mineralcheck.model.finding import Severity
from mineralcheck.model.match import StatusValue
from mineralcheck.model.submission import CompanyQuestion, Family, Scope
from mineralcheck.rules.policy import response_share
from mineralcheck.rules.settings import (
    DEFAULT_SETTINGS,
    DenyEntry,
    RuleSettings,
    Settings,
    TemplateSettings,
    Waiver,
)


def with_settings(section: str, **values: Any) -> dict[str, Any]:
    own: BaseModel = getattr(DEFAULT_SETTINGS, section)
    changed = own.model_copy(update=values)
    return {"settings": DEFAULT_SETTINGS.model_copy(update={section: changed})}


def listing(**values: Any) -> dict[str, Any]:
    return {"settings": DEFAULT_SETTINGS.model_copy(update=values)}


REVISIONS = {"2024": {Family.CMRT: ("6.31", "6.4")}, "2025": {Family.CMRT: ("6.4", "6.5")}}
REQUIRED = {CompanyQuestion.POLICY_ESTABLISHED: ("Yes",)}
PRODUCTS = {"S-1": ("PN-1", "PN-2")}
PRODUCT: dict[str, Any] = {"fields": {"declaration_scope": "product"}, "supplier": "S-1"}


def deny(**entry: str) -> dict[str, Any]:
    blank = {"smelter_id": "", "name": "", "country": "", "reason": "sanctions", "source": "deny.csv"}
    return listing(denied=(DenyEntry(**(blank | entry)),))


def waive(
    rule: str = "MC101", cell: str = "", supplier: str = "S-1", expires: dt.date = TODAY
) -> dict[str, Any]:
    waiver = Waiver(supplier, rule, cell, "agreed", "K. Mori", expires, 3)
    return listing(waivers=(waiver,)) | {"supplier": "S-1"}


OPEN_NAME: dict[str, Any] = {"fields": {"contact_name": None}}
CASES = [
    fires("MC701", "other family", "Declaration!D2", **with_settings("template", families=(Family.EMRT,))),
    silent("MC701", "accepted", **with_settings("template", families=(Family.EMRT, Family.CMRT))),
    silent("MC701", "nothing set"),
    fires(
        "MC702",
        "not in the list of the latest year",
        "Declaration!J3",
        version="6.31",
        **with_settings("template", revisions=REVISIONS),
    ),
    fires(
        "MC702",
        "not in the list of the year named",
        "Declaration!J3",
        **with_settings("template", revisions=REVISIONS, reporting_year=2024),
    ),
    silent("MC702", "in the list of the latest year", **with_settings("template", revisions=REVISIONS)),
    silent(
        "MC702",
        "family not listed",
        family="CRT",
        version="2.2",
        **with_settings("template", revisions=REVISIONS),
    ),
    silent(
        "MC702",
        "year not listed",
        version="6.01",
        **with_settings("template", revisions=REVISIONS, reporting_year=2023),
    ),
    fires("MC703", "other language", "Declaration!D3", **with_settings("template", languages=("Japanese",))),
    silent(
        "MC703",
        "own name of the language",
        cells={"Declaration!D3": "日本語 Japanese"},
        **with_settings("template", languages=("日本語 Japanese",)),
    ),
    silent(
        "MC703",
        "English name of the language",
        cells={"Declaration!D3": "日本語 Japanese"},
        **with_settings("template", languages=("japanese",)),
    ),
    silent(
        "MC703", "blank", cells={"Declaration!D3": None}, **with_settings("template", languages=("Japanese",))
    ),
    silent("MC703", "nothing set"),
    fires(
        "MC704", "company scope", "Declaration!D9", **with_settings("declaration", scopes=(Scope.PRODUCT,))
    ),
    silent("MC704", "accepted", **with_settings("declaration", scopes=(Scope.PRODUCT, Scope.COMPANY))),
    silent(
        "MC704",
        "blank",
        fields={"declaration_scope": None},
        **with_settings("declaration", scopes=(Scope.PRODUCT,)),
    ),
    silent("MC704", "nothing set"),
    fires("MC705", "one day too old", "Declaration!D22", **with_settings("declaration", max_age_days=117)),
    silent("MC705", "as old as allowed", **with_settings("declaration", max_age_days=118)),
    silent(
        "MC705", "no date", fields={"effective_date": None}, **with_settings("declaration", max_age_days=1)
    ),
    silent("MC705", "nothing set"),
    fires(
        "MC706",
        "below",
        "Declaration!D57",
        also=("MC301",),
        answers={"supplier_response|Tin": "Greater than 50%"},
        **with_settings("declaration", minimum_response="75%"),
    ),
    silent(
        "MC706",
        "reached",
        answers={"supplier_response|Tin": "Greater than 75%"},
        **with_settings("declaration", minimum_response="75%"),
    ),
    silent(
        "MC706",
        "open",
        answers={"supplier_response|Tin": None},
        **with_settings("declaration", minimum_response="75%"),
    ),
    silent(
        "MC706",
        "all, in the words of CMRT 3",
        family="CMRT",
        version="3.01",
        answers={"supplier_response|Tin": "Yes, 100%"},
        **with_settings("declaration", minimum_response="100%"),
    ),
    silent("MC706", "nothing set", answers={"supplier_response|Tin": "None"}),
    fires(
        "MC707",
        "no policy",
        "Declaration!D75",
        also=("MC208",),
        answers={"policy_established": "No"},
        **with_settings("declaration", required_answers=REQUIRED),
    ),
    silent("MC707", "as required", **with_settings("declaration", required_answers=REQUIRED)),
    silent(
        "MC707",
        "open",
        answers={"policy_established": None},
        **with_settings("declaration", required_answers=REQUIRED),
    ),
    silent(
        "MC707",
        "nothing used",
        answers=NONE_USED | {"policy_established": "No"},
        smelters=[],
        **with_settings("declaration", required_answers=REQUIRED),
    ),
    silent("MC707", "nothing set", answers={"policy_established": "No"}),
    fires(
        "MC708",
        "declared as unused",
        "Declaration!D27",
        answers=TIN_UNUSED,
        smelters=[OTHERS[0], *OTHERS[2:]],
        supplier="S-1",
        **listing(expected_minerals={"S-1": ("tin",)}),
    ),
    fires("MC708", "not asked at all", "", supplier="S-1", **listing(expected_minerals={"S-1": ("Cobalt",)})),
    fires(
        "MC708",
        "supplier named by its company",
        "",
        **listing(expected_minerals={"TAMARIND Circuits Pvt Ltd": ("Cobalt",)}),
    ),
    silent("MC708", "used", supplier="S-1", **listing(expected_minerals={"S-1": ("Tin",)})),
    silent(
        "MC708",
        "other supplier",
        supplier="S-2",
        answers=TIN_UNUSED,
        **listing(expected_minerals={"S-1": ("Tin",)}),
    ),
    silent("MC708", "supplier not known", answers=TIN_UNUSED, **listing(expected_minerals={"S-1": ("Tin",)})),
    fires(
        "MC709",
        "one missing",
        "Product List!B6",
        products=[{"product_number": "pn-1"}],
        **PRODUCT,
        **listing(requested_products=PRODUCTS),
    ),
    silent(
        "MC709",
        "all there",
        products=[{"product_number": "PN-1"}, {"product_number": "PN-2"}],
        **PRODUCT,
        **listing(requested_products=PRODUCTS),
    ),
    silent("MC709", "company scope", supplier="S-1", **listing(requested_products=PRODUCTS)),
    silent("MC709", "nothing asked for", products=[{"product_number": "PN-9"}], **PRODUCT),
    fires("MC710", "not on the list", "Smelter List!C6", **NOT_ON_LIST, **allowing(StatusValue.CONFORMANT)),
    fires(
        "MC710",
        "smelter that no list has",
        "Smelter List!D9",
        answers={"all_smelter_information_reported|Tin": "No"},
        smelters=[*OTHERS, UNLISTED_TIN],
        **allowing(StatusValue.CONFORMANT),
    ),
    silent(
        "MC710",
        "allowed",
        **status(StatusValue.ACTIVE),
        **allowing(StatusValue.CONFORMANT, StatusValue.ACTIVE),
    ),
    silent("MC710", "no status list", **allowing(StatusValue.CONFORMANT)),
    silent("MC710", "nothing set", **NOT_ON_LIST),
    fires(
        "MC711",
        "one of five",
        "Smelter List!B9",
        also=("MC407",),
        answers={"all_smelters_identified|Tin": "No", "all_smelter_information_reported|Tin": "No"},
        smelters=[*OTHERS, UNKNOWN_TIN],
        **with_settings("smelters", max_unidentified_share=0.19),
    ),
    silent(
        "MC711",
        "as many as allowed",
        smelters=[*OTHERS, UNKNOWN_TIN],
        **with_settings("smelters", max_unidentified_share=0.2),
    ),
    silent("MC711", "no rows", smelters=[], **with_settings("smelters", max_unidentified_share=0.0)),
    silent("MC711", "nothing set", smelters=[*OTHERS, UNKNOWN_TIN]),
    fires("MC712", "by number", "Smelter List!C6", **deny(smelter_id="CID999001")),
    fires(
        "MC712",
        "by a name of the matched smelter",
        "Smelter List!C8",
        smelters=[*OTHERS[:1], *OTHERS[2:], a_smelter("Kestrel Smelting")],
        **deny(name="KESTREL TIN WORKS"),
    ),
    fires(
        "MC712", "by name and country", "Smelter List!C6", **deny(name="Kestrel tin works", country="Japan")
    ),
    fires(
        "MC712",
        "row with a number only",
        "Smelter List!A6",
        smelters=[OTHERS[0], {"metal": "Tin", "smelter_id_input": "CID999001"}, *OTHERS[2:]],
        also=("MC415",),
        **deny(smelter_id="CID999001"),
    ),
    silent("MC712", "same name in another country", **deny(name="Kestrel Tin Works", country="CHINA")),
    silent(
        "MC712",
        "name of a smelter that no list has, in another country",
        answers={"all_smelter_information_reported|Tin": "No"},
        smelters=[*OTHERS, UNLISTED_TIN],
        **deny(name="Foo Works", country="CHINA"),
    ),
    fires(
        "MC712",
        "name of a smelter that no list has",
        "Smelter List!D9",
        answers={"all_smelter_information_reported|Tin": "No"},
        smelters=[*OTHERS, UNLISTED_TIN],
        **deny(name="Foo Works", country="Peru"),
    ),
    silent(
        "MC712",
        "entry without a name, smelter that no list has",
        answers={"all_smelter_information_reported|Tin": "No"},
        smelters=[*OTHERS, UNLISTED_TIN],
        **deny(smelter_id="CID999009"),
    ),
    silent("MC712", "other smelter", **deny(smelter_id="CID999009", name="Foo Works")),
    silent("MC712", "no list"),
    fires(
        "MC791",
        "expired yesterday",
        "",
        also=("MC101",),
        **OPEN_NAME,
        **waive(expires=TODAY - dt.timedelta(days=1)),
    ),
    silent("MC791", "in force until today", **OPEN_NAME, **waive()),
    silent("MC791", "of another supplier", **waive(supplier="S-2", expires=dt.date(2020, 1, 1))),
    fires("MC792", "nothing found", "", **waive()),
    fires("MC792", "other cell", "", also=("MC101",), **OPEN_NAME, **waive(cell="Declaration!D99")),
    silent("MC792", "found", **OPEN_NAME, **waive()),
    silent("MC792", "of another supplier", **waive(supplier="S-2")),
    silent("MC792", "expired is another rule's business", **waive(expires=TODAY - dt.timedelta(days=1))),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    ("answer", "share"),
    [
        ("100%", 100),
        ("Yes, 100%", 100),
        ("Greater than 90%", 90),
        ("No, but greater than 75% ", 75),
        ("No but > 50%", 50),
        ("50% or less", 0),
        ("No, but less than 25%", 0),
        ("No but < 25%", 0),
        ("No, but greater than 25%", 25),
        ("None", 0),
        ("Did not survey", 0),
    ],
)
def test_share_that_an_answer_stands_for(answer: str, share: int) -> None:
    assert response_share(answer) == share


def test_without_a_year_the_latest_counts() -> None:
    assert TemplateSettings(revisions=REVISIONS).accepted_revisions(Family.CMRT) == ("6.4", "6.5")
    assert TemplateSettings(revisions=REVISIONS, reporting_year=2024).accepted_revisions(Family.CMRT) == (
        "6.31",
        "6.4",
    )
    assert TemplateSettings().accepted_revisions(Family.CMRT) == ()


def rules(**values: Any) -> Settings:
    return DEFAULT_SETTINGS.model_copy(update={"rules": RuleSettings(**values)})


def test_rules_can_be_switched_off_and_be_made_stricter() -> None:
    change: dict[str, Any] = {"fields": {"contact_name": None, "authorizer_name": "same"}}
    assert [f.code for f in findings(a_context(**change, settings=rules(off=("MC101",))))] == ["MC105"]
    assert [f.code for f in findings(a_context(**change, settings=rules(only=("MC101",))))] == ["MC101"]
    context = a_context(**change, settings=rules(severity={"MC105": Severity.INFO}))
    assert [f.severity for f in findings(context)] == [Severity.ERROR, Severity.INFO]
