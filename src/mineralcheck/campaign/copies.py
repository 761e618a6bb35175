"""Answers that look copied: the same smelter list from several suppliers, the same file from several."""

from typing import NamedTuple

from mineralcheck.campaign.view import View

SMALLEST_LIST = 8
"""Shorter lists are the same by chance: a few smelters supply half the world."""

_LISTS = """
SELECT smelter_list_sha256, family, supplier_id, path,
  (SELECT count(*) FROM smelter_row WHERE smelter_row.report_id = listed.report_id) AS rows
FROM listed WHERE smelter_list_sha256 IS NOT NULL ORDER BY smelter_list_sha256, family, file_id
"""
_FILES = """
SELECT sha256, family, supplier_id, path, 0 FROM file JOIN report USING (report_id)
WHERE run_id = ? AND sha256 IS NOT NULL AND supplier_id IS NOT NULL ORDER BY sha256, file_id
"""


class SameList(NamedTuple):
    """Suppliers whose submissions have the same smelters, down to the last; `files` in the same order."""

    family: str
    rows: int
    suppliers: tuple[str, ...]
    files: tuple[str, ...]


def same_lists(view: View, smallest: int = SMALLEST_LIST) -> tuple[SameList, ...]:
    """Lists of at least `smallest` rows that several suppliers share, the longest first."""
    return _shared([row for row in view.db.execute(_LISTS) if row[4] >= smallest])


def same_files(view: View) -> tuple[SameList, ...]:
    """Files with the same content that were sent for several suppliers."""
    return _shared(view.db.execute(_FILES, (view.run_id,)).fetchall())


def _shared(rows: list[tuple[str, str, str, str, int]]) -> tuple[SameList, ...]:
    groups: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for digest, family, supplier, path, count in rows:
        groups.setdefault((digest, family), []).append((supplier, path, count))
    shared = (
        SameList(
            family,
            max(count for _, _, count in own),
            tuple(supplier for supplier, _, _ in own),
            tuple(path for _, path, _ in own),
        )
        for (_, family), own in groups.items()
        if len({supplier for supplier, _, _ in own}) > 1
    )
    return tuple(sorted(shared, key=lambda one: (-one.rows, one.family, one.files)))
