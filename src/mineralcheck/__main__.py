"""Entry point; answers `--version` before anything heavy is imported."""

import io
import signal
import sys

from mineralcheck import __version__


def main() -> None:
    """Run the command line."""
    _show_what_can_be_shown()
    if sys.argv[1:] == ["--version"]:
        print(f"mineralcheck {__version__}")
        return
    try:
        from mineralcheck.cli.app import app  # deferred: Typer costs more than the answer above

        app()
    except KeyboardInterrupt:  # before a command has begun, or after it ended
        print("mineralcheck: stopped.", file=sys.stderr)
        sys.exit(130)
    finally:
        # What is left is to take temporary files and processes away, which nothing should stop.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _show_what_can_be_shown() -> None:
    """Make a console that lacks a character show a mark in its place instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    main()
