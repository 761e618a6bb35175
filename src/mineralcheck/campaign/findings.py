"""MC8xx: what is said of a campaign: of suppliers, and of files beside each other.

The catalogue of rules has the texts; here is when each of them holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mineralcheck.campaign.cases import Case, cases_of
from mineralcheck.campaign.copies import SameList, same_files, same_lists
from mineralcheck.campaign.files import FileLine, files_of
from mineralcheck.campaign.risk_scheme import Factor
from mineralcheck.campaign.standing import Standing
from mineralcheck.campaign.view import View
from mineralcheck.model.finding import Finding
from mineralcheck.rules.context import Problem
from mineralcheck.rules.engine import finding_of
from mineralcheck.rules.registry import rules_by_code
from mineralcheck.rules.texts import localise, word

CODES: Mapping[Factor, str] = {
    Factor.NO_ANSWER: "MC801",
    Factor.REFUSED: "MC802",
    Factor.UNREADABLE: "MC803",
    Factor.OTHER_TEMPLATE: "MC804",
    Factor.TEMPLATE_MISSING: "MC805",
    Factor.COVERED_WITHOUT_DILIGENCE: "MC806",
    Factor.STATUS_OTHER: "MC807",
    Factor.UNLISTED_SMELTERS: "MC808",
}
"""Rules about a supplier. What the other factors count are findings in the files themselves."""
_IN_FILES: Mapping[Factor, str] = {
    Factor.DENIED_SMELTER: "MC712",
    Factor.UNIDENTIFIED_SMELTERS: "MC407",
    Factor.NOT_ON_LIST: "MC521",
    Factor.PROGRAMME_NO: "MC208",
}


class CampaignFinding(NamedTuple):
    """A finding about a campaign: the suppliers it is about, the file that shows it and the place there."""

    suppliers: tuple[str, ...]
    file: str
    cell: str
    finding: Finding


def code_of(factor: Factor, text: str) -> str:
    """The rule behind a case of a factor; an error in a file says its own code first. Blank for none."""
    if factor is Factor.ERRORS:
        return text.partition(" ")[0]
    return CODES.get(factor) or _IN_FILES.get(factor, "")


def campaign_findings(view: View) -> Iterator[CampaignFinding]:
    """All findings about a campaign by code, then in order of suppliers and files."""
    found = [*_about_suppliers(view), *_about_files(view), *_about_copies(view)]
    yield from sorted(found, key=lambda one: one.finding.code)


def _said(
    view: View, code: str, about: Sequence[str], place: tuple[str, str], **params: str
) -> CampaignFinding:
    rule = rules_by_code()[code]
    finding = finding_of(rule, Problem(None, found=params.pop("found", None), params=params), rule.severity)
    return CampaignFinding(tuple(about), *place, localise(finding, view.info.language))


def name_of(view: View, supplier_id: str) -> str:
    """How a supplier is called: its name with its id, or its id alone where it has no other name."""
    name = view.names.get(supplier_id, supplier_id)
    return name if name == supplier_id else f"{name} ({supplier_id})"


def _about_suppliers(view: View) -> Iterator[CampaignFinding]:
    exempt = {asked.supplier.supplier_id for asked in view.suppliers if not asked.is_asked}
    for case in cases_of(view):
        code = CODES.get(case.factor)
        if code and case.supplier_id not in exempt:
            yield _case(view, code, case)


def _case(view: View, code: str, case: Case) -> CampaignFinding:
    params = {
        "supplier": name_of(view, case.supplier_id),
        "template": case.subject,
        "what": _what(view, case),
    }
    return _said(view, code, (case.supplier_id,), (case.file, case.cell), **params)


def _what(view: View, case: Case) -> str:
    """The question answered, or mineral and name of the smelter, in the language of the run."""
    language = view.info.language
    if case.factor is Factor.COVERED_WITHOUT_DILIGENCE:
        _, _, answered = case.subject.partition(" ")
        return word(answered.replace(" ", "|", 1), language)
    mineral, colon, name = case.text.partition(": ")
    return word(mineral, language) + colon + name


def _about_files(view: View) -> Iterator[CampaignFinding]:
    for line in files_of(view):
        if line.standing is Standing.UNASSIGNED and view.has_roster:
            yield _said(view, "MC811", (), (line.path, ""), found=line.company or "-")
        if line.also:
            yield _doubtful(view, line, line.also)
        if line.superseded_by:
            own = (line.supplier_id,) if line.supplier_id else ()
            yield _said(view, "MC813", own, (line.path, ""), newer=line.superseded_by)


def _doubtful(view: View, line: FileLine, other: str) -> CampaignFinding:
    own = line.supplier_id or "-"
    names = {"supplier": name_of(view, own), "other": name_of(view, other)}
    return _said(view, "MC812", (own, other), (line.path, ""), **names)


def _about_copies(view: View) -> Iterator[CampaignFinding]:
    for code, groups in (("MC821", same_lists(view)), ("MC822", same_files(view))):
        for same in groups:
            yield _same(view, code, same)


def _same(view: View, code: str, same: SameList) -> CampaignFinding:
    own = tuple(dict.fromkeys(same.suppliers))
    # A file that cannot be read has no family.
    params = {"template": same.family or "", "rows": str(same.rows)}
    params["suppliers"] = ", ".join(name_of(view, supplier) for supplier in own)
    return _said(view, code, own, (same.files[0], ""), **params)


def unchanged(view: View, supplier_id: str, template: str, older: str, newer: str) -> CampaignFinding:
    """MC823: an answer that says what the one of the campaign before said."""
    params = {"supplier": name_of(view, supplier_id), "template": template, "older": older}
    return _said(view, "MC823", (supplier_id,), (newer, ""), **params)
