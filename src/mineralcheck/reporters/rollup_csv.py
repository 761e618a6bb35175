"""A roll-up as CSV tables, one file each."""

from collections.abc import Iterable, Iterator, Mapping

from mineralcheck.campaign.metric import Evidence
from mineralcheck.campaign.report import RollUp
from mineralcheck.reporters import rollup_columns as c
from mineralcheck.reporters import rollup_findings as findings
from mineralcheck.reporters.csv_report import table


def render(roll_up: RollUp) -> Iterator[str]:
    """All figures."""
    return table(c.FIGURES.rows(roll_up), c.FIGURES.columns)


def render_evidence(rows: Iterable[Evidence]) -> Iterator[str]:
    """The rows that a figure is made of."""
    return table(rows, c.EVIDENCE_COLUMNS)


def tables(roll_up: RollUp) -> Mapping[str, Iterator[str]]:
    """Every table by its name, in the order in which people read them."""
    return {
        c.FIGURES.name: render(roll_up),
        c.SUPPLIERS.name: table(c.SUPPLIERS.rows(roll_up), c.SUPPLIERS.columns),
        c.FILES.name: table(c.FILES.rows(roll_up), c.FILES.columns),
        c.SUPERSEDED.name: table(c.SUPERSEDED.rows(roll_up), c.SUPERSEDED.columns),
        c.SMELTERS.name: table(c.SMELTERS.rows(roll_up), c.SMELTERS.columns),
        c.MENTIONS.name: table(c.MENTIONS.rows(roll_up), c.MENTIONS.columns),
        c.UNRESOLVED.name: table(c.UNRESOLVED.rows(roll_up), c.UNRESOLVED.columns),
        c.ANSWERS.name: table(c.ANSWERS.rows(roll_up), c.ANSWERS.columns),
        c.SMELTER_COUNTRIES.name: table(c.SMELTER_COUNTRIES.rows(roll_up), c.SMELTER_COUNTRIES.columns),
        c.ORIGIN_COUNTRIES.name: table(c.ORIGIN_COUNTRIES.rows(roll_up), c.ORIGIN_COUNTRIES.columns),
        findings.NAME: table(roll_up.findings(), findings.COLUMNS),
        c.ACTIONS.name: table(c.ACTIONS.rows(roll_up), c.ACTIONS.columns),
    }
