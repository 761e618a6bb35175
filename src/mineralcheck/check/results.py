"""Reports of a run, kept so that memory does not grow with the number of files, read as often as needed."""

import tempfile
from array import array
from collections.abc import Iterable, Iterator
from typing import Self

from mineralcheck.check.answer import Answer
from mineralcheck.check.packed import PackedReport, Render
from mineralcheck.check.report import CheckReport
from mineralcheck.check.totals import Totals

_IN_MEMORY = 32 * 1024 * 1024


class ResultSet:
    """Reports in order; beyond some megabytes they wait in a temporary file that ends with the run.

    `rendered_by` made the texts that come with the reports, if any.
    """

    def __init__(self, rendered_by: Render | None = None) -> None:
        self.totals = Totals()
        self._rendered_by = rendered_by
        self._paths: list[str] = []
        self._spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by close()
        # Two for each file: where its report ends, and where its text does.
        self._offsets = array("Q", [0])

    @classmethod
    def of(cls, reports: Iterable[CheckReport]) -> Self:
        """A set of these reports."""
        found = cls()
        for report in reports:
            found.add(Answer.of(report))
        return found

    def add(self, answer: Answer) -> None:
        """Append a report."""
        self.totals.add(answer.totals)
        self._paths.append(answer.packed.path)
        self._spool.seek(self._offsets[-1])
        for part in (answer.packed.body, answer.packed.text):
            self._offsets.append(self._offsets[-1] + self._spool.write(part))

    @property
    def paths(self) -> tuple[str, ...]:
        """Names of the files, in order."""
        return tuple(self._paths)

    def texts(self, render: Render) -> Iterator[tuple[str, str]]:
        """Name of each file, and what a reporter makes of it, now if it was not made with the check."""
        ready = render == self._rendered_by
        for number in range(len(self)):
            packed = self._packed(number)
            yield packed.path, (packed if ready else packed._replace(text=b"")).rendered(render)

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[CheckReport]:
        for number in range(len(self)):
            yield self._packed(number).report()

    def __getitem__(self, number: int) -> CheckReport:
        """The report with this number, from 0."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._packed(number).report()

    def _packed(self, number: int) -> PackedReport:
        start, middle, end = self._offsets[2 * number : 2 * number + 3]
        self._spool.seek(start)
        return PackedReport(
            self._paths[number], self._spool.read(middle - start), self._spool.read(end - middle)
        )

    def close(self) -> None:
        """Give up the temporary file."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
