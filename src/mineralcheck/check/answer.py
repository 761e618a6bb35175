"""What the check of a file came to, and how it is kept from run to run."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple, Self

from pydantic import TypeAdapter, ValidationError

from mineralcheck.check.packed import PackedReport, Render
from mineralcheck.check.report import CheckReport
from mineralcheck.check.totals import Totals
from mineralcheck.model.errors import UnreadableReason

# What may be otherwise the next time, though the file is the same.
_PASSING = frozenset({UnreadableReason.NOT_READABLE, UnreadableReason.TIMEOUT, UnreadableReason.WORKER_DIED})
_TOTALS = TypeAdapter(Totals)


class Answer(NamedTuple):
    """A packed report, and what is asked of every one: its counts, the hash of the content, whether it lasts.

    `sha256` is None for a file that could not be read; what lasts holds as long as the file is the same.
    """

    packed: PackedReport
    totals: Totals
    sha256: str | None
    lasts: bool

    @classmethod
    def of(cls, report: CheckReport, render: Render | None = None) -> Self:
        """The answer that a report is."""
        lasts = report.sha256 is not None and report.reason not in _PASSING
        return cls(PackedReport.of(report, render), Totals.of(report), report.sha256, lasts)

    @classmethod
    def of_kept(cls, path: str, sha256: str, kept: bytes) -> Self | None:
        """The answer that was kept for the content of a file; None for what is none."""
        head, _, body = kept.partition(b"\n")
        try:
            totals = _TOTALS.validate_json(head)
        except ValidationError:
            return None
        if totals.files != 1:
            return None
        return cls(PackedReport(path, body), totals, sha256, lasts=True)

    def kept(self) -> bytes:
        """What to keep; neither path nor hash, which are the file's, nor the text, which is a reporter's."""
        return _TOTALS.dump_json(self.totals) + b"\n" + self.packed.body


def answer_key(context: str, sha256: str, lookup_edits: Sequence[str] = ()) -> str:
    """Key of an answer: content of the file, and everything else that it depends on."""
    return hashlib.sha256("\n".join((context, sha256, *lookup_edits)).encode()).hexdigest()


def text_key(key: str, render: Render) -> str:
    """Key of what a reporter made of the answer with this key."""
    name = getattr(render, "__qualname__", repr(render))
    return hashlib.sha256(f"{key}\n{render.__module__}.{name}".encode()).hexdigest()
