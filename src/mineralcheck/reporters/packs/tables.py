"""The tables of the packs that are figures, answers, countries and sources."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mineralcheck.campaign import metric as metrics
from mineralcheck.campaign.metric import Metric
from mineralcheck.campaign.parts import Part, PartKind, group_of, group_part, mineral_part
from mineralcheck.campaign.report import RollUp
from mineralcheck.reporters.columns import Value
from mineralcheck.reporters.list_age import age_in_days
from mineralcheck.reporters.packs import display as d
from mineralcheck.reporters.packs.content import PackColumn as Column
from mineralcheck.reporters.packs.content import PackTable
from mineralcheck.reporters.packs.plan import plan
from mineralcheck.reporters.rollup_cells import amount

Rows = tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Subject:
    """What a pack is about: a roll-up, as far as a group of minerals goes; an empty group is all of them."""

    roll_up: RollUp
    group: str

    def has(self, mineral: str) -> bool:
        """Whether a mineral belongs to it."""
        return not self.group or group_of(mineral) == self.group

    @property
    def main(self) -> Part:
        """The part that stands for the whole."""
        return group_part(self.group) if self.group else Part(PartKind.ALL)

    def has_part(self, part: Part) -> bool:
        """Whether figures about a part belong to it."""
        if part.kind is PartKind.MINERAL:
            return self.has(part.value)
        if part.kind is PartKind.GROUP:
            return not self.group or part.value == self.group
        return part.kind is PartKind.QUESTION or part._replace(currency="") == self.main

    def figures(self, names: Sequence[str]) -> tuple[Metric, ...]:
        """Figures of these names about its parts."""
        return tuple(m for m in self.roll_up.figures if m.name in names and self.has_part(m.part))


_FIGURE_COLUMNS = (
    Column("figure", d.as_figure, 22),
    Column("part", d.as_part, 16),
    Column("numerator", d.as_count, 10, right=True),
    Column("denominator", d.as_count, 10, right=True),
    Column("percentage", d.as_share, 10, right=True),
    Column("left_out", d.as_count, 8, right=True),
    Column("no_percentage_because", d.as_reason, 14),
    Column("list_dates", d.as_text, 12),
)


def figures_table(name: str, subject: Subject) -> PackTable:
    """Figures with numerator and denominator; the formulas are in the definitions."""
    found = subject.figures(plan().figures[name])
    return PackTable(name, _FIGURE_COLUMNS, tuple(map(_figure_row, found)))


def _figure_row(metric: Metric) -> tuple[Value, ...]:
    return (
        metric.name,
        str(metric.part),
        amount(metric.numerator),
        amount(metric.denominator),
        None if metric.percentage is None else float(metric.percentage),
        metric.left_out or None,
        metric.note.value if metric.note else None,
        ", ".join(day.isoformat() for day in metric.list_dates) or None,
    )


_ANSWER_COLUMNS = (
    Column("question", d.as_topic, 40),
    Column("mineral", d.as_topic, 14),
    Column("answer", d.as_own("answer"), 26),
    Column("given", d.as_count, 10, right=True),
    Column("of", d.as_count, 10, right=True),
)


def answers_table(name: str, subject: Subject) -> PackTable:
    """How often each answer was given in the submissions that count."""
    questions = plan().answers[name]
    rows = (
        (one.question, one.mineral, one.answer, one.given, one.of)
        for one in subject.roll_up.answers()
        if one.question in questions and subject.has(one.mineral)
    )
    return PackTable(name, _ANSWER_COLUMNS, tuple(rows))


def smelter_countries(subject: Subject) -> PackTable:
    """Where the smelters stand, which says nothing about origin."""
    columns = (
        Column("mineral", d.as_topic, 20),
        Column("smelter_country_code", d.as_text, 12),
        Column("smelter_country", d.as_text, 50),
        Column("smelters", d.as_count, 10, right=True),
    )
    found = subject.roll_up.smelter_countries()
    rows = tuple((c.mineral, c.code or None, c.name, c.smelters) for c in found if subject.has(c.mineral))
    return PackTable("smelter_countries", columns, rows)


def origin_countries(subject: Subject) -> PackTable:
    """Countries that mine and origin columns name."""
    columns = (
        Column("mineral", d.as_topic, 16),
        Column("origin_country_code", d.as_text, 10),
        Column("origin_country", d.as_own("origin_country"), 34),
        Column("covered_country", d.as_own("yes_no"), 12),
        Column("cahra", d.as_own("yes_no"), 12),
        Column("suppliers", d.as_count, 10, right=True),
        Column("mentions", d.as_count, 10, right=True),
    )
    rows = tuple(
        (c.mineral, c.code or None, c.name, _yes(c.covered), _yes(c.cahra), c.suppliers, c.mentions)
        for c in subject.roll_up.origin_countries()
        if subject.has(c.mineral)
    )
    return PackTable("origin_countries", columns, rows)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def origin_flags(subject: Subject) -> PackTable:
    """For each mineral, how many of the countries that are named as origin count as covered or as CAHRA."""
    columns = (
        Column("mineral", d.as_topic, 24),
        Column("origin_countries", d.as_count, 14, right=True),
        Column("covered_countries", d.as_count, 14, right=True),
        Column("cahra_countries", d.as_count, 14, right=True),
        Column("covered_mentions", d.as_count, 14, right=True),
        Column("cahra_mentions", d.as_count, 14, right=True),
    )
    found = [one for one in subject.roll_up.origin_countries() if subject.has(one.mineral)]
    rows = []
    for mineral in sorted({one.mineral for one in found}, key=lambda m: mineral_part(m).order):
        own = [one for one in found if one.mineral == mineral]
        covered, cahra = [one for one in own if one.covered], [one for one in own if one.cahra]
        mentions = (sum(one.mentions for one in covered), sum(one.mentions for one in cahra))
        rows.append((mineral, len(own), len(covered), len(cahra), *mentions))
    return PackTable("origin_flags", columns, tuple(rows))


def lists(subject: Subject) -> PackTable:
    """The lists that names and statuses come from, with their age on the day of the roll-up."""
    columns = (
        Column("list_kind", d.as_own("list_kind"), 20),
        Column("source", d.as_text, 40),
        Column("list_date", d.as_text, 14),
        Column("age_days", d.as_count, 12, right=True),
        Column("entries", d.as_count, 12, right=True),
    )
    info = subject.roll_up.info
    rows = tuple(
        (one.kind.value, one.source, one.as_of, age_in_days(one, info.as_of), one.entries)
        for one in info.sources
    )
    return PackTable("lists", columns, rows)


def definitions(names: Sequence[str]) -> PackTable:
    """Formulas of the figures of a pack; in English where they are data."""
    columns = (Column("figure", d.as_figure, 30), Column("formula", d.as_formula, 70))
    known = metrics.definitions()
    return PackTable("definitions", columns, tuple((name, known[name].formula()) for name in names))


def figure_tables() -> Mapping[str, Callable[[Subject], PackTable]]:
    """Makers of the tables of this module, by name."""
    own = (smelter_countries, origin_countries, origin_flags, lists)
    return {
        **{name: partial(figures_table, name) for name in plan().figures},
        **{name: partial(answers_table, name) for name in plan().answers},
        **{maker.__name__: maker for maker in own},
    }
