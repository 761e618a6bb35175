"""Screenshots of letters, for the guides: `python -m docs.screenshots` makes them with a headless Chromium.

Beside each lies the SHA-256 of the words it shows, so that a test without a browser can tell a stale one.
"""

import hashlib
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docs.commands_run import Command, environment, run, sample

FOLDER = Path(__file__).resolve().parent / "pictures"
_BROWSER = "chromium"
_UNSEEN = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)


_OPTIONS = "--due 2026-10-31 --as-of 2026-10-01 --output letters"


@dataclass(frozen=True)
class Screenshot:
    """A letter, made by a command, and the size of the window that shows it."""

    name: str
    words: str
    letter: str
    size: tuple[int, int]


SCREENSHOTS = (
    Screenshot(
        "letter",
        f"mineralcheck feedback inbox/brezina-2026-05-15.xlsx {_OPTIONS}",
        "*.html",
        (860, 700),
    ),
    Screenshot(
        "letter-ja",
        f"mineralcheck feedback inbox/hoshizora-2026-06-12.xlsx {_OPTIONS}",
        "*.html",
        (860, 860),
    ),
)


def page(one: Screenshot, folder: Path) -> Path:
    """The page that a screenshot shows."""
    home = folder / "home"
    sample(folder / "campaign")
    code, printed = run(Command(one.words, (), 0, 0), folder / "campaign", home)
    if code:
        raise RuntimeError("\n".join(printed))
    (letter,) = (folder / "campaign" / "letters").glob(one.letter)
    return letter


def stale() -> Iterator[str]:
    """Names of screenshots whose page has changed."""
    for one in SCREENSHOTS:
        with tempfile.TemporaryDirectory() as temporary:
            if _kept(one) != _digest(page(one, Path(temporary))):
                yield one.name


def _digest(path: Path) -> str:
    """Digest of what can be read on a page; how it looks does not count."""
    text = _UNSEEN.sub(" ", path.read_text(encoding="utf-8"))
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _kept(one: Screenshot) -> str:
    path = FOLDER / f"{one.name}.sha256"
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def take(one: Screenshot) -> None:
    """Make a screenshot with the browser."""
    with tempfile.TemporaryDirectory() as temporary:
        letter = page(one, Path(temporary))
        width, height = one.size
        command = [
            _BROWSER,
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            f"--window-size={width},{height}",
        ]
        target = FOLDER / f"{one.name}.png"
        subprocess.run(
            [*command, f"--screenshot={target}", letter.as_uri()],
            env=environment(Path(temporary)),
            check=True,
            capture_output=True,
        )
        (FOLDER / f"{one.name}.sha256").write_text(f"{_digest(letter)}\n", encoding="ascii", newline="\n")


def main() -> None:
    """Make those that are stale."""
    names = set(stale())
    for one in SCREENSHOTS:
        if one.name in names:
            take(one)
            print(f"written: {one.name}.png")


if __name__ == "__main__":
    main()
