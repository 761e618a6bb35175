"""The official template of the user, opened to be filled."""

import hashlib
from functools import cached_property
from pathlib import Path

from mineralcheck.filling.look_up import TemplateCountries, TemplateLookUp
from mineralcheck.filling.patching.book import Book
from mineralcheck.filling.patching.sheet_index import SheetIndex, index_sheet, range_of
from mineralcheck.model.cells import CellRef
from mineralcheck.model.errors import UnreadableFileError, UsageError
from mineralcheck.model.submission import Family, Submission
from mineralcheck.reader.submission import read_submission
from mineralcheck.reference.lists import LookupList
from mineralcheck.reference.lookup_sheet import read_lookup
from mineralcheck.templates.layout import DECLARATION, Layout, Table
from mineralcheck.templates.registry import version_key
from mineralcheck.workbook.limits import DEFAULT_LIMITS
from mineralcheck.workbook.opening import Workbook, open_workbook
from mineralcheck.workbook.plain_files import plain_file

_FORMATS = ("xlsx", "xlsm")
_MOST_LEFTOVERS = 20
_WHOLE_SHARE = 1.0


class Template:
    """A blank template: its workbook, its layout, and the parts that will be patched."""

    def __init__(
        self, data: bytes, name: str, workbook: Workbook, submission: Submission, layout: Layout
    ) -> None:
        self.data = data
        self.name = name
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.workbook = workbook
        self.submission = submission
        self.layout = layout
        self.book = Book(data)
        self._indexes: dict[tuple[str, int | None], SheetIndex] = {}

    def __repr__(self) -> str:
        return f"<Template {self.name} {self.layout.family} {self.layout.version}>"

    @cached_property
    def look_up(self) -> TemplateLookUp:
        """The smelters that the template knows."""
        return TemplateLookUp(self.workbook)

    @cached_property
    def look_up_list(self) -> LookupList:
        """The same as a list to match names against."""
        label = f"{self.layout.family} {self.layout.version}"
        return read_lookup(self.workbook, label, source=self.name, sha256=self.sha256)

    @cached_property
    def countries(self) -> TemplateCountries:
        """The countries that the template knows."""
        return TemplateCountries(self.workbook)

    def sheet_name(self, name: str) -> str:
        """The workbook's own spelling of a sheet name; raises UsageError when it has no such sheet."""
        found = self.workbook.find(name)
        if found is None or found not in self.book.sheet_names:
            raise UsageError(f"{self.name}: has no sheet {name!r}. Name the blank official template.")
        return found

    def index(self, sheet: str, last_row: int | None = None) -> SheetIndex:
        """Index of a sheet by its own name, to the end or at least to a row; made once."""
        for (name, reached), index in self._indexes.items():
            if name == sheet and (reached is None or (last_row is not None and reached >= last_row)):
                return index
        found = index_sheet(self.book.sheet(sheet), last_row)
        self._indexes[sheet, last_row] = found
        return found

    def rows(self, table: Table) -> int:
        """How many entries a list has room for."""
        return table.last_row - table.first_row + 1

    def share_is_number(self, at: CellRef) -> bool:
        """Whether the drop-down list of a cell holds 100 % as the number 1, as Excel then stores it."""
        sheet = self.sheet_name(DECLARATION)
        for ranges, source in self.index(sheet).lists:
            corners = [range_of(one) for one in ranges.split()]
            if any(a[0] <= at.row <= b[0] and a[1] <= at.column <= b[1] for a, b in corners):
                return self._holds_number(sheet, source)
        return False

    def _holds_number(self, sheet: str, source: str) -> bool:
        try:
            (top, left), (bottom, right) = range_of(source.replace("$", ""))
        except ValueError:
            return False
        cells = self.workbook.sheet(sheet)
        area = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return any(cells.value(*place) == _WHOLE_SHARE for place in area)


def open_template(path: Path) -> Template:
    """Open the template that is to be filled.

    Raises UsageError with the remedy when it is no blank official template of a revision whose cells are
    known.
    """
    try:
        with plain_file(path, None) as file:
            data = file.read(DEFAULT_LIMITS.file_bytes + 1)
        return read_template(data, str(path))
    except UnreadableFileError as error:
        raise UsageError(f"{path}: {error.message}") from None


def read_template(data: bytes, name: str) -> Template:
    """The same from the bytes of the workbook; raises UnreadableFileError as well."""
    workbook = open_workbook(data)
    if workbook.format not in _FORMATS or workbook.decrypted:
        raise UsageError(
            f"{name}: is no .xlsx workbook. Name the blank official template as it is published."
        )
    submission, layout = read_submission(workbook)
    if not layout.exact or submission.notes or _is_old(layout):
        known = "CMRT 6.01 and later, CRT 2.2, EMRT 1.1 and later, AMRT 1.2 and later"
        raise UsageError(
            f"{name}: {layout.family} {submission.template.version} is not a revision that can be filled. "
            f"Name a blank of {known}."
        )
    entries = len(submission.smelters) + len(submission.mines) + len(submission.products)
    if entries > _MOST_LEFTOVERS:
        raise UsageError(
            f"{name}: is not blank, its lists hold {entries} entries. Name the blank template, and the "
            "filled one with --from."
        )
    return Template(data, name, workbook, submission, layout)


def _is_old(layout: Layout) -> bool:
    return layout.family is Family.CMRT and version_key(layout.version) < version_key("6.0")
