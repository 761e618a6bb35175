"""Bytes of a file -> a workbook whose sheets are read when asked for."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.model.text import fold
from mineralcheck.workbook.kind import Kind, container
from mineralcheck.workbook.limits import DEFAULT_LIMITS, MIB, Limits
from mineralcheck.workbook.package import Package
from mineralcheck.workbook.refusals import Refusal, refused
from mineralcheck.workbook.sheet import Sheet


class SheetReader(Protocol):
    """What each format provides."""

    format: str
    date1904: bool
    sheet_names: tuple[str, ...]

    def read(self, sheets: Mapping[str, int | None]) -> Mapping[str, Sheet | UnreadableFileError]:
        """Sheets by name, or why one cannot be read; the values are the last columns that matter."""


class Workbook:
    """An opened workbook. The wanted sheets are read together on first use, any other when asked for.

    `format` is one of xlsx, xlsm, xlsb, xls, ods; `date1904` says that days count from 1904 (values that are
    dates already allow for it); `decrypted`, that the file was encrypted.
    """

    def __init__(
        self, reader: SheetReader, wanted: Mapping[str, int | None] | None, decrypted: bool = False
    ) -> None:
        self.format = reader.format
        self.sheet_names = reader.sheet_names
        self.date1904 = reader.date1904
        self.decrypted = decrypted
        self._reader = reader
        self._folded: dict[str, str] = {}
        for name in reader.sheet_names:
            self._folded.setdefault(fold(name), name)
        self._wanted = dict.fromkeys(self.sheet_names) if wanted is None else self._own_names(wanted)
        self._sheets: dict[str, Sheet | UnreadableFileError] = {}

    def _own_names(self, wanted: Mapping[str, int | None]) -> dict[str, int | None]:
        names = {self.find(name): last_column for name, last_column in wanted.items()}
        return {name: last_column for name, last_column in names.items() if name is not None}

    def __repr__(self) -> str:
        return f"<Workbook {self.format} {self.sheet_names}>"

    def find(self, name: str) -> str | None:
        """The workbook's own spelling of a sheet name, compared without case and stray space."""
        return name if name in self.sheet_names else self._folded.get(fold(name))

    def take_for(self, meant: str, name: str) -> None:
        """Let `find` answer with the sheet `name` for `meant`, unless there is a sheet of that name."""
        self._folded.setdefault(fold(meant), name)

    def sheet(self, name: str) -> Sheet:
        """A sheet by its own name; raises KeyError when absent, UnreadableFileError when damaged."""
        if name not in self.sheet_names:
            raise KeyError(name)
        if name not in self._sheets:
            together = self._wanted if name in self._wanted else {name: None}
            self._sheets.update(self._reader.read(together))
        found = self._sheets[name]
        if isinstance(found, UnreadableFileError):
            raise found
        return found


def open_workbook(
    data: bytes,
    *,
    limits: Limits = DEFAULT_LIMITS,
    passwords: Sequence[str] = (),
    sheets: Collection[str] | Mapping[str, int | None] | None = None,
) -> Workbook:
    """Open a workbook from its bytes; raises UnreadableFileError with the reason and a remedy.

    `sheets` names the sheets that will be wanted (compared as `Workbook.find` does); None wants all. Others
    can still be read, at the price of a second look at the file. As a mapping it gives the last column in
    which an entry makes a row worth keeping (None: any): rows that hold formula residue beyond it are
    dropped, which saves much time on large lists.
    """
    if len(data) > limits.file_bytes:
        raise refused(Refusal.TOO_LARGE, what=f"over {limits.file_bytes // MIB} MiB")
    opened = container(data, limits)
    decrypted = opened.kind is Kind.ENCRYPTED
    if decrypted:
        from mineralcheck.workbook.decryption import without_encryption

        opened = container(without_encryption(data, passwords, limits), limits)
    wanted = sheets if sheets is None or isinstance(sheets, Mapping) else dict.fromkeys(sheets)
    if opened.kind is Kind.XLS:
        from mineralcheck.workbook.xls import XlsReader

        xls = XlsReader(opened.data, passwords, limits)
        return Workbook(xls, wanted, xls.decrypted)
    if opened.package is None:  # encrypted twice
        raise refused(Refusal.ENCRYPTION)
    return Workbook(_package_reader(opened.kind, opened.package, limits), wanted, decrypted)


def _package_reader(kind: Kind, package: Package, limits: Limits) -> SheetReader:
    """Reader for a zip container; imported here so that a run pays only for the formats it meets."""
    if kind is Kind.XLSB:
        from mineralcheck.workbook.xlsb import XlsbReader

        return XlsbReader(package, limits)
    if kind is Kind.ODS:
        from mineralcheck.workbook.ods import OdsReader

        return OdsReader(package, limits)
    from mineralcheck.workbook.xlsx import XlsxReader

    return XlsxReader(package, limits)
