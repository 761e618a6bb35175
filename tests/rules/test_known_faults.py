"""MC001: faults of official templates, and what they excuse."""

import datetime as dt
from typing import Any

import pytest
from tests.rules.builders import a_context, a_reference, a_smelter, findings
from tests.rules.cases import Case, check, fires, silent
from tests.rules.test_answers import OTHERS

from mineralcheck.model.cells import CellValue
from mineralcheck.rules.known_faults import TRIGGERS, known_faults
from mineralcheck.rules.registry import rules_by_code
from mineralcheck.templates.registry import layouts

LEFTOVER: dict[str, CellValue] = {
    "metal": "Tin",
    "smelter_lookup": "Foo Metals",
    "smelter_country": "PERU",
    "smelter_id": 242332.0,
}
AFTER = dt.date(2026, 4, 1)
EMRT: dict[str, Any] = {"family": "EMRT", "version": "1.1"}
DOUBLE = (("Cobalt", "Fjord Cobalt", "Fjord Cobalt", "NORWAY", "CID003303"),)


def rows(*smelters: object) -> dict[str, Any]:
    return {"smelters": [*smelters, a_smelter(), *OTHERS]}


CASES = [
    fires("MC001", "leftover row", "Smelter List!F5", version="6.4", **rows(LEFTOVER)),
    silent("MC001", "number in another row", version="6.4", smelters=[a_smelter(), *OTHERS, LEFTOVER]),
    silent("MC001", "row in another revision", **rows(LEFTOVER)),
    silent("MC001", "blank template", version="6.4", fields={"company_name": None}, **rows(LEFTOVER)),
    fires(
        "MC001",
        "country of the look-up",
        "Smelter List!F5",
        family="EMRT",
        version="1.2",
        reference=a_reference(DOUBLE),
        smelters=[
            {"metal": "Cobalt", "smelter_lookup": "Fjord Cobalt", "smelter_name": "Fjord Cobalt"}
            | {"smelter_country": "FRANCE", "smelter_id": "CID003303"},
            {
                "metal": "Mica",
                "smelter_lookup": "Smelter not listed",
                "smelter_name": "A",
                "smelter_country": "PERU",
            },
        ],
        answers={"all_smelter_information_reported|Mica": "No"},
    ),
    fires(
        "MC001",
        "typed country",
        "Smelter List!E5",
        smelters=[a_smelter("Meridian Cobalt", smelter_country="Suomi-Finland"), a_smelter("Lapis Mica")],
        **EMRT,
    ),
    silent("MC001", "country of the look-up in capitals", **EMRT),
    fires(
        "MC001", "comment that no row shows", "Declaration!G69", comments={"policy_established": None}, **EMRT
    ),
    silent(
        "MC001",
        "no policy, no comment",
        comments={"policy_established": None},
        answers={"policy_established": "No"},
        **EMRT,
    ),
    fires("MC001", "address without www", "Declaration!G71", version="3.01"),
    silent("MC001", "address with www", version="3.01", comments={"policy_public": "www.tamarind.example"}),
    silent("MC001", "no address is another rule's business", version="3.01", comments={"policy_public": "x"}),
    fires(
        "MC001",
        "date that cannot be typed",
        "Declaration!D26",
        also=("MC101",),
        family="EMRT",
        version="2.1",
        fields={"effective_date": None},
        today=AFTER,
    ),
    silent("MC001", "date given", family="EMRT", version="2.1", today=AFTER),
    silent(
        "MC001",
        "last day on which it can be typed",
        family="EMRT",
        version="2.1",
        fields={"effective_date": None},
        today=dt.date(2026, 3, 31),
    ),
    silent("MC001", "revision without the limit", fields={"effective_date": None}, today=AFTER),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    check(case)


def test_a_blank_template_with_a_leftover_row_has_open_fields_only() -> None:
    context = a_context(version="6.4", fields={"company_name": None}, **rows(LEFTOVER))
    assert {finding.code for finding in findings(context)} == {"MC101"}


def test_faults_excuse_their_own_row_only() -> None:
    context = a_context(version="6.4", smelters=[LEFTOVER, a_smelter(), a_smelter(), *OTHERS])
    assert [(f.code, str(f.cell)) for f in findings(context)] == [
        ("MC001", "Smelter List!F5"),
        ("MC404", "Smelter List!F7"),
    ]


def test_faults_name_known_templates_rules_and_triggers() -> None:
    families = {family for family, _ in layouts()}
    known = {f"{family} {version}" for family, version in layouts()} | set(families)
    for fault in known_faults():
        assert set(fault.templates) <= known, fault.name
        assert set(fault.excuses) <= set(rules_by_code()), fault.name
        assert fault.trigger is None or fault.trigger in TRIGGERS, fault.name
        assert not fault.what.endswith("."), fault.name
        assert fault.remedy.endswith("."), fault.name
