"""Check reports in memory for tests of what is written from them; companies and smelters are invented.

`poison` puts one text into every field that a supplier controls.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping

from mineralcheck.check.report import (
    AnswerReport,
    CheckReport,
    MineReport,
    Outcome,
    ProductReport,
    SmelterReport,
    SubmissionReport,
)
from mineralcheck.check.results import ResultSet
from mineralcheck.check.run import Run
from mineralcheck.completeness.items import CompletenessItem
from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableReason
from mineralcheck.model.finding import Finding, Severity
from mineralcheck.model.match import Candidate, DeclaredSmelter, Match, SmelterStatus, StatusValue, Tier
from mineralcheck.model.submission import (
    CompanyField,
    CompanyQuestion,
    Family,
    Question,
    Scope,
    SmelterKind,
    TemplateInfo,
)
from mineralcheck.reference.lists import ListKind, ListSource
from mineralcheck.rules.context import Problem
from mineralcheck.rules.engine import finding_of
from mineralcheck.rules.registry import rules_by_code
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings

TODAY = dt.date(2026, 3, 1)
COMPANY = "Tamarind Circuits Pvt Ltd"
EMAIL = "r.tanaka@tamarind.example"


def at(place: str) -> CellRef:
    sheet, _, address = place.rpartition("!")
    return CellRef.parse(sheet, address)


def a_finding(
    code: str = "MC106",
    place: str | None = "Declaration!D16",
    found: str | None = "info at tamarind",
    *,
    terms: Mapping[str, str] | None = None,
    params: Mapping[str, str] | None = None,
    severity: Severity | None = None,
    expected: str | None = None,
) -> Finding:
    """A finding with the texts of the catalogue; by default of a malformed contact e-mail."""
    rule = rules_by_code()[code]
    problem = Problem(
        at=at(place) if place else None,
        found=found,
        expected=expected,
        params=params or {},
        terms={"field": "contact_email"} if terms is None else terms,
    )
    return finding_of(rule, problem, severity or rule.severity)


def an_open_field(place: str = "Declaration!D17", field: str = "contact_phone") -> Finding:
    return a_finding("MC101", place, None, terms={"field": field})


def a_smelter_report(
    row: int = 5,
    *,
    mineral: str = "Tin",
    tier: Tier = Tier.ID,
    name: str = "Kestrel Tin Works",
    smelter_id: str = "CID999001",
    country: str = "JAPAN",
    candidates: tuple[Candidate, ...] = (),
    status: SmelterStatus | None = None,
) -> SmelterReport:
    matched = tier.matched
    return SmelterReport(
        row=row,
        mineral=mineral,
        kind=SmelterKind.LISTED if matched else SmelterKind.NOT_LISTED,
        declared=DeclaredSmelter(mineral, smelter_id if matched else "", "", name, country),
        match=Match(
            tier=tier,
            smelter_id=smelter_id if matched else None,
            name=name if matched else None,
            country=country if matched else None,
            score=100.0 if matched else None,
            reason="the id is listed" if matched else "no entry is close enough",
            candidates=candidates,
        ),
        status=status or SmelterStatus(value=StatusValue.UNKNOWN),
    )


SUGGESTED = a_smelter_report(
    6,
    tier=Tier.SUGGESTED,
    name="Kestral Tin",
    candidates=(
        Candidate(smelter_id="CID999001", name="Kestrel Tin Works", score=93.2, country="JAPAN"),
        Candidate(smelter_id="CID999002", name="Sierra Alloy", score=61.0, country="PERU"),
    ),
)


def a_submission(
    *,
    company: str = COMPANY,
    email: str = EMAIL,
    language: str = "English",
    smelters: tuple[SmelterReport, ...] = (),
    version: str = "6.5",
) -> SubmissionReport:
    answer = AnswerReport(cell=at("Declaration!D26"), text="Yes", value="Yes", comment="all of it")
    return SubmissionReport(
        template=TemplateInfo(family=Family.CMRT, version=version, layout="6.5", language=language),
        company={
            CompanyField.COMPANY_NAME: company,
            CompanyField.CONTACT_NAME: "R. Tanaka",
            CompanyField.CONTACT_EMAIL: email,
        },
        scope=Scope.COMPANY,
        effective_date=dt.date(2025, 11, 3),
        minerals=("Tantalum", "Tin", "Gold", "Tungsten"),
        answers={"Tin": {Question.INTENTIONALLY_ADDED: answer}},
        company_answers={CompanyQuestion.POLICY_ESTABLISHED: answer},
        smelters=smelters,
        mines=(MineReport(row=5, mineral="Tin", smelter="Kestrel", name="Pit", mine_id="1", country="PERU"),),
        products=(ProductReport(row=6, number="4711", name="Relay"),),
        completeness=(
            CompletenessItem(
                id="Declaration!D17",
                cell=at("Declaration!D17"),
                topic="contact_phone",
                required=True,
                complete=False,
            ),
        ),
    )


def a_report(
    path: str = "inbox/tamarind.xlsx",
    findings: tuple[Finding, ...] = (),
    submission: SubmissionReport | None = None,
) -> CheckReport:
    return CheckReport(
        path=path,
        sha256=hashlib.sha256(path.encode()).hexdigest(),
        outcome=Outcome.CHECKED,
        submission=submission or a_submission(smelters=(a_smelter_report(),)),
        findings=findings,
    )


def an_unreadable(path: str = "inbox/photo.xlsx", message: str = "This is a picture.") -> CheckReport:
    return CheckReport(
        path=path,
        sha256="cd" * 32,
        outcome=Outcome.UNREADABLE,
        reason=UnreadableReason.NOT_A_WORKBOOK,
        message=message,
    )


SOURCE = ListSource(
    kind=ListKind.LOOKUP,
    source="look-up.xlsx",
    sha256="0" * 64,
    as_of=dt.date(2025, 4, 25),
    entries=9,
    template="CMRT 6.5",
)

STATUS_SOURCE = SOURCE.model_copy(
    update={"kind": ListKind.CONFORMANT, "source": "status.xml", "template": None}
)


def a_run(
    *reports: CheckReport, settings: Settings = DEFAULT_SETTINGS, fail_on: Severity | None = Severity.ERROR
) -> Run:
    return Run(
        inputs=("inbox",),
        results=ResultSet.of(reports),
        sources=(SOURCE, STATUS_SOURCE),
        as_of=TODAY,
        profile="default",
        skipped={},
        settings=settings,
        fail_on=fail_on,
    )


def a_mixed_run() -> Run:
    """A good file, one with findings and a smelter to clarify, a Japanese one, and one that is unreadable."""
    findings = (
        a_finding(),
        an_open_field(),
        a_finding("MC402", "Smelter List!B7", None, terms={"mineral": "Gold"}),
    )
    one = (a_smelter_report(),)
    japanese = a_submission(
        company="常盤電子株式会社", email="info@tokiwa.example", language="日本語 Japanese"
    )
    return a_run(
        a_report("inbox/good.xlsx", submission=a_submission(company="Good Relays Ltd", smelters=one)),
        a_report(findings=findings, submission=a_submission(smelters=(a_smelter_report(), SUGGESTED))),
        a_report("inbox/常盤電子 2026.xlsx", (an_open_field(),), japanese),
        an_unreadable(),
    )


def poisoned(text: str) -> CheckReport:
    """A report with this text in every field that a supplier controls, the file name included."""
    bad = AnswerReport(cell=CellRef("Declaration", 26, 4), text=text, value=None, comment=text)
    candidate = Candidate(smelter_id="CID999001", name="Kestrel Tin Works", score=90)
    declared = DeclaredSmelter("Tin", text, text, text, text)
    sheet = CellRef(text.replace("!", "")[:31] or "Sheet", 5, 2)
    finding = a_finding(found=text).model_copy(update={"found": text, "message": text, "expected": text})
    elsewhere = finding.model_copy(update={"cell": sheet})
    submission = a_submission().model_copy(
        update={
            "template": TemplateInfo(family=Family.CMRT, version=text, layout="6.5", language=text),
            "company": dict.fromkeys(CompanyField, text),
            "minerals": (text,),
            "answers": {text: {Question.INTENTIONALLY_ADDED: bad}},
            "company_answers": {CompanyQuestion.POLICY_ESTABLISHED: bad},
            "mineral_company_answers": {CompanyQuestion.POLICY_ESTABLISHED: {text: bad}},
            "smelters": (
                SmelterReport(
                    row=5,
                    mineral=text,
                    kind=SmelterKind.NOT_LISTED,
                    declared=declared,
                    match=Match(tier=Tier.SUGGESTED, reason=text, candidates=(candidate,)),
                    status=SmelterStatus(value=StatusValue.UNKNOWN),
                    recycled=text,
                    mine_names=text,
                    mine_countries=text,
                ),
            ),
            "mines": (MineReport(row=5, mineral=text, smelter=text, name=text, mine_id=text, country=text),),
            "products": (ProductReport(row=6, number=text, name=text),),
        }
    )
    path = f"inbox/{text.replace('/', '_')}.xlsx"
    return a_report(path, (finding, elsewhere), submission)
