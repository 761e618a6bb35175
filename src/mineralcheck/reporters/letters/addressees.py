"""Who gets a letter, about which files: those that count of each supplier, and suppliers that are silent."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mineralcheck.campaign.assignment import Assigner, Sender
from mineralcheck.campaign.facts import named_smelters, smelter_lines
from mineralcheck.campaign.gathering import within_folder
from mineralcheck.campaign.mapping_file import FileMapping
from mineralcheck.campaign.roster import Roster, Supplier, SupplierState
from mineralcheck.campaign.standing import Candidate, Standing, place
from mineralcheck.check.report import CheckReport
from mineralcheck.check.run import Run
from mineralcheck.matching.names import name_forms
from mineralcheck.model.finding import Severity
from mineralcheck.model.submission import CompanyField
from mineralcheck.model.text import words
from mineralcheck.reporters.columns import company_of

_EMAILS = (CompanyField.CONTACT_EMAIL, CompanyField.AUTHORIZER_EMAIL)


@dataclass(frozen=True)
class Addressee:
    """Whom to write to about which files (numbers in the run), by the roster where there is one.

    `missing` are the templates that were asked for and did not come; `language` is set when the roster's
    country says it better than a file would.
    """

    supplier_id: str = ""
    name: str = ""
    contact: str = ""
    email: str = ""
    country: str = ""
    files: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    due: dt.date | None = None


@dataclass
class _Files:
    """What came from one supplier; unreadable files have no candidate."""

    name: str = ""
    supplier: Supplier | None = None
    readable: list[Candidate] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)


def addressees(run: Run, roster: Roster | None = None, mapping: FileMapping | None = None) -> list[Addressee]:
    """Addressees in order of the roster, then those that it does not have, in order of their first file."""
    groups = _grouped(run, roster, mapping)
    known = [
        _addressee(groups.get(one.supplier_id), one, run) for one in (roster.suppliers if roster else ())
    ]
    strangers = [_addressee(group, None, run) for group in groups.values() if group.supplier is None]
    return [one for one in [*known, *strangers] if one]


def _grouped(run: Run, roster: Roster | None, mapping: FileMapping | None) -> dict[str, _Files]:
    suppliers = {one.supplier_id: one for one in roster.suppliers} if roster else {}
    assigner = Assigner(roster.suppliers, mapping) if roster else None
    groups: dict[str, _Files] = defaultdict(_Files)
    for number, report in enumerate(run.results):
        owner = assigner.assign(_sender(run, report)).supplier_id if assigner else None
        company = company_of(report)
        key = name_forms(company).key if words(company) else str(number)
        group = groups[owner or f"\0{key}"]
        group.supplier = suppliers.get(owner or "")
        group.name = group.name or company
        if report.submission:
            group.readable.append(_candidate(number, report))
        else:
            group.unreadable.append(number)
    return groups


def _sender(run: Run, report: CheckReport) -> Sender:
    company = report.submission.company if report.submission else {}
    found = run.found.get(report.path)
    emails = tuple(text for one in _EMAILS if (text := company.get(one, "")))
    return Sender(
        path=report.path,
        within=within_folder(found) if found else report.path,
        company=company.get(CompanyField.COMPANY_NAME, ""),
        unique_id=company.get(CompanyField.COMPANY_UNIQUE_ID, ""),
        emails=emails,
    )


def _candidate(number: int, report: CheckReport) -> Candidate:
    sub = report.submission
    assert sub is not None
    return Candidate(
        file_id=number,
        path=report.path,
        sha256=report.sha256,
        family=sub.template.family,
        version=sub.template.version,
        scope=sub.scope,
        description=sub.company.get(CompanyField.SCOPE_DESCRIPTION, ""),
        products=frozenset(words(one.number) for one in sub.products),
        effective=sub.effective_date,
        errors=sum(finding.severity is Severity.ERROR for finding in report.findings),
        smelters=named_smelters(smelter_lines(sub)),
    )


def _addressee(group: _Files | None, supplier: Supplier | None, run: Run) -> Addressee | None:
    group = group or _Files()
    counted = set(_counted(group.readable, run.as_of))
    files = tuple(sorted([*(one.file_id for one in counted), *group.unreadable]))
    if supplier is None:
        return Addressee(name=group.name, files=files)
    came = {one.family for one in group.readable}
    missing = tuple(str(family) for family in supplier.templates if family not in came)
    silent = not files and supplier.state is not SupplierState.ASKED
    if silent:
        return None
    return Addressee(
        supplier_id=supplier.supplier_id,
        name=supplier.name,
        contact=supplier.contact,
        email=supplier.email,
        country=supplier.country,
        files=files,
        missing=missing,
        due=supplier.due_date,
    )


def _counted(candidates: Iterable[Candidate], as_of: dt.date) -> Iterator[Candidate]:
    """The newest submissions; a letter about one that was replaced would ask for what is already done."""
    by_number = {one.file_id: one for one in candidates}
    for placed in place(list(by_number.values()), as_of):
        if placed.standing in (Standing.COUNTED, Standing.JOINED):
            yield by_number[placed.file_id]
