"""What calling calamine from several threads does to the process."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest
import python_calamine
from tests.workbook.containers import one_sheet

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook import calamine

BOOK = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')


def test_threads_leave_the_error_stream_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    together = Barrier(2)
    met: list[bool] = []

    def opened(_: object) -> None:
        try:
            together.wait(timeout=0.3)
        except BrokenBarrierError:
            met.append(False)
        else:
            met.append(True)
        raise ValueError

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", type("Book", (), {"from_filelike": opened}))
    before = os.fstat(2)
    with ThreadPoolExecutor(2) as threads:
        for reading in [threads.submit(calamine.CellReader, BOOK) for _ in range(2)]:
            with pytest.raises(UnreadableFileError):
                reading.result()
    assert met == [False, False]
    assert os.path.samestat(before, os.fstat(2))


def test_without_a_null_device_no_descriptor_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[int] = []
    dup = os.dup

    def copied(number: int) -> int:
        copies.append(dup(number))
        return copies[-1]

    monkeypatch.setattr(os, "devnull", "no such/device")
    monkeypatch.setattr(os, "dup", copied)
    with pytest.raises(UnreadableFileError):
        calamine.CellReader(BOOK)
    (copy,) = copies
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(copy)
