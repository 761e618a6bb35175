"""MC7xx: what the acceptance profile asks beyond the template; silent where the profile sets nothing."""

import datetime as dt
from collections.abc import Iterator, Mapping

from mineralcheck.model.cells import CellRef
from mineralcheck.model.match import StatusValue
from mineralcheck.model.submission import CompanyField, Question, Scope
from mineralcheck.model.text import fold
from mineralcheck.rules.consistency import answers_to, unidentified_rows
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.deny import denied
from mineralcheck.rules.registry import rule
from mineralcheck.rules.rows import id_cell, is_entry, name_cell
from mineralcheck.rules.usage import Use, none_used, use_of
from mineralcheck.templates.layout import DECLARATION

_LABEL = CellRef.parse(DECLARATION, "J3")
_LANGUAGE = CellRef.parse(DECLARATION, "D3")
_TITLE = CellRef.parse(DECLARATION, "D2")
_PERCENT = ("100%", "90%", "75%", "50%", "25%")


@rule("MC701")
def family_not_accepted(context: RuleContext) -> Iterator[Problem]:
    """Another template was asked for."""
    accepted, family = context.settings.template.families, context.submission.template.family
    if accepted and family not in accepted:
        yield Problem(_TITLE, found=family, expected=", ".join(accepted))


@rule("MC702")
def revision_not_accepted(context: RuleContext) -> Iterator[Problem]:
    """Which revisions are accepted depends on the reporting year."""
    template = context.submission.template
    accepted = context.settings.template.accepted_revisions(template.family)
    if accepted and template.version not in accepted:
        listed = ", ".join(f"{template.family} {version}" for version in accepted)
        yield Problem(_LABEL, found=f"{template.family} {template.version}", expected=listed)


@rule("MC703")
def language_not_accepted(context: RuleContext) -> Iterator[Problem]:
    """Compared with the name in the template, and with its English part (`日本語 Japanese`)."""
    accepted = {fold(name) for name in context.settings.template.languages}
    language = context.submission.template.language
    if accepted and language and not accepted & {fold(language), fold(language.rpartition(" ")[2])}:
        yield Problem(_LANGUAGE, found=language, expected=", ".join(context.settings.template.languages))


@rule("MC704")
def scope_not_accepted(context: RuleContext) -> Iterator[Problem]:
    """Some companies want answers for their parts, others for the whole company."""
    accepted, scope = context.settings.declaration.scopes, context.submission.scope
    if accepted and scope is not None and scope not in accepted:
        cell = context.submission.fields[CompanyField.DECLARATION_SCOPE]
        options = [context.layout.scopes[each][0] for each in accepted]
        yield Problem(cell, found=cell.raw, expected="; ".join(options))


@rule("MC705")
def declaration_too_old(context: RuleContext) -> Iterator[Problem]:
    """Counted from the effective date to the day of the run."""
    limit, date = context.settings.declaration.max_age_days, context.submission.effective_date
    if limit is not None and date is not None and context.today - date > dt.timedelta(days=limit):
        cell = context.submission.fields[CompanyField.EFFECTIVE_DATE]
        age = str((context.today - date).days)
        yield Problem(cell, found=date.isoformat(), params={"age": age, "limit": str(limit)})


@rule("MC706")
def response_below_minimum(context: RuleContext) -> Iterator[Problem]:
    """The answers of every revision run from the full share downwards, so their order compares them."""
    minimum = context.settings.declaration.minimum_response
    if minimum is None:
        return
    for mineral, answer in answers_to(context, Question.SUPPLIER_RESPONSE):
        if answer.value is not None and response_share(answer.value) < int(minimum.rstrip("%")):
            params = {"minimum": minimum}
            yield Problem(answer.cell, found=answer.cell.raw, params=params, terms={"mineral": mineral})


def response_share(value: str) -> int:
    """Least share that an answer stands for, in percent: `Greater than 75%` is 75, `50% or less` is 0."""
    key = fold(value)
    if key.startswith("yes"):
        return 100
    if "less" in key or "<" in key:
        return 0
    found = [int(mark.rstrip("%")) for mark in _PERCENT if mark in key]
    return found[0] if found else 0


@rule("MC707")
def required_answer_missing(context: RuleContext) -> Iterator[Problem]:
    """Answers about the programme that the company insists on; an open one is reported as open."""
    required = context.settings.declaration.required_answers
    if none_used(context.submission):
        return
    for key, answer in context.answers():
        accepted = [wanted for question, wanted in required.items() if question == key.partition("|")[0]]
        if accepted and answer.value is not None and answer.value not in accepted[0]:
            expected = "; ".join(accepted[0])
            yield Problem(answer.cell, found=answer.cell.raw, expected=expected, terms={"question": key})


def _for_supplier(context: RuleContext, table: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [value for name, values in table.items() if context.is_supplier(name) for value in values]


@rule("MC708")
def expected_mineral_not_declared(context: RuleContext) -> Iterator[Problem]:
    """The bill of materials or an earlier year says that the supplier uses the mineral."""
    submission = context.submission
    for mineral in _for_supplier(context, context.settings.expected_minerals):
        own = next((each for each in submission.minerals if fold(each) == fold(mineral)), None)
        if own is None or use_of(submission, own) is Use.UNUSED:
            answer = submission.answers[own][Question.INTENTIONALLY_ADDED] if own else None
            yield Problem(answer.cell if answer else None, terms={"mineral": own or mineral})


@rule("MC709")
def requested_product_missing(context: RuleContext) -> Iterator[Problem]:
    """Only a declaration with product scope can leave a product out."""
    submission = context.submission
    if submission.scope is None or submission.scope is not Scope.PRODUCT:
        return
    cells = [
        cell for row in submission.products for cell in (row.product_number, row.requester_product_number)
    ]
    listed = {fold(cell.raw) for cell in cells}
    table = context.layout.products
    at = CellRef(table.sheet, table.first_row, table.column("product_number"))
    for number in _for_supplier(context, context.settings.requested_products):
        if fold(number) not in listed:
            yield Problem(at, expected=number, params={"product": number})


@rule("MC710")
def smelter_status_not_allowed(context: RuleContext) -> Iterator[Problem]:
    """A row that means no listed smelter has no status; one without a status list is left alone."""
    allowed = context.settings.smelters.allowed_statuses
    rows = zip(context.submission.smelters, context.matches, context.statuses, strict=True)
    for row, match, status in rows if allowed else ():
        listed = match.tier.matched
        if not is_entry(row) or status.value in allowed or (listed and status.value is StatusValue.UNKNOWN):
            continue
        params = {"smelter": match.name or name_cell(row).text or "-", "source": status.source or "-"}
        found = status.text or status.value
        yield Problem(name_cell(row), found=found, expected=", ".join(allowed), params=params)


@rule("MC711")
def too_many_unidentified(context: RuleContext) -> Iterator[Problem]:
    """Share of the rows that name no smelter."""
    limit = context.settings.smelters.max_unidentified_share
    rows = [row for row in context.submission.smelters if is_entry(row)]
    minerals = dict.fromkeys(row.mineral for row in rows if row.mineral)
    unidentified = [row for mineral in minerals for row in unidentified_rows(context, mineral)]
    if limit is not None and rows and len(unidentified) / len(rows) > limit:
        params = {"count": str(len(unidentified)), "rows": str(len(rows)), "limit": f"{limit:.0%}"}
        yield Problem(unidentified[0].metal, params=params)


@rule("MC712")
def denied_smelter(context: RuleContext) -> Iterator[Problem]:
    """A deny list of the company overrules every status."""
    for row, match in context.matched_rows():
        entry = denied(context.settings.denied, row, match)
        if entry is not None:
            cell = id_cell(row) if name_cell(row).is_empty else name_cell(row)
            yield Problem(cell, found=cell.raw, params={"reason": entry.reason, "source": entry.source})
