"""A progress bar for who looks at a terminal and waits; nothing for anybody else."""

import io
from collections.abc import Callable

import pytest

from mineralcheck.cli import progress
from mineralcheck.cli.progress import progress_bar


class Terminal(io.StringIO):
    """Stderr as a person sees it."""

    def isatty(self) -> bool:
        return True


def written(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, delay: float) -> str:
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(progress, "_DELAY", delay)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar("Writing letters") as step:
        for done in range(1, 5):
            step(done, 4)
    return stream.getvalue()


def test_what_takes_longer_shows_how_far_it_is_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = written(Terminal(), monkeypatch, delay=0.0)
    assert "Writing letters" in shown
    assert "100%" in shown
    assert shown.endswith("\x1b[2K")  # the line is wiped in the end


def test_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Writing letters" not in written(Terminal(), monkeypatch, delay=60.0)


def test_nothing_is_written_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(io.StringIO(), monkeypatch, delay=0.0) == ""


def test_an_error_meanwhile_ends_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(progress, "_DELAY", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(KeyboardInterrupt), progress_bar() as step:
        _interrupted(step)
    assert terminal.getvalue().endswith("\x1b[2K")


def _interrupted(step: Callable[[int, int], None]) -> None:
    step(1, 2)
    raise KeyboardInterrupt
