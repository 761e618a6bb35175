"""The `Smelter Look-up` sheet of a template, read by position.

Its header row is no guide: the texts are formulas in the language of the workbook, and in official blanks
they hold Chinese, a paragraph of instructions, or zero.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mineralcheck.model.cells import CellValue, raw_text
from mineralcheck.model.submission import Family
from mineralcheck.model.text import clean, fold
from mineralcheck.reference.dates import as_of_dates
from mineralcheck.reference.lists import ListKind, ListSource, LookupEntry, LookupList
from mineralcheck.templates.layout import DECLARATION
from mineralcheck.templates.registry import family_titles, layouts, release_date
from mineralcheck.workbook.opening import Workbook

SHEET = "Smelter Look-up"
_REVISION = "Revision"
TEMPLATE_SHEETS = (SHEET, _REVISION, DECLARATION)
"""Sheets that the list of a template is read from."""

_FIRST_ROW = 5
_COLUMNS = 9
_LONGEST_KEPT = 500
_SENTINELS = frozenset({"smelter not listed", "smelter not yet identified"})
_LABEL = re.compile(r"(?:revision|version) ?(\d+\.\d+[a-z]?)\b", re.IGNORECASE)
_ID = re.compile(r"CID\d{6}")


class Dissent(NamedTuple):
    """A look-up row on which a file disagrees with the others of its template version."""

    source: str
    entry: LookupEntry
    added: bool
    """True: only this file has the row. False: the others have it."""


def read_lookup(
    workbook: Workbook, template: str, *, source: str = "", sha256: str = "", as_of: dt.date | None = None
) -> LookupList:
    """Entries of the look-up sheet of a template, empty where the revision has none.

    `template` is family and version, `CMRT 6.5`. Rows that only offer "Smelter not listed" or "not yet
    identified", rows without a mineral and stray rows are left out. The date is the one the Revision
    sheet states for the list, else the release date of the template, else `as_of`.
    """
    name = workbook.find(SHEET)
    entries: list[LookupEntry] = []
    if name is not None:
        sheet = workbook.sheet(name)
        rows = (_known(tuple(sheet.row(row)[:_COLUMNS])) for row in range(_FIRST_ROW, sheet.max_row + 1))
        entries = [entry for entry in rows if entry]
    about = ListSource(
        kind=ListKind.LOOKUP,
        source=source,
        sha256=sha256,
        as_of=_stated_date(workbook) or _released(template) or as_of,
        entries=len(entries),
        template=template,
    )
    return LookupList(about, tuple(entries))


def _known(row: tuple[CellValue, ...]) -> LookupEntry | None:
    """Files of one revision have the same rows; absurdly long ones are not kept in memory."""
    longest = max((len(value) for value in row if isinstance(value, str)), default=0)
    return _kept_entry(row) if longest <= _LONGEST_KEPT else _entry(row)


def _entry(row: tuple[CellValue, ...]) -> LookupEntry | None:
    texts = [clean(raw_text(value)) if isinstance(value, str) else "" for value in row]
    texts += [""] * (_COLUMNS - len(texts))
    mineral, alias, name, country, smelter_id, _, _, city, state = texts
    if not mineral or not alias or fold(alias) in _SENTINELS or not _ID.fullmatch(smelter_id):
        return None
    return LookupEntry(mineral, alias, name or alias, country, smelter_id, city, state)


_kept_entry = lru_cache(maxsize=4096)(_entry)


def _stated_date(workbook: Workbook) -> dt.date | None:
    name = workbook.find(_REVISION)
    if name is None:
        return None
    sheet = workbook.sheet(name)
    stated: list[dt.date] = []
    for row in range(1, sheet.max_row + 1):
        for value in sheet.row(row):
            stated += as_of_dates(value) if isinstance(value, str) else ()
    return stated[-1] if stated else None


def stated_template(workbook: Workbook) -> str | None:
    """Family and version that a workbook states, such as `CMRT 6.5`; None when it states none that is known.

    The version is that of the label in `Declaration!J3`, else the last of the revision history.
    """
    name = workbook.find(_REVISION)
    if name is None:
        return None
    sheet = workbook.sheet(name)
    title = fold(sheet.cell(3, 2).raw)
    family = next((f for f, t in family_titles().items() if title in map(fold, t.titles)), None)
    known = {version for key, version in layouts() if key is family}
    stated = [sheet.cell(row, 2).text for row in range(1, sheet.max_row + 1)]
    declaration = workbook.find(DECLARATION)
    if declaration:
        stated += _LABEL.findall(workbook.sheet(declaration).cell(3, 10).text)
    version = next((text for text in reversed(stated) if text in known), None)
    return f"{family} {version}" if family and version else None


def _released(template: str) -> dt.date | None:
    family, _, version = template.partition(" ")
    return release_date(Family(family), version) if family in set(Family) else None


def majority_lookups(lists: Sequence[LookupList]) -> tuple[LookupList, ...]:
    """One list for each template version: the rows that at least half of its files have.

    A supplier can edit the sheet in its own file, so a single file proves little. Empty lists do not count.
    """
    versions: dict[str, list[LookupList]] = {}
    for one in lists:
        if one.entries and one.source.template:
            versions.setdefault(one.source.template, []).append(one)
    return tuple(majority_lookup(versions[template]) for template in sorted(versions))


def majority_lookup(lists: Sequence[LookupList]) -> LookupList:
    """The rows that at least half of the lists have; all lists are of one template version.

    Raises ValueError when there is no list.
    """
    if not lists:
        raise ValueError("a majority needs at least one list")
    votes = Counter(entry for one in lists for entry in frozenset(one.entries))
    entries = tuple(sorted(entry for entry, count in votes.items() if 2 * count >= len(lists)))
    first = min(lists, key=lambda one: (one.source.source, one.source.sha256)).source
    dates = [one.source.as_of for one in lists if one.source.as_of]
    source = (
        first
        if len(lists) == 1
        else first.model_copy(
            update={
                "source": f"{len(lists)} submissions",
                "sha256": "",
                "as_of": max(dates, default=None),
            }
        )
    )
    return LookupList(source.model_copy(update={"entries": len(entries)}), entries)


def dissent(lists: Sequence[LookupList], majority: LookupList) -> tuple[Dissent, ...]:
    """Rows on which a file differs from the majority of its template version, sorted."""
    agreed = frozenset(majority.entries)
    found: list[Dissent] = []
    for one in lists:
        own = frozenset(one.entries)
        found += [Dissent(one.source.source, entry, True) for entry in own - agreed]
        found += [Dissent(one.source.source, entry, False) for entry in agreed - own]
    return tuple(sorted(found))
