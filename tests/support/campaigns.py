"""Roll-ups for tests, made from check reports in memory; nothing is read from workbooks."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fixtures.campaign_generator.lists import supplier_list
from fixtures.campaign_generator.plan import AS_OF, Campaign
from fixtures.campaign_generator.reports import ReportMaker

from mineralcheck.campaign.adding import add_report
from mineralcheck.campaign.metric import Metric
from mineralcheck.campaign.policy import Policy
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.rollup import complete_run
from mineralcheck.campaign.roster import Roster, Supplier
from mineralcheck.campaign.roster_file import roster_of
from mineralcheck.campaign.runs import RunInfo, StoredFile
from mineralcheck.campaign.store import Store
from mineralcheck.check.packed import PackedReport
from mineralcheck.check.report import CheckReport, Outcome, SmelterReport, SubmissionReport
from mineralcheck.model.finding import Finding
from mineralcheck.model.match import DeclaredSmelter, Match, SmelterStatus, StatusValue, Tier
from mineralcheck.model.submission import CompanyField, Family, Scope, SmelterKind, TemplateInfo
from mineralcheck.reference.lists import ListKind, ListSource

DAY = dt.date(2026, 8, 22)
STATUS_LIST = ListSource(
    kind=ListKind.CSV, source="status.csv", sha256="1" * 64, as_of=dt.date(2026, 8, 1), entries=1
)
MINERALS = {
    Family.CMRT: ("Tantalum", "Tin", "Gold", "Tungsten"),
    Family.EMRT: ("Cobalt", "Mica"),
    Family.CRT: ("Cobalt",),
    Family.AMRT: ("Zinc",),
}
VERSIONS = {Family.CMRT: "6.5", Family.EMRT: "2.1", Family.CRT: "2.21", Family.AMRT: "1.3"}


@dataclass(frozen=True)
class Named:
    """A row of a smelter list, briefly."""

    mineral: str
    smelter_id: str | None
    status: StatusValue = StatusValue.CONFORMANT
    tier: Tier = Tier.ID
    name: str = ""
    status_text: str | None = None
    mine_countries: str = ""


def a_row(named: Named, row: int) -> SmelterReport:
    name = named.name or f"Smelter {named.smelter_id or 'Unknown'}"
    matched = named.tier.matched
    unidentified = named.tier is Tier.UNIDENTIFIED
    return SmelterReport(
        row=row,
        mineral=named.mineral,
        kind=SmelterKind.LISTED if matched else SmelterKind.NOT_LISTED,
        declared=DeclaredSmelter(
            named.mineral, named.smelter_id or "", "", "" if unidentified else name, "JAPAN"
        ),
        match=Match(
            tier=named.tier,
            smelter_id=named.smelter_id if matched else None,
            name=name if matched else None,
            country="JAPAN" if matched else None,
        ),
        status=SmelterStatus(value=named.status, text=named.status_text, as_of=STATUS_LIST.as_of)
        if matched
        else SmelterStatus(value=StatusValue.UNKNOWN),
        mine_countries=named.mine_countries,
    )


def a_file(
    path: str,
    rows: Sequence[Named] = (),
    *,
    family: Family = Family.CMRT,
    company: str = "",
    day: dt.date | None = dt.date(2026, 5, 1),
    scope: Scope | None = Scope.COMPANY,
    findings: Iterable[Finding] = (),
    **changes: object,
) -> CheckReport:
    """A readable file; its company is what its path says before the first `-`."""
    submission = SubmissionReport(
        template=TemplateInfo(
            family=family, version=VERSIONS[family], layout=VERSIONS[family], language="English"
        ),
        company={CompanyField.COMPANY_NAME: company or path.partition("-")[0]},
        scope=scope,
        effective_date=day,
        minerals=MINERALS[family],
        answers={},
        company_answers={},
        smelters=tuple(a_row(named, 5 + place) for place, named in enumerate(rows)),
    )
    submission = submission.model_copy(update=changes)
    content = f"{path} {submission.model_dump_json()}"
    return CheckReport(
        path=path,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        outcome=Outcome.CHECKED,
        submission=submission,
        findings=tuple(findings),
    )


def a_roster(*suppliers: Supplier) -> Roster:
    """A supplier list of these, in a file with all columns."""
    numbered = tuple(one.model_copy(update={"row": row}) for row, one in enumerate(suppliers, start=2))
    columns = {name: name for name in ("supplier_id", "name", "templates", "spend")}
    digest = hashlib.sha256(repr(numbered).encode()).hexdigest()
    return Roster(source="suppliers.csv", sha256=digest, columns=columns, suppliers=numbered)


def a_supplier(supplier_id: str, *templates: Family, **fields: object) -> Supplier:
    """A supplier whose name is its id."""
    values = {"name": supplier_id, "templates": templates or (Family.CMRT,), **fields}
    return Supplier.model_validate({"supplier_id": supplier_id, **values})


def rolled(
    reports: Iterable[CheckReport],
    roster: Roster | None = None,
    *,
    store: Store | None = None,
    sources: Sequence[ListSource] = (STATUS_LIST,),
    as_of: dt.date = DAY,
    policy: Policy | None = None,
    partial: bool = False,
) -> RollUp:
    """A roll-up of these reports; the caller closes it."""
    target = store or Store.temporary()
    files = []
    with target.transaction() as db:
        for report in reports:
            files.append(
                StoredFile(report.path, report.path, report.sha256, add_report(db, PackedReport.of(report)))
            )
    info = RunInfo(
        tool_version="0",
        as_of=as_of,
        profile="default",
        profile_sha256="0",
        language="en",
        inputs=("inbox",),
        policy=policy or Policy(),
        partial=partial,
        roster_source=roster.source if roster else None,
        roster_sha256=roster.sha256 if roster else None,
        roster_columns=roster.columns if roster else {},
        sources=tuple(sources),
    )
    return complete_run(target, info, roster.suppliers if roster else (), files)


def rolled_plan(campaign: Campaign, store: Store | None = None) -> RollUp:
    """A roll-up of a planned campaign; the caller closes it."""
    maker = ReportMaker(campaign)
    roster = roster_of(supplier_list(campaign).encode(), "suppliers.csv", {})
    return rolled(maker.reports(), roster, store=store, sources=maker.reference.sources, as_of=AS_OF)


def fraction(metric: Metric | None) -> tuple[int, int]:
    """Numerator and denominator of a count."""
    assert metric is not None
    assert metric.denominator is not None
    return int(metric.numerator), int(metric.denominator)
