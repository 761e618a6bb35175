"""Findings or smelters as Parquet, for data tools; needs the extra `mineralcheck[parquet]`.

Values are typed and stay as they are, but for control and direction characters: a data frame calculates no
text. Tools that write such a table to a spreadsheet have to neutralise it themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from mineralcheck.check.run import Run
from mineralcheck.model.errors import UsageError
from mineralcheck.reporters.columns import (
    FINDING_COLUMNS,
    SMELTER_COLUMNS,
    Column,
    Kind,
    Row,
    Value,
    finding_rows,
    smelter_rows,
)
from mineralcheck.reporters.terminal import safe
from mineralcheck.reporters.writing import scratch_folder

_GROUP = 4_000
_PIECE = 1024 * 1024


def render(run: Run) -> Iterator[bytes]:
    """Findings, one a row; an unreadable file is a row without a code."""
    return _table(finding_rows(run), FINDING_COLUMNS)


def render_smelters(run: Run) -> Iterator[bytes]:
    """Declared smelters, one a row, with match and status."""
    return _table(smelter_rows(run), SMELTER_COLUMNS)


def _table(rows: Iterator[Row], columns: Sequence[Column[Row]]) -> Iterator[bytes]:
    with scratch_folder() as scratch:
        path = scratch / "table.parquet"
        _write(path, rows, columns)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _write(path: Path, rows: Iterator[Row], columns: Sequence[Column[Row]]) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise UsageError("Parquet needs another package: pip install 'mineralcheck[parquet]'.") from None
    types = {
        Kind.TEXT: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.DATE: pa.date32(),
    }
    schema = pa.schema([(column.name, types[column.kind]) for column in columns])
    with pq.ParquetWriter(path, schema) as writer:
        while group := list(islice(rows, _GROUP)):
            writer.write_table(pa.table(_by_column(group, columns), schema=schema))


def _by_column(rows: Iterable[Row], columns: Sequence[Column[Row]]) -> dict[str, list[Value]]:
    """Values of some rows, column by column."""
    values: dict[str, list[Value]] = {column.name: [] for column in columns}
    for row in rows:
        for column in columns:
            value = column.value(row)
            values[column.name].append(safe(value) if isinstance(value, str) else value)
    return values
