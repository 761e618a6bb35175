"""What goes into a declaration, what stays out, and that both are said."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.filling.samples import COMPANY, campaign_of, company, declaration_of, listed

from mineralcheck.filling.campaign_input import CampaignFacts
from mineralcheck.filling.company_file import load_company_file
from mineralcheck.filling.inputs import Basis, LeftOut, Listing, MineEntry, SmelterEntry
from mineralcheck.filling.template import Template
from mineralcheck.model.errors import UsageError
from mineralcheck.model.submission import CompanyQuestion, Question

NOT_USED = '[answers.Gold]\nintentionally_added = "No"\n'


def with_smelters(template: Template, *smelters: SmelterEntry) -> CampaignFacts:
    return replace(campaign_of(template), smelters=smelters)


def unlisted(name: str, country: str = "Peru", mineral: str = "Tin") -> SmelterEntry:
    return SmelterEntry(mineral, Listing.NOT_LISTED, "", name, country)


def names(smelters: tuple[SmelterEntry, ...], mineral: str = "Tin") -> list[str]:
    return [one.name for one in smelters if one.mineral == mineral and one.listing is Listing.NOT_LISTED]


def subjects(left_out: tuple[LeftOut, ...], kind: str) -> list[str]:
    return [one.subject for one in left_out if one.kind == kind]


def test_answers_are_derived_and_stated_ones_come_first(cmrt: Template) -> None:
    file = company(
        "\n".join(
            [
                "[answers.Tin]",
                'from_cahra = "Unknown"',
                "[comments.Tin]",
                'from_cahra = "Under review"',
                'supplier_response = "By number"',
            ]
        )
        + "\n",
        text="",
    )
    answers = declaration_of(cmrt, file).answers["Tin"]
    stated, derived = answers[Question.FROM_CAHRA], answers[Question.SUPPLIER_RESPONSE]
    assert (stated.value, stated.basis, stated.comment) == ("Unknown", Basis.STATED, "Under review")
    assert (derived.value, derived.basis, derived.comment) == ("Greater than 50%", Basis.DERIVED, "By number")
    assert answers[Question.FROM_COVERED_COUNTRIES].value == "Unknown"


def test_an_answer_is_said_in_the_words_of_the_template(
    cmrt: Template, emrt: Template, emrt_1: Template
) -> None:
    topic = CompanyQuestion.SUPPLIERS_SURVEYED
    said = {
        template.layout.family.value + template.layout.version: declaration_of(template)
        .company_answers[topic]
        .value
        for template in (cmrt, emrt)
    }
    assert said == {
        "CMRT6.5": "Yes, in conformance with IPC1755 (e.g., CMRT)",
        "EMRT2.1": "Yes, in conformance with IPC1755 (e.g. EMRT)",
    }
    asked = CompanyQuestion.VALIDATED_SMELTERS_REQUIRED
    by_mineral = declaration_of(emrt_1).mineral_company_answers[asked]
    assert {mineral: given.value for mineral, given in by_mineral.items()} == {"Cobalt": "Yes", "Mica": "Yes"}


def test_an_answer_that_the_list_does_not_offer_is_an_error(cmrt: Template) -> None:
    file = company('[answers.Tin]\nintentionally_added = "Perhaps"\n', text="")
    with pytest.raises(
        UsageError, match=r"company.toml:2: answers.Tin.intentionally_added: 'Perhaps' is no answer"
    ):
        declaration_of(cmrt, file)


def test_what_another_template_asks_is_passed_over(cmrt: Template, emrt: Template) -> None:
    """One file serves templates of all families."""
    file = company('[answers.Cobalt]\nfrom_cahra = "No"\n[answers.Tin]\nfrom_cahra = "No"\n', text="")
    assert "Cobalt" not in declaration_of(cmrt, file).answers
    assert declaration_of(emrt, file).answers["Cobalt"][Question.FROM_CAHRA].value == "No"


def test_a_mineral_that_is_not_used_has_neither_answers_nor_smelters(cmrt: Template) -> None:
    content = declaration_of(cmrt, company(NOT_USED, text=""))
    assert set(content.answers["Gold"]) == {Question.INTENTIONALLY_ADDED}
    assert not [one for one in content.smelters if one.mineral == "Gold"]
    gone = [one for one in content.left_out if one.reason == "the mineral is declared as not used"]
    assert len([one for one in gone if one.kind == "smelter"]) == 5
    assert "Gold.from_cahra" in [one.subject for one in gone]


def test_smelters_without_name_or_country_are_left_out_and_counted(cmrt: Template) -> None:
    found = declaration_of(
        cmrt, None, with_smelters(cmrt, *listed(cmrt, "Tin", 2), unlisted("Somewhere", ""))
    )
    assert names(found.smelters) == []
    assert subjects(found.left_out, "smelter") == ["Tin: Somewhere"]
    assert found.answers["Tin"][Question.ALL_SMELTER_INFORMATION_REPORTED].value == "No"


def test_a_mineral_in_use_without_a_smelter_says_that_none_is_identified(cmrt: Template) -> None:
    found = declaration_of(cmrt, None, with_smelters(cmrt))
    kinds = {one.mineral: one.listing for one in found.smelters}
    assert kinds == dict.fromkeys(cmrt.layout.minerals.names, Listing.NOT_IDENTIFIED)
    assert found.answers["Tin"][Question.ALL_SMELTERS_IDENTIFIED].value == "No"


def test_each_smelter_is_entered_once(cmrt: Template) -> None:
    (one,) = listed(cmrt, "Tin", 1)
    twice = with_smelters(
        cmrt, one, one, unlisted("Here"), unlisted("HERE", "PERU"), unlisted("Here", "Chile")
    )
    found = declaration_of(cmrt, None, twice)
    assert [entry.smelter_id for entry in found.smelters if entry.smelter_id] == [one.smelter_id]
    assert names(found.smelters) == ["Here", "Here"]


@pytest.mark.parametrize(
    ("name", "goes"),
    [
        ("Tarnbeck Castings Ltd.", True),
        ("TARNBECK CASTINGS", True),
        ("Smelter of Tarnbeck Castings, Ltd", True),
        ("ABX", True),
        ("ABX Metals", True),
        ("Abxander Metals", False),
        ("Tarnbeck Refinery", False),
    ],
)
def test_no_supplier_is_named_to_others(cmrt: Template, name: str, goes: bool) -> None:
    campaign = with_smelters(cmrt, unlisted(name), unlisted("Elsewhere"))
    external, internal = declaration_of(cmrt, None, campaign), company('audience = "internal"')
    assert names(external.smelters) == (["Elsewhere"] if goes else [name, "Elsewhere"])
    assert names(declaration_of(cmrt, internal, campaign).smelters) == [name, "Elsewhere"]


def test_a_mine_that_is_named_like_a_supplier_stays_out(emrt: Template) -> None:
    mines = (MineEntry("Cobalt", "", "Quillon Contacts", "Peru"), MineEntry("Cobalt", "", "Deep Pit", "Peru"))
    found = declaration_of(emrt, None, replace(campaign_of(emrt), mines=mines))
    assert [one.name for one in found.mines] == ["Deep Pit"]
    assert subjects(found.left_out, "mine") == ["Cobalt: Quillon Contacts"]


@pytest.mark.parametrize(
    "hidden",
    [
        replace(unlisted("Works"), country="ask Quillon Contacts"),
        replace(unlisted("Works"), smelter_id="ask Quillon Contacts"),
    ],
)
def test_no_other_cell_names_a_supplier_either(cmrt: Template, hidden: SmelterEntry) -> None:
    found = declaration_of(cmrt, None, with_smelters(cmrt, hidden, unlisted("Elsewhere")))
    assert names(found.smelters) == ["Elsewhere"]


def test_products_that_a_variant_does_not_name_are_recorded(cmrt: Template, tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text(COMPANY + '[variants.acme]\nproducts = ["0042"]\n', encoding="utf-8")
    found = declaration_of(cmrt, load_company_file(path, "acme"))
    assert [one.number for one in found.products] == ["0042"]
    assert subjects(found.left_out, "product") == ["P-001"]
    assert subjects(declaration_of(cmrt, load_company_file(path)).left_out, "product") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[comments.Tin]\nfrom_cahra = "As Quillon Contacts says"', "2: comments.Tin.from_cahra"),
        ('[programme_comments]\npolicy_public = "See ABX"', "2: programme_comments.policy_public"),
        ('[scope]\ndescription = "Parts of Tarnbeck Castings"', "2: scope.description"),
        ('[[products]]\nnumber = "1"\ncomment = "from ABX"', "3: products.0.comment"),
    ],
)
def test_the_file_may_not_name_a_supplier_to_others(cmrt: Template, text: str, place: str) -> None:
    with pytest.raises(UsageError, match=rf"company.toml:{place}: names the supplier"):
        declaration_of(cmrt, company(text, text=""))
    declaration_of(cmrt, company(f'audience = "internal"\n{text}', text=""))


def test_a_smelter_that_only_the_reference_list_has_is_not_reported_in_full(cmrt: Template) -> None:
    """The template does not know it, so it is entered as not listed, and question 8 says so."""
    elsewhere = SmelterEntry("Tin", Listing.LISTED, "CID999001", "Nowhere Tin", "Peru")
    only_listed = with_smelters(cmrt, *listed(cmrt, "Tin", 2))
    facts = {mineral: replace(one, unresolved=0) for mineral, one in only_listed.by_mineral.items()}
    for more, answer in (((), "Yes"), ((elsewhere,), "No")):
        campaign = replace(only_listed, smelters=(*only_listed.smelters, *more), by_mineral=facts)
        given = declaration_of(cmrt, None, campaign).answers["Tin"]
        assert given[Question.ALL_SMELTER_INFORMATION_REPORTED].value == answer


def test_unlisted_smelters_can_be_left_out(cmrt: Template) -> None:
    found = declaration_of(cmrt, company('unlisted = "leave_out"'))
    assert names(found.smelters) == []
    assert len(subjects(found.left_out, "smelter")) == 4
    assert found.answers["Tin"][Question.ALL_SMELTER_INFORMATION_REPORTED].value == "No"


def test_chosen_minerals_limit_a_template_that_lets_choose(emrt: Template) -> None:
    found = declaration_of(emrt, company('minerals = ["Nickel", "Tin"]'))
    assert found.minerals == ("Nickel",)
    assert {one.mineral for one in found.smelters} == {"Nickel"}
    assert subjects(found.left_out, "mineral") == ["Cobalt"]
    assert len([one for one in subjects(found.left_out, "smelter") if one.startswith("Cobalt")]) == 5


def test_a_template_that_has_a_word_for_it_says_that_a_mineral_is_not_declared(emrt_1: Template) -> None:
    found = declaration_of(emrt_1, company('minerals = ["Cobalt"]'))
    answer = found.answers["Mica"][Question.INTENTIONALLY_ADDED]
    assert (answer.value, answer.basis) == ("Not applicable for this declaration", Basis.STATED)
    assert {one.mineral for one in found.smelters} == {"Cobalt"}


def test_a_cmrt_without_a_mineral_needs_the_company_to_say_no(cmrt: Template) -> None:
    with pytest.raises(UsageError, match=r"minerals: Tantalum is left out, but a CMRT asks about it\. State"):
        declaration_of(cmrt, company('minerals = ["Tin"]'))
    denied = "".join(
        f'[answers.{mineral}]\nintentionally_added = "No"\n' for mineral in ("Tantalum", "Gold", "Tungsten")
    )
    found = declaration_of(cmrt, company(f'minerals = ["Tin"]\n{denied}', text=""))
    assert {one.mineral for one in found.smelters} == {"Tin"}
    assert subjects(found.left_out, "mineral") == ["Tantalum", "Gold", "Tungsten"]


def test_minerals_of_other_templates_do_not_limit(cmrt: Template) -> None:
    assert len(declaration_of(cmrt, company('minerals = ["Cobalt", "Nickel"]')).smelters) == 20


def test_an_additional_minerals_template_is_about_the_other_minerals(amrt: Template) -> None:
    found = declaration_of(amrt)
    assert found.minerals == ("Aluminum", "Bismuth", "Zinc")
    many = ", ".join(f'"Metal {number:02}"' for number in range(11))
    with pytest.raises(UsageError, match="minerals: 11 minerals, and the template has room for 10"):
        declaration_of(amrt, company(f"minerals = [{many}]"))


def test_without_a_look_up_nothing_can_be_not_yet_identified(amrt_12: Template) -> None:
    found = declaration_of(amrt_12)
    assert {one.listing for one in found.smelters} == {Listing.NOT_LISTED}
    assert any("not yet identified" in one.reason for one in found.left_out)
