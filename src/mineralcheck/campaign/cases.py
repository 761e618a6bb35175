"""What speaks against a supplier, case by case, each with the place that shows it."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from mineralcheck.campaign.facts import Found
from mineralcheck.campaign.measures_mixed import is_yes
from mineralcheck.campaign.measures_suppliers import roster_place
from mineralcheck.campaign.risk_scheme import Factor
from mineralcheck.campaign.roster import SupplierState
from mineralcheck.campaign.standing import Standing
from mineralcheck.campaign.view import Asked, View
from mineralcheck.model.finding import Severity
from mineralcheck.model.match import StatusValue
from mineralcheck.model.submission import CompanyQuestion, Question

_DENIED = "denied-smelter"
_ERRORS = """
SELECT supplier_id, family, path, code, finding.name, cell, finding.message FROM listed
JOIN finding USING (report_id) WHERE (severity = ? OR finding.name = ?) AND NOT EXISTS (
  SELECT 1 FROM counted JOIN finding AS first USING (report_id)
  WHERE counted.file_id = listed.joined_to AND first.code = finding.code
    AND first.cell IS finding.cell AND first.message = finding.message
) ORDER BY file_id, position
"""
_SMELTERS = """
SELECT supplier_id, mineral, coalesce(smelter_id, ''), found, status, path, cell,
  coalesce(name, nullif(declared_name, ''), nullif(declared_lookup, ''), declared_id)
FROM mention WHERE found <> 'identified' OR status IN ('other', 'not_on_list') ORDER BY file_id, row
"""
_ANSWERS = """
SELECT supplier_id, report_id, path, family, question, mineral, cell, value FROM counted
JOIN answer USING (report_id) ORDER BY file_id, question, mineral
"""
_ORIGIN = frozenset({Question.FROM_COVERED_COUNTRIES.value, Question.FROM_CAHRA.value})
# A No to being required to disclose says nothing about diligence.
_PROGRAMME = frozenset(q.value for q in CompanyQuestion if q is not CompanyQuestion.DISCLOSURE_REQUIRED)


class Response(StrEnum):
    """What came of asking a supplier."""

    ANSWERED = "answered"
    PARTLY = "partly"
    OTHER_TEMPLATE = "other_template"
    UNREADABLE = "unreadable"
    SILENT = "silent"
    DECLINED = "declined"
    EXEMPT = "exempt"


class Case(NamedTuple):
    """One case of a factor; `subject` tells it from others and stays the same from run to run."""

    supplier_id: str
    factor: Factor
    subject: str
    file: str
    cell: str
    text: str


def response_of(asked: Asked, sent: frozenset[str]) -> Response:
    """What came of asking; `sent` are the standings of all files of the supplier."""
    state = asked.supplier.state
    if state is SupplierState.EXEMPT:
        return Response.EXEMPT
    answered = {one.family for one in asked.submissions}
    missing = set(asked.families) - answered
    if answered and not missing:
        return Response.ANSWERED
    if answered & set(asked.families):
        return Response.PARTLY
    if answered:
        return Response.OTHER_TEMPLATE
    if Standing.UNREADABLE.value in sent:
        return Response.UNREADABLE
    return Response.DECLINED if state is SupplierState.DECLINED else Response.SILENT


def standings(view: View) -> dict[str, frozenset[str]]:
    """Standings of the files of each supplier."""
    found: dict[str, set[str]] = {}
    for supplier, standing in view.db.execute(
        "SELECT DISTINCT supplier_id, standing FROM file WHERE run_id = ? AND supplier_id IS NOT NULL",
        (view.run_id,),
    ):
        found.setdefault(supplier, set()).add(standing)
    return {supplier: frozenset(own) for supplier, own in found.items()}


def cases_of(view: View) -> Iterator[Case]:
    """Every case, by factor and then in order of the roster or of the files."""
    yield from _response_cases(view)
    yield from _finding_cases(view)
    yield from _smelter_cases(view)
    yield from _answer_cases(view)


def _response_cases(view: View) -> Iterator[Case]:
    sent = standings(view)
    for asked in view.suppliers:
        one = asked.supplier
        response = response_of(asked, sent.get(one.supplier_id, frozenset()))
        due = one.due_date is not None and one.due_date >= view.info.as_of
        factor = _factor_of(response, due=due)
        if factor is Factor.TEMPLATE_MISSING:
            answered = {submission.family for submission in asked.submissions}
            for family in sorted(set(asked.families) - answered):
                yield _about(view, asked, factor, family)
        elif factor:
            yield _about(view, asked, factor, response.value)


def _factor_of(response: Response, *, due: bool) -> Factor | None:
    """Factor of a response; before the due date nobody is late."""
    if response is Response.DECLINED:
        return Factor.REFUSED
    if response is Response.UNREADABLE:
        return Factor.UNREADABLE
    if response is Response.OTHER_TEMPLATE:
        return Factor.OTHER_TEMPLATE
    if response is Response.PARTLY:
        return Factor.AWAITED if due else Factor.TEMPLATE_MISSING
    if response is Response.SILENT:
        return Factor.AWAITED if due else Factor.NO_ANSWER
    return None


def _about(view: View, asked: Asked, factor: Factor, subject: str) -> Case:
    file, cell, _ = roster_place(view, asked, "supplier_id", "")
    return Case(asked.supplier.supplier_id, factor, subject, file, cell, subject)


def _finding_cases(view: View) -> Iterator[Case]:
    for supplier, family, path, code, name, cell, message in view.db.execute(
        _ERRORS, (Severity.ERROR.value, _DENIED)
    ):
        if name == _DENIED:
            yield Case(supplier, Factor.DENIED_SMELTER, message, path, cell or "", message)
        else:
            subject = f"{family} {code} {cell or ''}".strip()
            yield Case(supplier, Factor.ERRORS, subject, path, cell or "", f"{code} {message}")


_BY_STATUS = {
    StatusValue.OTHER.value: Factor.STATUS_OTHER,
    StatusValue.NOT_ON_LIST.value: Factor.NOT_ON_LIST,
}
_BY_FOUND = {
    Found.UNLISTED.value: Factor.UNLISTED_SMELTERS,
    Found.UNIDENTIFIED.value: Factor.UNIDENTIFIED_SMELTERS,
}


def _smelter_cases(view: View) -> Iterator[Case]:
    seen: set[tuple[str, str]] = set()
    numbers: Counter[tuple[str, str]] = Counter()
    for supplier, mineral, smelter_id, found, status, path, cell, name in view.db.execute(_SMELTERS):
        factor = _BY_FOUND.get(found) or _BY_STATUS[status]
        subject = f"{mineral} {smelter_id or name}".strip()
        if factor is Factor.UNIDENTIFIED_SMELTERS:
            # Such rows have no name to be told apart by; how many they are is what stays the same.
            numbers[supplier, mineral] += 1
            subject = f"{mineral} {numbers[supplier, mineral]}"
        # A smelter in two submissions of a supplier is one case.
        if (supplier, subject) not in seen:
            seen.add((supplier, subject))
            yield Case(supplier, factor, subject, path, cell, f"{mineral}: {name}")


def _answer_cases(view: View) -> Iterator[Case]:
    origins: dict[int, list[Case]] = {}
    without: set[int] = set()
    for supplier, report, path, family, question, mineral, cell, value in view.db.execute(_ANSWERS):
        subject = f"{family} {question} {mineral}".strip()
        if question in _ORIGIN and value and (value == "Yes" or value.endswith("only")):
            text = f"{subject}: {value}"
            case = Case(supplier, Factor.COVERED_WITHOUT_DILIGENCE, subject, path, cell, text)
            origins.setdefault(report, []).append(case)
        if question == CompanyQuestion.DUE_DILIGENCE_IMPLEMENTED and not is_yes(value):
            without.add(report)
        if question in _PROGRAMME and value == "No":
            yield Case(supplier, Factor.PROGRAMME_NO, subject, path, cell, subject)
    for report, cases in origins.items():
        if report in without:
            yield from cases
