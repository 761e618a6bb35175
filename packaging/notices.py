"""Licences of what the single file holds: `python packaging/notices.py FILE` writes them, with their texts.

It is run where the single file is built, because that is where the libraries are. pip-licenses finds the
texts; which libraries belong to the file follows from the requirements of the package.
"""

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from piplicenses import create_output_string, create_parser

_LESSER = re.compile(r"LGPL|Lesser", re.IGNORECASE)
_PREFACE = """\
mineralcheck is under the Apache License 2.0. The single file holds works of others under their own licences:
Python {python} (Python Software Foundation License, https://docs.python.org/3/license.html) with the
libraries that it is built with, the boot loader of PyInstaller (GPL 2.0 or later with an exception that
allows any licence for what it starts), and the libraries below.

{lesser} are under the GNU Lesser General Public License.
They are in the file as published, unchanged. Their sources are at https://pypi.org under name and version.
To use a changed one, build the file anew from the sources of mineralcheck: pip install . pyinstaller, then
the changed library, then python packaging/single_file.py.
"""


def bundled(name: str = "mineralcheck", seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """Names of the libraries that a package needs where this runs, with those that they need."""
    for line in metadata.requires(name) or ():
        needed = Requirement(line)
        key = re.sub(r"[-_.]+", "-", needed.name).lower()
        if key not in seen and (needed.marker is None or needed.marker.evaluate({"extra": ""})):
            seen = bundled(needed.name, seen | {key})
    return seen


def lesser(names: frozenset[str]) -> Iterator[str]:
    """Name and version of the libraries under the LGPL."""
    for name in sorted(names):
        about = metadata.metadata(name)
        fields = ("License-Expression", "License", "Classifier")
        said = [words for field in fields for words in about.get_all(field) or ()]
        if any(_LESSER.search(words) for words in said):
            yield f"{name} {metadata.version(name)}"


def text() -> str:
    """The whole notice."""
    names = bundled()
    options = ["--with-urls", "--with-license-file", "--no-license-path", "--format=plain-vertical"]
    asked = create_parser().parse_args(["--with-system", *options, "--packages", *sorted(names)])
    licences: str = create_output_string(asked)
    python = ".".join(map(str, sys.version_info[:3]))
    return _PREFACE.format(python=python, lesser=", ".join(lesser(names))) + "\n" + licences


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8", newline="\n")
