"""The data of a page in pieces: files as they come, then the tables and texts that they share."""

import tempfile
from collections.abc import Iterator, Mapping
from typing import IO, Self

from mineralcheck.check.report import CheckReport
from mineralcheck.reporters.html.pool import json_list, script_json
from mineralcheck.reporters.html.records import Pools
from mineralcheck.reporters.html.words import Words
from mineralcheck.reporters.terminal import safe

_IN_MEMORY = 8 * 1024 * 1024


class Data:
    """Files of a report. What is long waits in a temporary file that ends with the report."""

    def __init__(self, words: Words) -> None:
        self.pools = Pools()
        self._words = words
        self._minerals: dict[str, None] = {}
        self._files: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._count = 0

    def add(self, report: CheckReport) -> None:
        """Add a file."""
        separator = ",\n" if self._count else ""
        self._files.write((separator + script_json(self.pools.record(report))).encode())
        self._count += 1
        if report.submission:
            self._minerals |= dict.fromkeys(report.submission.minerals)
            self._minerals |= dict.fromkeys(row.mineral for row in report.submission.smelters if row.mineral)

    def pieces(self, more: Mapping[str, object]) -> Iterator[str]:
        """The JSON document; `more` are further parts, lists of rows as a rule."""
        yield '{"files":['
        self._files.seek(0)
        # Read by lines, for a piece must not end within a character.
        for line in self._files:
            yield line.decode()
        yield "]"
        for name, value in more.items():
            yield f",\n{script_json(name)}:"
            yield from json_list(value) if isinstance(value, list) else (script_json(value),)
        for name, rows in self.pools.tables().items():
            yield f',\n"{name}":'
            yield from json_list(rows)
        own = {"mineral": {safe(name): safe(self._words.mineral(name)) for name in self._minerals}}
        yield f',\n"words":{script_json(self._words.of_page() | own)}'
        yield ',\n"strings":'
        yield from json_list(self.pools.strings)
        yield "}"

    def close(self) -> None:
        """Give up the temporary file."""
        self._files.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
