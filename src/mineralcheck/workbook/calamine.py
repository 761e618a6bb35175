"""The one place that calls python-calamine, and its errors made ours."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import python_calamine

from mineralcheck.model.cells import CellValue
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.refusals import Refusal, refused


class CellReader:
    """Sheets of a workbook that was found safe to open."""

    def __init__(self, data: bytes) -> None:
        with _made_ours(refused(Refusal.DAMAGED, what="its parts do not fit together")):
            self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))

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
        yield
    except python_calamine.PasswordError:
        raise refused(Refusal.PASSWORD) from None
    except (python_calamine.CalamineError, OverflowError, ValueError):
        raise damaged from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of Rust: a class that cannot be imported
            raise damaged from None
        raise
