"""Invented campaigns in the smelters of a template, which are read from it and never kept."""

from mineralcheck.filling.campaign_input import CampaignFacts
from mineralcheck.filling.company_file import CompanyFile, read_company_file
from mineralcheck.filling.composing import from_campaign
from mineralcheck.filling.derivation import MineralFacts
from mineralcheck.filling.inputs import DeclarationInput, Listing, MineEntry, SmelterEntry
from mineralcheck.filling.minerals import minerals_of
from mineralcheck.filling.template import Template
from mineralcheck.model.submission import Question

COMPANY = """
products = [
  { number = "P-001", name = "Relay", requester_number = "R-1", requester_name = "Relay, small" },
  { number = "0042", comment = "made until 2025" },
]

[company]
name = "Aldermoor Switches Ltd."
unique_id = "999001"
unique_id_authority = "Invented Registry"
address = "1 Alder Lane, Aldermoor"
effective_date = 2026-03-02
contact = { name = "Ada Alder", email = "ada@aldermoor.example", phone = "+1 555 0100" }
authorizer = { name = "Bo Moor", title = "Director", email = "bo@aldermoor.example", phone = "+1 555 0101" }

[scope]
kind = "product"
description = "Switches & relays <all>"

[programme]
policy_established = "Yes"
policy_public = "Yes"
policy_covers_annex_ii = "Yes"
validated_smelters_required = "Yes"
due_diligence_implemented = "Yes"
supplier_due_diligence_required = "Yes"
supplier_due_diligence_covers_annex_ii = "Yes"
suppliers_surveyed = "Yes, in conformance with IPC1755 (e.g., CMRT)"
responses_reviewed = "Yes"
corrective_action = "Yes"
disclosure_required = "No"

[programme_comments]
policy_established = "https://aldermoor.example/minerals"
policy_public = "https://aldermoor.example/minerals"
"""
SUPPLIERS = ("Tarnbeck Castings Ltd.", "Quillon Contacts GmbH", "ABX")
ANSWERS = {
    Question.INTENTIONALLY_ADDED: "Yes",
    Question.REMAINS_IN_PRODUCT: "Yes",
    Question.FROM_COVERED_COUNTRIES: "No",
    Question.FROM_CAHRA: "No",
    Question.ALL_RECYCLED_OR_SCRAP: "No",
    Question.ALL_SMELTERS_IDENTIFIED: "Yes",
    Question.ALL_SMELTER_INFORMATION_REPORTED: "Yes",
}
# Minerals for templates in which they are chosen, with one that no list has.
CHOSEN = ("Cobalt", "Nickel", "Zinc", "Aluminum", "Bismuth")


def company(extra: str = "", *, text: str = COMPANY) -> CompanyFile:
    """The invented company's file; keys in `extra` come first, where TOML wants those without a table."""
    return read_company_file(f"{extra}\n{text}", "company.toml")


def listed(template: Template, mineral: str, count: int) -> list[SmelterEntry]:
    """The first smelters of a mineral in the look-up of a template."""
    found: dict[str, SmelterEntry] = {}
    for one in template.look_up_list.entries:
        if one.mineral == mineral and template.look_up.by_id(mineral, one.smelter_id):
            entry = SmelterEntry(mineral, Listing.LISTED, one.smelter_id, one.name, one.country)
            found.setdefault(one.smelter_id, entry)
    return list(found.values())[:count]


def campaign_of(template: Template, minerals: tuple[str, ...] = (), count: int = 3) -> CampaignFacts:
    """Every mineral with some listed smelters, one that is not listed and one not yet identified."""
    wanted = minerals or template.layout.minerals.names or CHOSEN
    smelters: list[SmelterEntry] = []
    for mineral in wanted:
        smelters += listed(template, mineral, count)
        smelters.append(SmelterEntry(mineral, Listing.NOT_LISTED, "", "Nowhere Works & Sons", "Germany"))
        smelters.append(SmelterEntry(mineral, Listing.NOT_IDENTIFIED))
    facts = MineralFacts(asked=4, responded=3, suppliers=(ANSWERS, ANSWERS, ANSWERS), unresolved=2)
    mines = [MineEntry(mineral, "Nowhere Works & Sons", "Deep Pit", "Kenya", "M1") for mineral in wanted]
    return CampaignFacts(
        run_id=1,
        label="",
        as_of="2026-03-01",
        declared=wanted,
        smelters=tuple(smelters),
        mines=tuple(mines),
        suppliers=SUPPLIERS,
        by_mineral=dict.fromkeys(wanted, facts),
    )


def declaration_of(
    template: Template, file: CompanyFile | None = None, campaign: CampaignFacts | None = None
) -> DeclarationInput:
    """A declaration from a campaign in this template."""
    own, facts = file or company(), campaign or campaign_of(template)
    return from_campaign(template, own, minerals_of(template.layout, own, facts.declared), facts)
