"""Submissions whose own Smelter Look-up is not the one that others of their template version have.

It takes several files to see it, so it is known before any of them is checked.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from mineralcheck.reference.lists import LookupList
from mineralcheck.reference.lookup_sheet import Dissent, dissent

# Two files that differ do not say which of them was edited.
_ENOUGH = 3

LookupEdits = Mapping[str, tuple[str, ...]]
"""Rows by file name, as a person reads them: `+` for one that only this file has, `-` for one it lacks."""


def lookup_edits(own: Sequence[LookupList], agreed: Sequence[LookupList]) -> LookupEdits:
    """Edited look-ups among those of a run; `agreed` is the majority list of each template version."""
    files = Counter(one.source.template for one in own)
    found: dict[str, list[str]] = defaultdict(list)
    for majority in agreed:
        template = majority.source.template
        if files[template] >= _ENOUGH:
            same = [one for one in own if one.source.template == template]
            for row in dissent(same, majority):
                found[row.source].append(_told(row))
    return {name: tuple(rows) for name, rows in sorted(found.items())}


def _told(row: Dissent) -> str:
    entry = row.entry
    return f"{'+' if row.added else '-'} {entry.mineral} {entry.alias} {entry.smelter_id}"
