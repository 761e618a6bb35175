"""A check report -> the parts of the JSON report."""

from mineralcheck import __version__
from mineralcheck.check.report import CheckReport, SmelterReport, SubmissionReport, WaivedFinding
from mineralcheck.check.run import Run
from mineralcheck.check.totals import Totals
from mineralcheck.model.finding import Finding
from mineralcheck.model.match import Match, SmelterStatus
from mineralcheck.reference.lists import ListSource
from mineralcheck.reporters import contract as c


def tool_part() -> c.Tool:
    """The program."""
    return c.Tool(version=__version__)


def run_part(run: Run) -> c.RunPart:
    """What was asked."""
    totals = run.results.totals
    return c.RunPart(
        inputs=list(run.inputs),
        checked=totals.files - totals.unreadable,
        unreadable=totals.unreadable,
        passed_over=dict(run.skipped),
        profile=run.profile,
        as_of=run.as_of.isoformat(),
    )


def reference_part(source: ListSource) -> c.ReferencePart:
    """A list that was used."""
    return c.ReferencePart(
        kind=source.kind,
        source=source.source,
        sha256=source.sha256,
        as_of=source.as_of.isoformat() if source.as_of else None,
        entries=source.entries,
        template=source.template,
    )


def totals_part(totals: Totals) -> c.TotalsPart:
    """Counts over all files, keys in order of name."""
    return c.TotalsPart(
        files=totals.files,
        verdicts={str(k): totals.verdicts[k] for k in sorted(totals.verdicts)},
        findings={str(k): totals.findings[k] for k in sorted(totals.findings)},
        waived=totals.waived,
        smelter_rows=totals.smelter_rows,
        matched_rows=totals.matched_rows,
        tiers={str(k): totals.tiers[k] for k in sorted(totals.tiers)},
        statuses={str(k): totals.statuses[k] for k in sorted(totals.statuses)},
    )


def file_part(report: CheckReport, supplier: str | None = None) -> c.FilePart:
    """One file."""
    sub = report.submission
    return c.FilePart(
        path=report.path,
        sha256=report.sha256,
        outcome=report.outcome.value,
        reason=report.message,
        reason_code=report.reason,
        template=_template(sub) if sub else None,
        supplier=supplier,
        company=_company(sub) if sub else {},
        scope=sub.scope.value if sub and sub.scope else None,
        effective_date=sub.effective_date.isoformat() if sub and sub.effective_date else None,
        verdict=report.verdict.value,
        completeness=_completeness(sub) if sub else None,
        answers=_answers(sub) if sub else {},
        company_answers=_company_answers(sub) if sub else {},
        smelters=[_smelter(row) for row in sub.smelters] if sub else [],
        mines=_mines(sub) if sub else [],
        products=_products(sub) if sub else [],
        findings=[finding_part(finding) for finding in report.findings],
        waived=[_waived_part(waived) for waived in report.waived],
    )


def _waived_part(waived: WaivedFinding) -> c.WaivedPart:
    return c.WaivedPart(
        **finding_part(waived.finding),
        reason=waived.reason,
        approved_by=waived.approved_by,
        expires=waived.expires.isoformat(),
    )


def finding_part(finding: Finding) -> c.FindingPart:
    """A finding."""
    return c.FindingPart(
        code=finding.code,
        name=finding.name,
        severity=finding.severity.value,
        cell=str(finding.cell) if finding.cell else None,
        message=finding.message,
        found=finding.found,
        expected=finding.expected,
        fix=finding.fix,
    )


def _template(sub: SubmissionReport) -> c.TemplatePart:
    template = sub.template
    return c.TemplatePart(
        family=template.family, version=template.version, language=template.language, layout=template.layout
    )


def _company(sub: SubmissionReport) -> dict[str, str | None]:
    names = {field: field.removeprefix("company_name") or "name" for field in sub.company}
    return {names[field]: text or None for field, text in sub.company.items()}


def _completeness(sub: SubmissionReport) -> c.CompletenessPart:
    items = [
        c.ItemPart(id=i.id, cell=str(i.cell) if i.cell else None, required=i.required, complete=i.complete)
        for i in sub.completeness
    ]
    required = sub.required_items
    return c.CompletenessPart(required=required, complete=required - len(sub.open_items), items=items)


def _answers(sub: SubmissionReport) -> dict[str, dict[str, str | None]]:
    return {
        mineral: {str(question): answer.shown for question, answer in by_question.items()}
        for mineral, by_question in sub.answers.items()
    }


def _company_answers(sub: SubmissionReport) -> dict[str, str | dict[str, str | None] | None]:
    found: dict[str, str | dict[str, str | None] | None] = {
        str(question): answer.shown for question, answer in sub.company_answers.items()
    }
    for question, by_mineral in sub.mineral_company_answers.items():
        found[str(question)] = {mineral: answer.shown for mineral, answer in by_mineral.items()}
    return found


def _smelter(row: SmelterReport) -> c.SmelterPart:
    declared = row.declared
    return c.SmelterPart(
        row=row.row,
        mineral=row.mineral or declared.mineral or None,
        declared=c.DeclaredPart(
            id=declared.smelter_id or None,
            lookup=declared.lookup or None,
            name=declared.name or None,
            country=declared.country or None,
        ),
        match=match_part(row.match),
        status=status_part(row.status),
    )


def match_part(match: Match) -> c.MatchPart:
    """How a declared smelter resolved."""
    return c.MatchPart(
        tier=match.tier,
        smelter_id=match.smelter_id,
        name=match.name,
        country=match.country,
        score=match.score,
        reason=match.reason,
        issues=[str(issue) for issue in match.issues],
        candidates=[
            c.CandidatePart(smelter_id=x.smelter_id, name=x.name, score=x.score) for x in match.candidates
        ],
    )


def status_part(status: SmelterStatus) -> c.StatusPart:
    """Status in the imported list."""
    return c.StatusPart(
        value=status.value,
        text=status.text,
        as_of=status.as_of.isoformat() if status.as_of else None,
        source=status.source,
        programme=status.programme,
        reassessment_due=status.reassessment_due.isoformat() if status.reassessment_due else None,
    )


def _mines(sub: SubmissionReport) -> list[c.MinePart]:
    return [
        c.MinePart(
            row=m.row,
            mineral=m.mineral,
            smelter=m.smelter or None,
            name=m.name or None,
            id=m.mine_id or None,
            country=m.country or None,
        )
        for m in sub.mines
    ]


def _products(sub: SubmissionReport) -> list[c.ProductPart]:
    return [c.ProductPart(row=p.row, number=p.number or None, name=p.name or None) for p in sub.products]
