"""What holds for all rules: registry, catalogue, tests and wording agree."""

from string import Formatter

import pytest
from tests.rules.builders import a_context, findings
from tests.rules.cases import all_cases, what_is_told

from mineralcheck.model.finding import Severity
from mineralcheck.rules import registry
from mineralcheck.rules.modules import functions
from mineralcheck.rules.registry import Rule, all_rules, catalogue
from mineralcheck.rules.texts import english_words

RULES = catalogue()
ALL_RULES = all_rules()
COMPLETE = [
    ("CMRT", "6.5"),
    ("CMRT", "6.01"),
    ("CMRT", "2.00"),
    ("CMRT", "2.03"),
    ("EMRT", "1.1"),
    ("EMRT", "1.3"),
    ("EMRT", "2.1"),
    ("CRT", "2.2"),
    ("AMRT", "1.2"),
    ("AMRT", "1.3"),
]


def test_every_rule_has_one_function_and_every_function_a_rule() -> None:
    assert [rule.code for rule in RULES] == sorted(functions())


def test_a_code_has_one_function_only() -> None:
    with pytest.raises(ValueError, match="MC101 has two functions"):
        registry.rule("MC101")(lambda _: iter(()))


def test_applicability_names_families_and_revisions() -> None:
    sound = RULES[0].model_dump()
    assert Rule.model_validate(sound | {"applies": ("EMRT 2.0", "AMRT")})
    for wrong in ("EMRT two", "FMRT", "EMRT 2.0 3.0"):
        with pytest.raises(ValueError, match="applies"):
            Rule.model_validate(sound | {"applies": (wrong,)})


@pytest.mark.parametrize(
    ("family", "version", "applies"),
    [
        ("EMRT", "1.3", False),
        ("EMRT", "2.0", True),
        ("EMRT", "2.1", True),
        ("AMRT", "1.2", True),
        ("CMRT", "6.5", False),
    ],
)
def test_rules_apply_from_a_revision_on(family: str, version: str, applies: bool) -> None:
    rule = next(rule for rule in RULES if rule.applies == ("EMRT 2.0", "AMRT"))
    minerals = ("Zinc",) if family == "AMRT" else ("Nickel",)
    assert rule.applies_to(a_context(family, version, minerals=minerals).submission.template) is applies


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in ALL_RULES}) == len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_obligation_has_the_verb_of_its_severity(rule: Rule) -> None:
    verb = {Severity.ERROR: " must ", Severity.WARNING: " should ", Severity.INFO: ""}[rule.severity]
    assert verb in rule.obligation
    assert rule.obligation.endswith(".")
    if rule.severity is Severity.INFO:
        assert " must " not in rule.obligation
        assert " should " not in rule.obligation


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_explanations_hold_no_placeholders(rule: Rule) -> None:
    for text in (rule.obligation, rule.why, rule.example):
        assert not [name for _, name, _, _ in Formatter().parse(text) if name], text


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_sources_are_of_known_kinds(rule: Rule) -> None:
    for source in rule.source:
        assert f"source.{source.partition(':')[0]}" in english_words()


def test_every_rule_is_tested_firing_and_silent() -> None:
    cases = all_cases()
    assert len({str(case) for case in cases}) == len(cases)
    assert {str(case) for case in cases if case.fires} == set(what_is_told())
    codes = {rule.code for rule in RULES}
    assert {case.code for case in cases if case.fires} == codes
    assert {case.code for case in cases if not case.fires} == codes


@pytest.mark.parametrize(("family", "version"), COMPLETE)
def test_a_complete_and_consistent_declaration_has_no_finding(family: str, version: str) -> None:
    minerals = ("Zinc",) if family == "AMRT" else ("Nickel", "Cobalt")
    assert findings(a_context(family, version, minerals=minerals)) == ()


def test_findings_are_sorted_by_place_then_code() -> None:
    context = a_context(
        fields={"contact_name": None, "company_name": "=x", "authorizer_name": "same"}, smelters=[]
    )
    found = findings(context)
    assert [finding.order for finding in found] == sorted(finding.order for finding in found)
    assert len({finding.code for finding in found}) > 3
