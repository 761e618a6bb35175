"""A roll-up -> the parts of its JSON document."""

from collections.abc import Iterable, Iterator, Sequence

from mineralcheck.campaign.answers import AnswerCount
from mineralcheck.campaign.changes import ChangedAnswer, ChangedFact, NamedSmelter
from mineralcheck.campaign.copies import SameList
from mineralcheck.campaign.countries import OriginCountry, SmelterCountry
from mineralcheck.campaign.disclosure import DisclosureRow
from mineralcheck.campaign.files import FileLine, Superseded
from mineralcheck.campaign.metric import Metric, definitions
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.risk import Reason, SupplierResult
from mineralcheck.campaign.smelters import Mention, TemplatePart, UnresolvedName
from mineralcheck.reporters import rollup_contract as c
from mineralcheck.reporters.contract import StatusPart
from mineralcheck.reporters.rollup_cells import amount


def run_part(roll_up: RollUp) -> c.RunPart:
    """What was asked."""
    info = roll_up.info
    roster = None
    if info.roster_source and info.roster_sha256:
        roster = c.RosterPart(
            source=info.roster_source, sha256=info.roster_sha256, suppliers=len(roll_up.suppliers)
        )
    return c.RunPart(
        inputs=list(info.inputs),
        passed_over=dict(info.passed_over),
        as_of=info.as_of.isoformat(),
        profile=info.profile,
        label=info.label,
        tool_version=info.tool_version,
        roster=roster,
        asked_by_default=list(info.policy.asked),
        only_accepted=info.policy.only_accepted,
        rounding=info.policy.rounding.value,
    )


def figure_part(metric: Metric) -> c.FigurePart:
    """A figure."""
    numerator, denominator = amount(metric.numerator), amount(metric.denominator)
    return c.FigurePart(
        name=metric.name,
        part=str(metric.part),
        unit=metric.unit.value,
        numerator=numerator if isinstance(numerator, int | float) else 0,
        denominator=denominator if isinstance(denominator, int | float) else None,
        percentage=None if metric.percentage is None else float(metric.percentage),
        note=metric.note.value if metric.note else None,
        left_out=metric.left_out,
        list_dates=[day.isoformat() for day in metric.list_dates],
        formula=definitions()[metric.name].formula(),
    )


def disclosure_part(row: DisclosureRow) -> c.DisclosurePart:
    """A row of the disclosure table."""
    return c.DisclosurePart(
        group=row.group,
        minerals=list(row.minerals),
        coverage=[figure_part(metric) for metric in row.coverage],
        suppliers_asked=int(row.asked.numerator) if row.asked else None,
        response_rate=figure_part(row.response) if row.response else None,
        smelters=int(row.smelters.numerator) if row.smelters else 0,
        conformant_rate=figure_part(row.conformant) if row.conformant else None,
        participating_rate=figure_part(row.participating) if row.participating else None,
        list_dates=[day.isoformat() for day in row.list_dates],
    )


def supplier_part(one: SupplierResult) -> c.SupplierPart:
    """A supplier."""
    supplier = one.asked.supplier
    spend = amount(supplier.spend)
    return c.SupplierPart(
        supplier_id=supplier.supplier_id,
        name=supplier.name,
        country=supplier.country or None,
        tier=supplier.tier or None,
        spend=spend if isinstance(spend, int | float) else None,
        currency=supplier.currency or None,
        templates=list(one.asked.families),
        due_date=supplier.due_date.isoformat() if supplier.due_date else None,
        response=one.response.value,
        files=[submission.path for submission in one.asked.submissions],
        risk=one.risk.value,
        score=one.score,
        reasons=[_reason(reason) for reason in one.reasons],
        next_action=one.action.value,
        next_action_due=one.due.isoformat() if one.due else None,
    )


def _reason(reason: Reason) -> c.ReasonPart:
    return c.ReasonPart(
        factor=reason.factor.value,
        cases=reason.cases,
        points=reason.points,
        critical=reason.critical,
        examples=[c.PlacePart(file=case.file, cell=case.cell, text=case.text) for case in reason.examples],
    )


def file_part(line: FileLine) -> c.FilePart:
    """A file."""
    return c.FilePart(
        path=line.path,
        sha256=line.sha256,
        supplier_id=line.supplier_id,
        assigned_by=line.assigned_by.value,
        because_of=line.said or None,
        also_points_to=line.also,
        suggestions=[c.SuggestedPart(**suggested._asdict()) for suggested in line.suggestions],
        standing=line.standing.value,
        superseded_by=line.superseded_by,
        joined_to=line.joined_to,
        outcome=line.outcome,
        reason=line.message,
        family=line.family,
        version=line.version,
        company=line.company or None,
        scope=line.scope,
        effective_date=line.effective_date.isoformat() if line.effective_date else None,
        verdict=line.verdict,
        errors=line.errors,
        warnings=line.warnings,
        open_fields=line.open,
    )


def superseded_part(one: Superseded) -> c.SupersededPart:
    """A submission that a newer one took the place of."""
    changes = one.changes
    return c.SupersededPart(
        older=one.older.path,
        newer=one.newer.path,
        facts=[changed_fact(fact) for fact in changes.facts],
        answers=[changed_answer(answer) for answer in changes.answers],
        added=[named_smelter(smelter) for smelter in changes.added],
        removed=[named_smelter(smelter) for smelter in changes.removed],
    )


def changed_fact(fact: ChangedFact) -> c.ChangedPart:
    """A fact about a submission that is otherwise now."""
    return c.ChangedPart(name=fact.name, mineral=None, cell=None, old=fact.old, new=fact.new)


def changed_answer(one: ChangedAnswer) -> c.ChangedPart:
    """An answer that is another one now."""
    return c.ChangedPart(
        name=one.question, mineral=one.mineral or None, cell=one.cell, old=one.old, new=one.new
    )


def named_smelter(one: NamedSmelter) -> c.NamedPart:
    """A smelter as a submission names it."""
    return c.NamedPart(mineral=one.mineral, smelter_id=one.smelter_id or None, name=one.name)


def smelter_parts(parts: Iterable[TemplatePart], mentions: Iterable[Mention]) -> Iterator[c.SmelterPart]:
    """Smelters with the rows that name them; both come in the same order."""
    rest = iter(mentions)
    waiting = next(rest, None)
    for part in parts:
        key = (part.smelter.mineral, part.smelter.smelter_id)
        own: list[Mention] = []
        while waiting and (waiting.mineral, waiting.smelter_id) == key:
            own.append(waiting)
            waiting = next(rest, None)
        yield _smelter(part, own)


def _smelter(part: TemplatePart, mentions: Sequence[Mention]) -> c.SmelterPart:
    one = part.smelter
    return c.SmelterPart(
        mineral=one.mineral,
        smelter_id=one.smelter_id,
        name=one.name,
        country=one.country or None,
        status=StatusPart(
            value=one.status.value,
            text=one.status_text,
            as_of=one.status_as_of.isoformat() if one.status_as_of else None,
            source=one.status_source,
            programme=one.programme,
            reassessment_due=one.reassessment_due.isoformat() if one.reassessment_due else None,
        ),
        retired=one.retired,
        ceased=one.ceased,
        template_number=part.number,
        suppliers=one.suppliers,
        files=one.files,
        rows=one.rows,
        mentions=[c.MentionPart(supplier_id=m.supplier_id, file=m.file, cell=m.cell) for m in mentions],
    )


def unresolved_part(one: UnresolvedName) -> c.UnresolvedPart:
    """A name that no entry matches."""
    return c.UnresolvedPart(
        mineral=one.mineral,
        name=one.name,
        declared_id=one.declared_id or None,
        country=one.country or None,
        found=one.found,
        tier=one.tier,
        suggestions=[c.CandidatePart(**suggestion._asdict()) for suggestion in one.suggestions],
        suppliers=list(one.suppliers),
        places=[c.PlacePart(file=file, cell=cell, text=one.name) for file, cell in one.places],
    )


def answer_part(one: AnswerCount) -> c.AnswerPart:
    """How many gave an answer."""
    return c.AnswerPart(**{**one._asdict(), "mineral": one.mineral or None})


def smelter_country_part(one: SmelterCountry) -> c.SmelterCountryPart:
    """Where smelters stand."""
    return c.SmelterCountryPart(
        mineral=one.mineral, code=one.code or None, country=one.name, smelters=one.smelters
    )


def origin_country_part(one: OriginCountry) -> c.OriginCountryPart:
    """Where minerals come from."""
    own = {name: value for name, value in one._asdict().items() if name not in ("code", "name")}
    return c.OriginCountryPart(code=one.code or None, country=one.name, **own)


def same_part(one: SameList) -> c.SamePart:
    """The same list or file from several suppliers."""
    return c.SamePart(family=one.family, rows=one.rows, suppliers=list(one.suppliers), files=list(one.files))
