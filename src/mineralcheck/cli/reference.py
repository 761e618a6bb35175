"""`mineralcheck reference`: import, list, show, compare, export and remove reference lists."""

import datetime as dt
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.help import GroupedOptions, examples

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    from mineralcheck.reference.lists import ReferenceList
    from mineralcheck.reference.store import KeptList, ReferenceStore

reference_app = typer.Typer(
    name="reference",
    help="Import, list, show, compare, export and remove reference lists. Nothing is downloaded.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Shape(StrEnum):
    """Forms of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Kind(StrEnum):
    """Kinds of list, for a file that does not show which it is."""

    LOOKUP = "lookup"
    PUBLIC = "public"
    CONFORMANT = "conformant"
    ACTIVE = "active"
    REVISIONS = "revisions"


ShapeOption = Annotated[Shape, typer.Option("--format", "-f", help="Format of the output.")]
ListArgument = Annotated[str, typer.Argument(metavar="LIST", help="Name of a kept list, or a file.")]
DayOption = Annotated[
    dt.datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Day of the list, for files that do not state one.",
    ),
]
FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE", help="Templates, exports of RMI's website (.xml, .xlsx), or CSV in our layout."
    ),
]
StatusOption = Annotated[
    str, typer.Option(metavar="TEXT", help="Status of every row, for a list of one status.")
]


def _store() -> "ReferenceStore":
    from mineralcheck.reference.store import ReferenceStore, store_folder

    return ReferenceStore(store_folder())


@reference_app.command(
    "import",
    cls=GroupedOptions,
    short_help="Read lists and keep them for later runs.",
    epilog=examples(
        "mineralcheck reference import RMI_CMRT_6.5.xlsx RMI_EMRT_2.1.xlsx",
        "mineralcheck reference import CONFORMANT.xml ACTIVE.xml --as-of 2026-09-15",
        "mineralcheck reference import ours.csv --status Conformant --mineral tin --as-of 2026-09-15",
    ),
)
def import_(
    files: FilesArgument,
    as_of: DayOption = None,
    status: StatusOption = "",
    mineral: Annotated[
        str, typer.Option(metavar="NAME", help="Mineral of every row, for a list of one mineral.")
    ] = "",
    kind: Annotated[Kind | None, typer.Option(help="Kind of list, where the file does not show it.")] = None,
    here: Annotated[
        bool, typer.Option("--here", help="Keep the lists in this folder, for work in this folder alone.")
    ] = False,
) -> None:
    """Read lists and keep them for later runs, on this machine. RMI's terms apply to RMI's lists."""
    with boundary():
        from mineralcheck.reference.importing import Options, import_file
        from mineralcheck.reference.lists import ListKind
        from mineralcheck.reference.store import PINNED, ReferenceStore

        options = Options(as_of.date() if as_of else None, status, mineral, ListKind(kind) if kind else None)
        store = ReferenceStore(PINNED) if here else _store()
        now = dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
        # All files are read before the first is kept: a wrong one leaves the store as it was.
        for imported in [import_file(path, options) for path in files]:
            name = store.save(imported.content, now)
            typer.echo(f"{name}: {_counted(imported.content)}.", err=True)
            for remark in imported.remarks:
                typer.echo(f"  {remark}", err=True)


def _counted(one: "ReferenceList") -> str:
    from mineralcheck.reference.compare import smelter_count

    source = one.source
    as_of = f", as of {source.as_of.isoformat()}" if source.as_of else ""
    return f"{source.entries} rows, {smelter_count(one)} ids{as_of}, from {source.source}"


@reference_app.command("list", cls=GroupedOptions)
def list_(shape: ShapeOption = Shape.TABLE) -> None:
    """List what was imported, with date, source and size."""
    with boundary():
        kept = _store().load_all()
        if not kept and shape is Shape.TABLE:
            typer.echo("No list is kept. To import one: mineralcheck reference import FILE", err=True)
            return
        columns = ("name", "kind", "as_of", "rows", "ids", "source", "sha256", "imported")
        _show(shape, columns, [_row(one) for one in kept])


def _row(one: "KeptList") -> tuple[str, ...]:
    from mineralcheck.reference.compare import smelter_count

    source = one.content.source
    return (
        one.name,
        source.kind.value,
        source.as_of.isoformat() if source.as_of else "",
        str(source.entries),
        str(smelter_count(one.content)),
        source.source,
        source.sha256[:12],
        one.imported_at.date().isoformat(),
    )


@reference_app.command(
    cls=GroupedOptions,
    short_help="Show what the lists say of a smelter.",
    epilog=examples(
        "mineralcheck reference show CID999001",
        'mineralcheck reference show "Example Smelting" --mineral tin --format json',
    ),
)
def show(
    smelter: Annotated[str, typer.Argument(metavar="ID|NAME", help="An id (CID and six digits) or a name.")],
    mineral: Annotated[str, typer.Option(metavar="NAME", help="Only under this mineral.")] = "",
    shape: ShapeOption = Shape.TABLE,
) -> None:
    """Show what the lists say of a smelter: names, country, where listed from when to when, status."""
    with boundary():
        from mineralcheck.cli.reference_facts import smelter_facts

        found = smelter_facts(smelter, mineral)
        if shape is Shape.JSON:
            _write(_json([dict(facts) for facts in found]))
            return
        _show(shape, ("field", "value"), [pair for facts in found for pair in (*facts, ("", ""))][:-1])


@reference_app.command(
    cls=GroupedOptions,
    short_help="Compare two lists.",
    epilog=examples("mineralcheck reference compare RMI_CMRT_6.4.xlsx RMI_CMRT_6.5.xlsx"),
)
def compare(
    old: ListArgument, new: ListArgument, as_of: DayOption = None, shape: ShapeOption = Shape.TABLE
) -> None:
    """Compare two lists: who was added, removed or renamed, and whose country or status changed."""
    with boundary():
        from collections import Counter

        from mineralcheck.reference.compare import compare_lists

        changes = compare_lists(_list(old, as_of), _list(new, as_of))
        columns = ("kind", "mineral", "smelter_id", "before", "after")
        _show(
            shape,
            columns,
            [(one.kind, one.mineral, one.smelter_id, one.before, one.after) for one in changes],
        )
        counts = Counter(one.kind.value for one in changes)
        said = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "no difference"
        typer.echo(f"{old} to {new}: {said}.", err=True)


def _list(named: str, as_of: dt.datetime | None) -> "ReferenceList":
    from mineralcheck.reference.importing import Options, import_file

    if Path(named).is_file():
        return import_file(Path(named), Options(as_of.date() if as_of else None)).content
    return _store().load(named).content


@reference_app.command(cls=GroupedOptions, short_help="Write a list as CSV, which import reads again.")
def export(
    name: ListArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="CSV file to write; default stdout.")
    ] = None,
    as_of: DayOption = None,
) -> None:
    """Write a list as CSV in our layout, which `reference import` reads again."""
    with boundary():
        from mineralcheck.reference.exporting import table

        text = _csv(list(table(_list(name, as_of))))
        if output is None:
            _write(text)
            return
        from mineralcheck.reporters.writing import write_whole

        write_whole(output, ["\ufeff", text])


@reference_app.command(cls=GroupedOptions)
def remove(
    names: Annotated[list[str], typer.Argument(metavar="LIST", help="Names of kept lists.")],
) -> None:
    """Remove kept lists."""
    with boundary():
        store = _store()
        for name in [store.resolve(name) for name in names]:
            typer.echo(f"{store.remove(name)}: removed.", err=True)


def _show(shape: Shape, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    if shape is Shape.JSON:
        _write(_json([dict(zip(columns, row, strict=True)) for row in rows]))
    elif shape is Shape.CSV:
        _write(_csv([columns, *rows]))
    else:
        from mineralcheck.cli.tables import show_table

        show_table(columns, rows)


def _json(body: list[dict[str, str]]) -> str:
    from mineralcheck.reporters.neutral import json_text

    return json_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n")


def _csv(rows: Sequence[tuple[str, ...]]) -> str:
    import csv
    import io

    from mineralcheck.reporters.neutral import cell

    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([[cell(value) for value in row] for row in rows])
    return out.getvalue()


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
