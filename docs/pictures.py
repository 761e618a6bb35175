"""Pictures of the terminal, made from what the program prints: `python -m docs.pictures [--check]`.

Each picture is a command that runs in a copy of the sample campaign with colours on; long output is cut and
ends with `⋮`. With --check nothing is written: a picture that shows anything else than the program is named.
"""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import StringIO
from pathlib import Path

from docs.commands_run import environment, sample
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

FOLDER = Path(__file__).resolve().parent / "pictures"
_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_SHOWN_TEXT = re.compile(r"<text [^>]*>(.*?)</text>", re.DOTALL)
_CUT = "⋮"
_THEME = TerminalTheme(
    (24, 30, 36),
    (218, 224, 230),
    [
        (46, 54, 62),
        (255, 123, 114),
        (99, 212, 113),
        (240, 198, 80),
        (121, 184, 255),
        (210, 168, 255),
        (86, 212, 221),
        (218, 224, 230),
    ],
)


@dataclass(frozen=True)
class Picture:
    """A command, how wide the terminal is, and how many lines are shown."""

    name: str
    title: str
    words: tuple[str, ...]
    width: int
    lines: int


PICTURES = (
    Picture(
        "validate",
        "mineralcheck validate inbox/",
        ("validate", "inbox", "--as-of", "2026-10-01"),
        width=104,
        lines=47,
    ),
    Picture(
        "rollup",
        "mineralcheck rollup inbox/ --suppliers suppliers.csv --status lists/...",
        (
            "rollup",
            "inbox",
            "--suppliers",
            "suppliers.csv",
            "--status",
            "lists/CONFORMANT.xml",
            "--status",
            "lists/ACTIVE.xml",
            "--as-of",
            "2026-10-01",
        ),
        width=104,
        lines=44,
    ),
)


def svg(picture: Picture) -> str:
    """The picture; it refers to no font or file elsewhere."""
    console = Console(
        file=StringIO(), record=True, width=picture.width, force_terminal=True, legacy_windows=False
    )
    lines = printed(picture).splitlines()
    for line in lines[: picture.lines]:
        console.print(Text.from_ansi(line), no_wrap=True, crop=True)
    if len(lines) > picture.lines:
        console.print(_CUT)
    return _FONTS.sub("", console.export_svg(title=picture.title, theme=_THEME, unique_id=picture.name))


def printed(picture: Picture) -> str:
    """What the command prints on a terminal of this width, colours among it."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, home = Path(temporary, "campaign"), Path(temporary, "home")
        sample(folder)
        variables = environment(home) | {"COLUMNS": str(picture.width), "TERM": "xterm-256color"}
        del variables["NO_COLOR"]
        ours, its = os.openpty()
        with subprocess.Popen(
            ["mineralcheck", *picture.words],
            cwd=folder,
            env=variables,
            stdout=its,
            stderr=subprocess.DEVNULL,
        ):
            os.close(its)
            return b"".join(_read(ours)).decode().replace("\r\n", "\n")


def _read(terminal: int) -> Iterator[bytes]:
    # Linux reports the end of the other side as an error, other systems as nothing to read.
    with contextlib.suppress(OSError), open(terminal, "rb", buffering=0) as stream:
        while part := stream.read(65536):
            yield part


def shown_text(image: str) -> str:
    """Words that a picture shows, whatever version of rich drew it."""
    words = (re.sub(r"<[^>]+>", "", part) for part in _SHOWN_TEXT.findall(image))
    return " ".join(" ".join(unescape(word).split()) for word in words)


def stale() -> Iterator[tuple[Path, str]]:
    """Pictures that show anything else than the program, with what they should be."""
    for picture in PICTURES:
        path, image = FOLDER / f"{picture.name}.svg", svg(picture)
        current = path.read_text(encoding="utf-8") if path.exists() else ""
        if shown_text(current) != shown_text(image):
            yield path, image


def main() -> int:
    """Write or compare; returns the exit code."""
    check = "--check" in sys.argv[1:]
    found = list(stale())
    for path, image in found:
        print(f"{'out of date' if check else 'written'}: {path.name}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(image, encoding="utf-8", newline="\n")
    return 1 if check and found else 0


if __name__ == "__main__":
    raise SystemExit(main())
