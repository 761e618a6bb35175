"""The tables of the packs that count or list suppliers."""

from collections import Counter
from collections.abc import Iterator

from mineralcheck.campaign.corrective import CorrectiveAction, open_actions
from mineralcheck.campaign.files import FileLine
from mineralcheck.campaign.risk import SupplierResult
from mineralcheck.campaign.risk_scheme import Action, Factor, Risk
from mineralcheck.campaign.standing import Standing
from mineralcheck.check.report import SubmissionReport
from mineralcheck.model.submission import CompanyField
from mineralcheck.reader.minerals import canonical_mineral
from mineralcheck.reporters.columns import Value
from mineralcheck.reporters.packs import display as d
from mineralcheck.reporters.packs.content import PackColumn as Column
from mineralcheck.reporters.packs.content import PackTable
from mineralcheck.reporters.packs.tables import Subject


def suppliers(subject: Subject) -> PackTable:
    """Suppliers with a submission that counts, with the address that each declared."""
    columns = (
        Column("supplier_id", d.as_text, 10),
        Column("supplier", d.as_text, 20),
        Column("declared_company", d.as_text, 20),
        Column("declared_address", d.as_text, 26),
        Column("country", d.as_text, 8),
        Column("effective_date", d.as_text, 10),
        Column("file", d.as_text, 20),
    )
    return PackTable("suppliers", columns, tuple(sorted(_supplier_rows(subject), key=_by_id_and_file)))


def _by_id_and_file(row: tuple[Value, ...]) -> tuple[str, str]:
    return str(row[0]), str(row[-1])


def _supplier_rows(subject: Subject) -> Iterator[tuple[Value, ...]]:
    names = subject.roll_up.supplier_names
    countries = {a.supplier.supplier_id: a.supplier.country for a in subject.roll_up.view.suppliers}
    for line, sub in _counted(subject):
        owner = line.supplier_id or ""
        yield (
            owner,
            names.get(owner, owner),
            sub.company.get(CompanyField.COMPANY_NAME) or None,
            sub.company.get(CompanyField.ADDRESS) or None,
            countries.get(owner) or None,
            line.effective_date,
            line.path,
        )


def _counted(subject: Subject) -> Iterator[tuple[FileLine, SubmissionReport]]:
    for line, report in zip(subject.roll_up.files, subject.roll_up.reports(), strict=True):
        sub = report.submission
        if line.standing is not Standing.COUNTED or sub is None:
            continue
        if any(subject.has(canonical_mineral(mineral) or mineral) for mineral in sub.minerals):
            yield line, sub


def _concerned(subject: Subject) -> list[SupplierResult]:
    """Suppliers that were asked about the minerals of the pack."""
    return [r for r in subject.roll_up.suppliers if r.asked.is_asked and subject.main in r.asked.parts]


def risk_levels(subject: Subject) -> PackTable:
    """Suppliers by level of risk."""
    columns = (Column("risk", d.as_word("level"), 60), Column("suppliers", d.as_count, 20, right=True))
    counted = Counter(one.risk for one in _concerned(subject))
    return PackTable("risk_levels", columns, tuple((risk.value, counted[risk]) for risk in reversed(Risk)))


def next_actions(subject: Subject) -> PackTable:
    """Suppliers by what is to be done next."""
    columns = (
        Column("next_action", d.as_word("action"), 60),
        Column("suppliers", d.as_count, 20, right=True),
    )
    counted = Counter(one.action for one in _concerned(subject))
    return PackTable("next_actions", columns, tuple((a.value, counted[a]) for a in Action if counted[a]))


def corrective_actions_table(subject: Subject) -> PackTable:
    """What suppliers have to put right, by kind; opened and closed are told beside an earlier run."""
    columns = (
        Column("factor", d.as_word("factor"), 46),
        Column("suppliers", d.as_count, 12, right=True),
        Column("open", d.as_count, 12, right=True),
        Column("opened", d.as_count, 12, right=True),
        Column("closed", d.as_count, 12, right=True),
    )
    concerned = {one.asked.supplier.supplier_id for one in _concerned(subject)}
    now = [one for one in open_actions(subject.roll_up.view) if one.supplier_id in concerned]
    changes = subject.roll_up.actions
    opened = _by_factor(changes.opened if changes else (), concerned)
    closed = _by_factor(changes.closed if changes else (), concerned)
    rows: list[tuple[Value, ...]] = []
    for factor in Factor:
        own = [one for one in now if one.factor is factor]
        if own or closed[factor]:
            since = (opened[factor], closed[factor]) if changes else (None, None)
            rows.append((factor.value, len({one.supplier_id for one in own}), len(own), *since))
    return PackTable("corrective_actions", columns, tuple(rows))


def _by_factor(actions: tuple[CorrectiveAction, ...], concerned: set[str]) -> Counter[Factor]:
    return Counter(one.factor for one in actions if one.supplier_id in concerned)
