"""Reports as they are kept and sent between processes: packed, until somebody asks for what is in them.

What a reporter makes of a file is made where the file is checked, and travels with its report.
"""

import zlib
from collections.abc import Callable
from typing import NamedTuple, Self

from mineralcheck.check.report import CheckReport

Render = Callable[[CheckReport], str]
"""Text that a reporter makes of one file; the report comes without its path.

A function of a module, or a frozen dataclass of what the text depends on: it is sent to other processes, and
equal ones make equal texts.
"""

_LONGEST = 256 * 2**20


def pack(body: bytes) -> bytes:
    """The body, packed quickly rather than well."""
    return zlib.compress(body, 1)


def unpack(blob: bytes) -> bytes:
    """What was packed; raises ValueError when it is damaged or beyond any size a report has."""
    stream = zlib.decompressobj()
    try:
        body = stream.decompress(blob, _LONGEST)
    except zlib.error as error:
        raise ValueError("a packed report is damaged") from error
    if not stream.eof:
        raise ValueError("a packed report is cut off or far too long")
    return body


class PackedReport(NamedTuple):
    """A report: its `path`, the rest as packed JSON, and what was rendered of it (empty: nothing)."""

    path: str
    body: bytes
    text: bytes = b""

    @classmethod
    def of(cls, report: CheckReport, render: Render | None = None) -> Self:
        """The report, packed, with what a reporter makes of it."""
        bare = report.model_copy(update={"path": ""})
        text = pack(render(bare).encode()) if render else b""
        return cls(report.path, pack(bare.model_dump_json().encode()), text)

    def report(self) -> CheckReport:
        """The report as it was."""
        return self._bare().model_copy(update={"path": self.path})

    def rendered(self, render: Render) -> str:
        """What was rendered, or is now."""
        return unpack(self.text).decode() if self.text else render(self._bare())

    def with_text(self, render: Render) -> Self:
        """The same with what a reporter makes of it."""
        return self if self.text else self._replace(text=pack(render(self._bare()).encode()))

    def _bare(self) -> CheckReport:
        return CheckReport.model_validate_json(unpack(self.body))
