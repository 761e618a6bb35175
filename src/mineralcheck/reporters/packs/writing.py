"""The files of packs: a Word document, a page, and each table as CSV."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from mineralcheck.campaign.report import RollUp
from mineralcheck.reporters.columns import Column, Value
from mineralcheck.reporters.csv_report import table
from mineralcheck.reporters.packs import docx_pack, html_pack
from mineralcheck.reporters.packs.composing import compose
from mineralcheck.reporters.packs.content import PackTable
from mineralcheck.reporters.packs.kinds import PackName

_BYTE_ORDER_MARK = "\ufeff"
_Row = tuple[Value, ...]


def pack_files(
    roll_up: RollUp, names: Sequence[PackName], language: str
) -> Mapping[str, Iterator[str | bytes]]:
    """Files by name, such as `form-sd.docx` and `form-sd-smelters.csv`; a name given twice counts once."""
    files: dict[str, Iterator[str | bytes]] = {}
    for name in dict.fromkeys(names):
        pack = compose(roll_up, name, language)
        files[f"{name}.docx"] = iter([docx_pack.render(pack)])
        files[f"{name}.html"] = iter([html_pack.render(pack)])
        for one in pack.tables:
            files[f"{name}-{one.name.replace('_', '-')}.csv"] = _csv(one)
    return files


def _csv(one: PackTable) -> Iterator[str]:
    """A table with codes and plain numbers, under names of columns that are the same in every language."""
    yield _BYTE_ORDER_MARK
    columns = [Column(column.key, _value(place)) for place, column in enumerate(one.columns)]
    yield from table(one.rows, columns)


def _value(place: int) -> Callable[[_Row], Value]:
    return lambda row: row[place]
