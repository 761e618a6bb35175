"""The one place that calls python-calamine, and its errors made ours."""

import io
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import python_calamine

from mineralcheck.model.cells import CellValue
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.refusals import Refusal, refused

_STDERR = 2
_SCREEN = threading.Lock()


class CellReader:
    """Sheets of a workbook that was found safe to open."""

    def __init__(self, data: bytes) -> None:
        with _made_ours(refused(Refusal.DAMAGED, what="its parts do not fit together")):
            self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        if not self._book.sheet_names:
            raise refused(Refusal.DAMAGED, what="it lists no worksheet")

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """Names of the sheets in the order of the tabs."""
        return tuple(self._book.sheet_names)

    def rows(self, name: str) -> Sequence[Sequence[CellValue]]:
        """Values of a sheet from A1 on; raises UnreadableFileError when it is damaged."""
        with _made_ours(refused(Refusal.DAMAGED_SHEET, sheet=name, what="its cells cannot be read")):
            return self._book.get_sheet_by_name(name).to_python(skip_empty_area=False)


@contextmanager
def _made_ours(damaged: UnreadableFileError) -> Iterator[None]:
    try:
        with _silent_panics():
            yield
    except python_calamine.PasswordError:
        raise refused(Refusal.PASSWORD) from None
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError, MemoryError):
        raise damaged from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of Rust: a class that cannot be imported
            raise damaged from None
        raise


@contextmanager
def _silent_panics() -> Iterator[None]:
    """Keep the note that Rust code writes about a panic off the screen: it tells nothing of the file.

    The screen is that of the whole process, so threads take turns.
    """
    with _SCREEN:
        try:
            screen = os.dup(_STDERR)
        except OSError:  # there is none
            yield
            return
        try:
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), _STDERR)
            yield
        finally:
            os.dup2(screen, _STDERR)
            os.close(screen)
