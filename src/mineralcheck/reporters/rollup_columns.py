"""The tables of a roll-up as rows with typed columns: what CSV and Excel have in common."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from mineralcheck.campaign.answers import AnswerCount
from mineralcheck.campaign.assignment import Suggested
from mineralcheck.campaign.changes import ChangedAnswer, ChangedFact, NamedSmelter
from mineralcheck.campaign.countries import OriginCountry, SmelterCountry
from mineralcheck.campaign.files import FileLine, Superseded
from mineralcheck.campaign.findings import code_of
from mineralcheck.campaign.metric import Evidence, Metric, definitions
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.risk import SupplierResult
from mineralcheck.campaign.smelters import Mention, Suggestion, UnresolvedName
from mineralcheck.reporters.columns import Column, Kind
from mineralcheck.reporters.rollup_cells import amount, joined
from mineralcheck.reporters.rollup_rows import ActionRow, Named, actions, named
from mineralcheck.reporters.rollup_words import word

Row = TypeVar("Row")


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A table: its name in file names, its columns, and its rows."""

    name: str
    columns: tuple[Column[Row], ...]
    rows: Callable[[RollUp], Iterable[Row]]


def _answer(changed: ChangedAnswer) -> str:
    question = f"{changed.question} {changed.mineral}".strip()
    return f"{question}: {changed.old or '-'} -> {changed.new or '-'}"


def smelters_cell(listed: Iterable[NamedSmelter]) -> str:
    """Smelters of one cell."""
    return joined(f"{one.mineral} {one.smelter_id or one.name}" for one in listed)


def answers_cell(listed: Iterable[ChangedAnswer]) -> str:
    """Changed answers of one cell."""
    return joined(map(_answer, listed))


def facts_cell(listed: Iterable[ChangedFact]) -> str:
    """Changed facts of one cell."""
    return joined(f"{one.name}: {one.old or '-'} -> {one.new or '-'}" for one in listed)


def _suppliers(listed: Iterable[Suggested]) -> str:
    return joined(f"{one.name} ({one.supplier_id}, {one.score:g})" for one in listed)


def _entries(listed: Iterable[Suggestion]) -> str:
    return joined(f"{one.name} ({one.smelter_id}, {one.score:g})" for one in listed)


def _reasons(one: SupplierResult) -> str:
    return joined(
        f"{word('factor.' + reason.factor.value)}: {reason.cases} (+{reason.points})"
        for reason in one.reasons
    )


FIGURES = Table[Metric](
    "figures",
    (
        Column("figure", lambda m: m.name),
        Column("part_kind", lambda m: m.part.kind.value),
        Column("part", lambda m: m.part.value or None),
        Column("currency", lambda m: m.part.currency or None),
        Column("numerator", lambda m: amount(m.numerator), Kind.NUMBER),
        Column("denominator", lambda m: amount(m.denominator), Kind.NUMBER),
        Column("percentage", lambda m: None if m.percentage is None else float(m.percentage), Kind.NUMBER),
        Column("no_percentage_because", lambda m: m.note.value if m.note else None),
        Column("left_out", lambda m: m.left_out, Kind.INTEGER),
        Column("unit", lambda m: m.unit.value),
        Column("list_dates", lambda m: ", ".join(day.isoformat() for day in m.list_dates) or None),
        Column("formula", lambda m: definitions()[m.name].formula()),
    ),
    lambda roll_up: roll_up.figures,
)

SUPPLIERS = Table[SupplierResult](
    "suppliers",
    (
        Column("supplier_id", lambda s: s.asked.supplier.supplier_id),
        Column("supplier", lambda s: s.asked.supplier.name),
        Column("country", lambda s: s.asked.supplier.country or None),
        Column("tier", lambda s: s.asked.supplier.tier or None),
        Column("spend", lambda s: amount(s.asked.supplier.spend), Kind.NUMBER),
        Column("currency", lambda s: s.asked.supplier.currency or None),
        Column("templates_asked", lambda s: ", ".join(s.asked.families) or None),
        Column("response", lambda s: s.response.value),
        Column("files", lambda s: joined(one.path for one in s.asked.submissions) or None),
        Column("errors", lambda s: sum(one.errors for one in s.asked.submissions), Kind.INTEGER),
        Column("risk", lambda s: s.risk.value),
        Column("score", lambda s: s.score, Kind.INTEGER),
        Column("critical", lambda s: "yes" if any(r.critical for r in s.reasons) else "no"),
        Column("reasons", lambda s: _reasons(s) or None),
        Column("next_action", lambda s: s.action.value),
        Column("next_action_due", lambda s: s.due, Kind.DATE),
        Column("contact", lambda s: s.asked.supplier.contact or None),
        Column("email", lambda s: s.asked.supplier.email or None),
    ),
    lambda roll_up: roll_up.suppliers,
)

FILES = Table[FileLine](
    "files",
    (
        Column("file", lambda f: f.path),
        Column("sha256", lambda f: f.sha256),
        Column("supplier_id", lambda f: f.supplier_id),
        Column("assigned_by", lambda f: f.assigned_by.value),
        Column("because_of", lambda f: f.said or None),
        Column("also_points_to", lambda f: f.also),
        Column("suggestions", lambda f: _suppliers(f.suggestions) or None),
        Column("standing", lambda f: f.standing.value),
        Column("superseded_by", lambda f: f.superseded_by),
        Column("joined_to", lambda f: f.joined_to),
        Column("company", lambda f: f.company or None),
        Column("family", lambda f: f.family),
        Column("version", lambda f: f.version),
        Column("scope", lambda f: f.scope),
        Column("effective_date", lambda f: f.effective_date, Kind.DATE),
        Column("verdict", lambda f: f.verdict),
        Column("errors", lambda f: f.errors, Kind.INTEGER),
        Column("warnings", lambda f: f.warnings, Kind.INTEGER),
        Column("open_fields", lambda f: f.open, Kind.INTEGER),
        Column("message", lambda f: f.message),
    ),
    lambda roll_up: roll_up.files,
)

SMELTERS = Table[Named](
    "smelters",
    (
        Column("mineral", lambda n: n.part.smelter.mineral),
        Column("smelter_id", lambda n: n.part.smelter.smelter_id),
        Column("name", lambda n: n.part.smelter.name),
        Column("country", lambda n: n.part.smelter.country or None),
        Column("status", lambda n: n.part.smelter.status.value),
        Column("status_text", lambda n: n.part.smelter.status_text),
        Column("status_as_of", lambda n: n.part.smelter.status_as_of, Kind.DATE),
        Column("status_source", lambda n: n.part.smelter.status_source),
        Column("programme", lambda n: n.part.smelter.programme),
        Column("reassessment_due", lambda n: n.part.smelter.reassessment_due, Kind.DATE),
        Column("retired", lambda n: n.part.smelter.retired),
        Column("suppliers", lambda n: n.part.smelter.suppliers, Kind.INTEGER),
        Column("files", lambda n: n.part.smelter.files, Kind.INTEGER),
        Column("rows", lambda n: n.part.smelter.rows, Kind.INTEGER),
        Column("template_group", lambda n: n.part.group),
        Column("template_number", lambda n: n.part.number, Kind.INTEGER),
        Column("named_by", lambda n: joined(n.suppliers)),
    ),
    named,
)

MENTIONS = Table[Mention](
    "smelter-mentions",
    (
        Column("mineral", lambda m: m.mineral),
        Column("smelter_id", lambda m: m.smelter_id),
        Column("supplier_id", lambda m: m.supplier_id),
        Column("file", lambda m: m.file),
        Column("cell", lambda m: m.cell),
        Column("declared_id", lambda m: m.declared_id or None),
        Column("declared_lookup", lambda m: m.declared_lookup or None),
        Column("declared_name", lambda m: m.declared_name or None),
        Column("declared_country", lambda m: m.declared_country or None),
        Column("tier", lambda m: m.tier),
    ),
    lambda roll_up: roll_up.mentions(),
)

UNRESOLVED = Table[UnresolvedName](
    "unresolved-names",
    (
        Column("mineral", lambda u: u.mineral),
        Column("name", lambda u: u.name or None),
        Column("declared_id", lambda u: u.declared_id or None),
        Column("country", lambda u: u.country or None),
        Column("found", lambda u: u.found),
        Column("tier", lambda u: u.tier),
        Column("suggestions", lambda u: _entries(u.suggestions) or None),
        Column("suppliers", lambda u: len(u.suppliers), Kind.INTEGER),
        Column("named_by", lambda u: joined(u.suppliers)),
        Column("places", lambda u: joined(f"{file} {cell}" for file, cell in u.places)),
    ),
    lambda roll_up: roll_up.unresolved(),
)

ANSWERS = Table[AnswerCount](
    "answers",
    (
        Column("question", lambda a: a.question),
        Column("mineral", lambda a: a.mineral or None),
        Column("answer", lambda a: a.answer),
        Column("given", lambda a: a.given, Kind.INTEGER),
        Column("of", lambda a: a.of, Kind.INTEGER),
    ),
    lambda roll_up: roll_up.answers(),
)

SMELTER_COUNTRIES = Table[SmelterCountry](
    "smelter-countries",
    (
        Column("mineral", lambda c: c.mineral),
        Column("code", lambda c: c.code or None),
        Column("country", lambda c: c.name),
        Column("smelters", lambda c: c.smelters, Kind.INTEGER),
    ),
    lambda roll_up: roll_up.smelter_countries(),
)

ORIGIN_COUNTRIES = Table[OriginCountry](
    "origin-countries",
    (
        Column("mineral", lambda c: c.mineral),
        Column("code", lambda c: c.code or None),
        Column("country", lambda c: c.name),
        Column("covered", lambda c: "yes" if c.covered else "no"),
        Column("cahra", lambda c: "yes" if c.cahra else "no"),
        Column("suppliers", lambda c: c.suppliers, Kind.INTEGER),
        Column("mentions", lambda c: c.mentions, Kind.INTEGER),
        Column("example", lambda c: c.example),
    ),
    lambda roll_up: roll_up.origin_countries(),
)

SUPERSEDED = Table[Superseded](
    "superseded",
    (
        Column("supplier_id", lambda s: s.older.supplier_id),
        Column("older", lambda s: s.older.path),
        Column("newer", lambda s: s.newer.path),
        Column("facts", lambda s: facts_cell(s.changes.facts)),
        Column("answers", lambda s: answers_cell(s.changes.answers)),
        Column("smelters_added", lambda s: smelters_cell(s.changes.added)),
        Column("smelters_removed", lambda s: smelters_cell(s.changes.removed)),
    ),
    lambda roll_up: roll_up.superseded(),
)

ACTIONS = Table[ActionRow](
    "corrective-actions",
    (
        Column("state", lambda a: a.state),
        Column("supplier_id", lambda a: a.action.supplier_id),
        Column("code", lambda a: code_of(a.action.factor, a.action.text)),
        Column("factor", lambda a: a.action.factor.value),
        Column("subject", lambda a: a.action.subject),
        Column("text", lambda a: a.action.text),
    ),
    actions,
)

EVIDENCE_COLUMNS: tuple[Column[Evidence], ...] = (
    Column("unit", lambda e: e.unit),
    Column("counted", lambda e: "yes" if e.counted else "no"),
    Column("weight", lambda e: amount(e.weight), Kind.NUMBER),
    Column("supplier_id", lambda e: e.supplier_id),
    Column("supplier", lambda e: e.supplier),
    Column("file", lambda e: e.file or None),
    Column("cell", lambda e: e.cell or None),
    Column("mineral", lambda e: e.mineral or None),
    Column("smelter_id", lambda e: e.smelter_id or None),
    Column("text", lambda e: e.text),
)
