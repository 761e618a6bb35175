"""Which columns the sheets of a roll-up's Excel report have: those of the tables, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mineralcheck.campaign.answers import AnswerCount
from mineralcheck.campaign.metric import Metric, definitions, text_in
from mineralcheck.reporters import rollup_columns as tables
from mineralcheck.reporters.columns import FINDING_COLUMNS, Column, FindingRow, Kind, Row, Value
from mineralcheck.reporters.excel.summary import DEFINITIONS as OF_A_CHECK
from mineralcheck.reporters.rollup_cells import amount
from mineralcheck.reporters.rollup_words import part_name, word
from mineralcheck.rules import texts

_CODES = frozenset({"assigned_by", "standing", "found", "tier"})

RISK_DEFINITIONS = (
    ("response", "What came of asking a supplier: whether it sent the templates it was asked for."),
    ("risk", "The sum of what speaks against a supplier: its score; some reasons make it high at once."),
    (
        "standing",
        "What a file counts for; only what is counted or joined is in the figures.",
    ),
)


def _spaced(column: Column[Row]) -> Column[Row]:
    """A column of codes without the underscores of the data formats."""

    def value(row: Row) -> Value:
        found = column.value(row)
        return found.replace("_", " ") if isinstance(found, str) else found

    return replace(column, value=value)


def _readable(columns: tuple[Column[Row], ...]) -> tuple[Column[Row], ...]:
    return tuple(_spaced(one) if one.name in _CODES else one for one in columns)


def _share(metric: Metric) -> Value:
    return None if metric.percentage is None else float(metric.percentage)


FIGURES: tuple[Column[Metric], ...] = (
    Column("figure", lambda m: text_in(definitions()[m.name].title, "en")),
    Column("part", lambda m: part_name(m.part)),
    Column("numerator", lambda m: amount(m.numerator), Kind.INTEGER),
    Column("denominator", lambda m: amount(m.denominator), Kind.INTEGER),
    Column("percentage", _share, Kind.NUMBER),
    Column("remark", lambda m: word(f"note.{m.note.value}") if m.note else None),
    Column("left_out", lambda m: m.left_out, Kind.INTEGER),
    Column("unit", lambda m: m.unit.value),
    Column("list_dates", lambda m: ", ".join(day.isoformat() for day in m.list_dates) or None),
    Column("formula", lambda m: definitions()[m.name].formula()),
)
SUPPLIERS = tuple(
    replace(one, kind=Kind.INTEGER) if one.name == "spend" else one for one in tables.SUPPLIERS.columns
)
FILES = _readable(tables.FILES.columns)
SMELTERS = tables.SMELTERS.columns
UNRESOLVED = _readable(tables.UNRESOLVED.columns)


def finding_columns(owners: Mapping[str, str | None]) -> tuple[Column[FindingRow], ...]:
    """Columns of findings in files; `owners` are the suppliers by file."""
    supplier = Column[FindingRow]("supplier_id", lambda row: owners.get(row.report.path))
    return (FINDING_COLUMNS[0], supplier, *FINDING_COLUMNS[1:])


def _question(one: AnswerCount) -> Value:
    return texts.word(one.question)


ANSWERS: tuple[Column[AnswerCount], ...] = (
    Column("question", _question),
    *tables.ANSWERS.columns[1:],
    Column("share", lambda a: round(100 * a.given / a.of, 1) if a.of else None, Kind.NUMBER),
)


def definition_rows() -> Iterator[tuple[str, str]]:
    """What the words mean: figures, what is said of suppliers and files, and the words of a check."""
    for definition in definitions().values():
        yield text_in(definition.title, "en"), definition.formula()
    yield from RISK_DEFINITIONS
    yield from OF_A_CHECK
