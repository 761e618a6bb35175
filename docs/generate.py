"""Writes the pages that are made from code; with --check says which are out of date instead.

python -m docs.generate [--check]
"""

import sys
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).resolve().parent
_LAYOUTS_INTRODUCTION = """\
# Which cell is read in which revision

Made from the layouts that the program reads by (`src/mineralcheck/templates/data/`). Cells are of the sheet
Declaration where no other is named. A range of answers has one cell for each mineral, in the order given;
"chosen" minerals are those that the supplier chose in the workbook. Answers have these names in the
[JSON report](json.md), too. Whether the form is where it should be is checked before a cell is trusted.
"""


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    from docs import campaign_tables
    from mineralcheck.filling import record
    from mineralcheck.reporters import compare_json, rollup_json
    from mineralcheck.reporters.json_report import schema_text

    yield DOCS / "report-v1.schema.json", schema_text()
    yield DOCS / "rollup-v1.schema.json", rollup_json.schema_text()
    yield DOCS / "compare-v1.schema.json", compare_json.schema_text()
    yield DOCS / "fill-v1.schema.json", record.schema_text()
    yield DOCS / "commands.md", commands_page()
    yield DOCS / "layouts.md", layouts_page()
    yield DOCS / "generated" / "limits.md", limits_table()
    yield DOCS / "generated" / "revisions.md", revisions_table()
    for name, table in campaign_tables.tables():
        yield DOCS / "generated" / f"{name}.md", table


def commands_page() -> str:
    """Help of every command, as it is printed."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from mineralcheck.cli.app import app

    def help_of(*words: str) -> str:
        result = CliRunner().invoke(app, [*words, "--help"], prog_name="mineralcheck", env={"COLUMNS": "100"})
        text = "\n".join(line.rstrip() for line in result.stdout.splitlines()).strip()
        return f"## {' '.join(('mineralcheck', *words))}\n\n```text\n{text}\n```\n"

    parts = ["# Commands and options\n", help_of()]
    for name, command in sorted(getattr(get_command(app), "commands", {}).items()):
        parts.append(help_of(name))
        parts += [help_of(name, sub) for sub in sorted(getattr(command, "commands", {}))]
    return "\n".join(parts)


def layouts_page() -> str:
    """Which cell is read in which revision."""
    from mineralcheck.templates.registry import layouts

    lines = [_LAYOUTS_INTRODUCTION]
    for (family, version), layout in layouts().items():
        if not layout.exact:
            continue
        lines.append(f"## {family} {version}\n")
        lines.append(
            f"Published {layout.released}. Minerals: {', '.join(layout.minerals.names) or 'chosen'}.\n"
        )
        lines.append("| what | cell |\n| --- | --- |")
        lines += [f"| {field} | `{address}` |" for field, address in layout.fields.items()]
        for name, question in layout.questions.items():
            last = question.cell(len(question.minerals or range(layout.minerals.slots)) - 1)
            lines.append(f"| {name} (question {question.label}) | `{question.first}` to `{last.address}` |")
        for topic, lettered in layout.company_questions.items():
            lines.append(f"| {topic} (question {lettered.label}) | `{lettered.cell or lettered.first}` |")
        for table in (layout.smelters, layout.mines, layout.products, layout.mineral_reasons):
            if table:
                columns = ", ".join(f"{field} `{letter}`" for field, letter in table.columns.items())
                lines.append(f"| {table.sheet}, rows {table.first_row} to {table.last_row} | {columns} |")
        lines.append("")
    unseen = [f"{f} {v} (read like {x.like})" for (f, v), x in layouts().items() if not x.exact]
    lines.append("## Revisions of which no blank was seen\n\n" + ", ".join(unseen) + ".\n")
    return "\n".join(lines)


def revisions_table() -> str:
    """Revisions that are read, by family."""
    from mineralcheck.templates.registry import layouts, version_key

    lines = [
        "| family | compared with the blank template | read like the nearest of these |",
        "| --- | --- | --- |",
    ]
    families = sorted({family for family, _ in layouts()})
    for family in families:
        own = {version: layout for (name, version), layout in layouts().items() if name is family}
        exact, like = (
            ", ".join(sorted((v for v, layout in own.items() if layout.exact is seen), key=version_key))
            for seen in (True, False)
        )
        lines.append(f"| {family} | {exact} | {like} |")
    return "\n".join(lines) + "\n"


def limits_table() -> str:
    """How much of a file is read before it is refused."""
    from pydantic import ByteSize

    from mineralcheck.cli.reading import LimitSettings

    lines = ["| limit | of | default |", "| --- | --- | --- |"]
    for name, field in LimitSettings.model_fields.items():
        value = f"{field.default:,.0f}"
        if isinstance(field.default, ByteSize):
            value = field.default.human_readable().replace(".0", " ")
        lines.append(f"| `{field.alias or name}` | {field.title} | {value} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or compare; returns the exit code."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in pages():
        current = path.read_text(encoding="utf-8") if path.exists() else None
        if current != text:
            stale.append(path.relative_to(DOCS.parent).as_posix())
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{'out of date' if check else 'written'}: {name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
