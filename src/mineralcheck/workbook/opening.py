"""Bytes of a file -> a workbook whose sheets are read when asked for."""

import io
from collections.abc import Collection, Sequence

import python_calamine

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.model.text import fold
from mineralcheck.workbook.limits import DEFAULT_LIMITS, Limits
from mineralcheck.workbook.sheet import Sheet


class Workbook:
    """An opened workbook. Sheets are read on first use and kept."""

    def __init__(self, reader: python_calamine.CalamineWorkbook, book_format: str) -> None:
        self.format = book_format
        self.sheet_names: tuple[str, ...] = tuple(reader.sheet_names)
        self.date1904 = False
        self.decrypted = False
        self._reader = reader
        self._sheets: dict[str, Sheet] = {}

    def find(self, name: str) -> str | None:
        """The workbook's own spelling of a sheet name, compared without case and stray space."""
        if name in self.sheet_names:
            return name
        wanted = fold(name)
        return next((own for own in self.sheet_names if fold(own) == wanted), None)

    def sheet(self, name: str) -> Sheet:
        """A sheet by its own name; raises KeyError when absent, UnreadableFileError when damaged."""
        if name not in self.sheet_names:
            raise KeyError(name)
        if name not in self._sheets:
            self._sheets[name] = self._read(name)
        return self._sheets[name]

    def _read(self, name: str) -> Sheet:
        try:
            rows = self._reader.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except python_calamine.CalamineError:
            raise UnreadableFileError(
                UnreadableReason.DAMAGED, f"The sheet {name!r} is damaged. Ask for the file again."
            ) from None
        return Sheet(name, rows)


def open_workbook(
    data: bytes,
    *,
    limits: Limits = DEFAULT_LIMITS,
    passwords: Sequence[str] = (),
    sheets: Collection[str] | None = None,
) -> Workbook:
    """Open a workbook from its bytes; raises UnreadableFileError with the reason and a remedy.

    `sheets` names the sheets that will be wanted (compared as `Workbook.find` does); the others can
    still be read, at the price of a second look at the file.
    """
    try:
        reader = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.CalamineError:
        raise UnreadableFileError(
            UnreadableReason.DAMAGED, "The file cannot be opened as a workbook. Ask for it again."
        ) from None
    return Workbook(reader, "xlsx")
