"""Entry point; answers `--version` before anything heavy is imported."""

import sys

from mineralcheck import __version__


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        print(f"mineralcheck {__version__}")
        return
    from mineralcheck.cli.app import app  # deferred: Typer costs more than the answer above

    app()


if __name__ == "__main__":
    main()
