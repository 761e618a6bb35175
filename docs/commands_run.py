"""Runs the commands that the documentation shows and compares what they print with what the page says.

A fenced block with the language `console` holds commands (`$ ...`) and their output. The blocks of a page
run in order in one copy of the sample campaign, as `mineralcheck demo` writes it, with two templates that
stand for those a user has from RMI. A line `…` stands for output that is left out. All commands end with 0,
unless a comment before the block says otherwise: `<!-- exit 1 -->`.

    python -m docs.commands_run [--write] [PAGE...]

says where a page differs from what is printed; with --write it is corrected.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = "…"
_EXIT = re.compile(r"<!-- *exit (\d+) *-->")
_WHOLE = re.compile(r"mineralcheck (?!--install|.*\b[A-Z]{4,}\b)")
_WIDTH = "100"


@dataclass(frozen=True)
class Command:
    """A command with what it prints; `first` and `last` are the lines of the page that hold its output."""

    words: str
    output: tuple[str, ...]
    first: int
    last: int
    code: int = 0


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language, the line of the page it begins in, its lines, the remark before it."""

    language: str
    line: int
    lines: tuple[str, ...]
    remark: str = ""


def pages() -> list[Path]:
    """Every page that people write."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def fences(page: Path) -> Iterator[Fence]:
    """Fenced blocks of a page, in order; blocks that are only indented count too, as `indented`."""
    remark = ""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type in {"fence", "code_block"} and token.map:
            language = token.info.split()[0] if token.info.strip() else token.type
            yield Fence(language, token.map[0], tuple(token.content.splitlines()), remark)
        remark = token.content if token.type == "html_block" else ""


def mentioned(page: Path) -> Iterator[str]:
    """Whole commands within the text of a page, those with a placeholder in capitals excepted."""
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8")):
        for part in token.children or ():
            if part.type == "code_inline" and _WHOLE.match(part.content):
                yield part.content


def commands(fence: Fence) -> Iterator[Command]:
    """Commands of a console block; each ends with the code of the remark, or 0."""
    found: list[Command] = []
    remark = _EXIT.search(fence.remark)
    code = int(remark[1]) if remark else 0
    for number, line in enumerate(fence.lines, start=fence.line + 1):
        if found and found[-1].words.endswith("\\") and not found[-1].output:
            found[-1] = replace(
                found[-1], words=f"{found[-1].words}\n{line}", first=number + 1, last=number + 1
            )
        elif line.startswith("$ "):
            found.append(Command(line[2:], (), number + 1, number + 1, code))
        elif found:
            last = found[-1]
            found[-1] = replace(last, output=(*last.output, line), last=number + 1)
    yield from found


def sample(folder: Path) -> None:
    """What the commands find: the sample campaign, and templates as a user has them from RMI."""
    from fixtures.builder import template

    from mineralcheck.cli.demo import write_sample

    write_sample(folder)
    template("CMRT", "6.5").save(folder / "RMI_CMRT_6.5.xlsx")
    template("EMRT", "2.1").save(folder / "RMI_EMRT_2.1.xlsx")


def environment(home: Path, cache: Path | None = None) -> dict[str, str]:
    """A clean one: folders of its own, a width that fits a page, and this Python's programs first.

    A cache may be shared by many pages: what is printed does not depend on it.
    """
    kept = {
        name: value for name, value in os.environ.items() if name in {"SYSTEMROOT", "TEMP", "TMP", "LANG"}
    }
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(home),
        "MINERALCHECK_DATA": str(home / "data"),
        "MINERALCHECK_CACHE": str(cache or home / "cache"),
        "COLUMNS": _WIDTH,
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }


def run(command: Command, folder: Path, home: Path, cache: Path | None = None) -> tuple[int, list[str]]:
    """Exit code of a command and the lines it prints, stderr among them."""
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command.words],
        cwd=folder,
        env=environment(home, cache),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return result.returncode, [line.rstrip() for line in result.stdout.splitlines()]


def shown(command: Command, printed: Sequence[str]) -> tuple[str, ...]:
    """Output as the page should show it: all of it, or as much before and after `…` as the page has."""
    if LEFT_OUT not in command.output:
        return tuple(printed)
    before = command.output.index(LEFT_OUT)
    after = len(command.output) - before - 1
    return (*printed[:before], LEFT_OUT, *(printed[-after:] if after else ()))


@dataclass(frozen=True)
class Difference:
    """What a command does other than the page says; `lines` are right for the page."""

    command: Command
    code: int
    lines: tuple[str, ...]

    def __str__(self) -> str:
        said = "\n".join(self.lines)
        return f"line {self.command.first}: {self.command.words}\nexit {self.code}, prints:\n{said}"


def differences(page: Path, cache: Path | None = None) -> Iterator[Difference]:
    """Run the commands of a page. A command without output on the page may print what it likes."""
    wanted = [one for fence in fences(page) if fence.language == "console" for one in commands(fence)]
    if not wanted:
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder, home = Path(temporary, "campaign"), Path(temporary, "home")
        sample(folder)
        for command in wanted:
            code, printed = run(command, folder, home, cache)
            lines = shown(command, printed) if command.output else ()
            if code != command.code or lines != command.output:
                yield Difference(command, code, lines or tuple(printed))


def correct(page: Path, found: Sequence[Difference]) -> None:
    """Write what the commands print into the page."""
    lines = page.read_text(encoding="utf-8").split("\n")
    for one in sorted(found, key=lambda one: -one.command.first):
        if one.command.output:
            lines[one.command.first : one.command.last] = one.lines
    page.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def main() -> int:
    """Compare or correct; returns the exit code."""
    write = "--write" in sys.argv[1:]
    named = [Path(word).resolve() for word in sys.argv[1:] if not word.startswith("-")]
    bad = 0
    for page in named or pages():
        found = list(differences(page))
        for one in found:
            print(f"{page.relative_to(ROOT)}: {one}\n")
        if write:
            correct(page, found)
        bad += sum(one.code != one.command.code for one in found) if write else len(found)
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
