"""One file that needs no Python: `python packaging/single_file.py [FOLDER]` builds it, by default in `dist`.

PyInstaller builds for the system it runs on, so the release workflow runs this on each of them. shiv makes a
file half the size that starts faster, but only where a Python is installed, which analysts have not.
"""

import sys
import tempfile
from pathlib import Path

from PyInstaller.__main__ import run

HERE = Path(__file__).resolve().parent


def arguments(target: Path, work: Path) -> list[str]:
    """Arguments of PyInstaller: all modules and data of the package, and what pycountry and pygal read."""
    return [
        str(HERE / "entry.py"),
        "--name=mineralcheck",
        "--onefile",
        "--noconfirm",
        "--log-level=WARN",
        "--collect-submodules=mineralcheck",
        "--collect-data=mineralcheck",
        "--collect-data=pygal",
        "--recursive-copy-metadata=mineralcheck",
        f"--distpath={target}",
        f"--workpath={work}",
        f"--specpath={work}",
    ]


def main() -> None:
    """Build into the folder that is named."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "dist").resolve()
    with tempfile.TemporaryDirectory() as work:
        run(arguments(target, Path(work)))
    built = next(target.glob("mineralcheck*"))
    print(f"{built.name}: {built.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
