"""The report for people at a terminal: a table of files, and under it what to change in each."""

import posixpath
from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from mineralcheck.check.run import Run
from mineralcheck.reporters.drawing import drawn
from mineralcheck.reporters.table_blocks import Drawing, FileBlock
from mineralcheck.reporters.terminal import safe

_WIDE = 110


def render(run: Run, *, width: int, color: bool) -> Iterator[str]:
    """Pieces of the report for a terminal of this width."""
    drawing = Drawing(width, color)
    folder = common_folder(run)
    if folder:
        yield drawn(Text(f"In {safe(folder)}"), width, color=color)
    yield drawn(_files_table(_blocks(run, drawing, folder), width), width, color=color)
    for name, block in _blocks(run, drawing, folder):
        if block.lines:
            yield "\n" + drawn(_heading(name, block.supplier), width, color=color) + block.lines


def _blocks(run: Run, drawing: Drawing, folder: str) -> Iterator[tuple[str, FileBlock]]:
    """Files by the name that is left when their folder is not said again."""
    for path, text in run.results.texts(drawing):
        yield safe(path.removeprefix(folder)), FileBlock.of(text)


def common_folder(run: Run) -> str:
    """Folder that all files are in, with a slash behind it; empty when they share none."""
    parents = {path.rpartition("/")[0] for path in run.results.paths}
    shared = posixpath.commonpath(sorted(parents)) if parents and "" not in parents else ""
    return f"{shared}/" if shared else ""


def _files_table(files: Iterator[tuple[str, FileBlock]], width: int) -> Table:
    wide = width >= _WIDE
    table = Table(expand=False, show_edge=False, pad_edge=False)
    table.add_column("File", overflow="fold", ratio=3)
    if wide:
        table.add_column("Supplier", overflow="fold", ratio=2)
    table.add_column("Template", no_wrap=True)
    table.add_column("Scope", no_wrap=True)
    table.add_column("Open", justify="right", no_wrap=True)
    table.add_column("Smelters", justify="right", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    for name, block in files:
        table.add_row(*_names(name, block, wide=wide), *(Text(*cell) for cell in block.cells))
    return table


def _names(name: str, block: FileBlock, *, wide: bool) -> Iterator[Text]:
    """File and supplier, above each other where there is little room."""
    if wide:
        yield Text(name)
        yield Text("-", "dim") if block.supplier is None else Text(block.supplier)
    elif block.supplier:
        yield Text("\n").join([Text(name), Text(block.supplier, "dim")])
    else:
        yield Text(name)


def _heading(name: str, supplier: str | None) -> Text:
    heading = Text.assemble((name, "bold"))
    return heading.append(f"  {supplier}", "dim") if supplier else heading
