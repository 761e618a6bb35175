"""Any list in the documented CSV layout, which `reference import` reads again."""

from collections.abc import Iterator

from mineralcheck.reference.lists import (
    LookupEntry,
    LookupList,
    ReferenceList,
    RevisionEntry,
    StatusEntry,
    StatusList,
)

LOOKUP_COLUMNS = ("mineral", "alias", "name", "country", "smelter_id", "city", "state", "as_of")
STATUS_COLUMNS = (
    *("mineral", "smelter_id", "name", "country", "status", "programme", "last_assessment"),
    *("cycle", "reassessment_due", "reassessment_in_progress", "as_of"),
)
REVISION_COLUMNS = ("mineral", "smelter_id", "name", "country", "basis", "details", "revision_date", "as_of")


def table(one: ReferenceList) -> Iterator[tuple[str, ...]]:
    """Header and rows of a list."""
    as_of = one.source.as_of.isoformat() if one.source.as_of else ""
    if isinstance(one, LookupList):
        yield LOOKUP_COLUMNS
        yield from ((*_lookup(entry), as_of) for entry in one.entries)
    elif isinstance(one, StatusList):
        yield STATUS_COLUMNS
        yield from ((*_status(entry), as_of) for entry in one.entries)
    else:
        yield REVISION_COLUMNS
        yield from ((*_revision(entry), as_of) for entry in one.entries)


def _lookup(entry: LookupEntry) -> tuple[str, ...]:
    return tuple(entry)


def _status(entry: StatusEntry) -> tuple[str, ...]:
    return (
        entry.mineral,
        entry.smelter_id,
        entry.name,
        entry.country,
        entry.text,
        entry.programme or "",
        entry.last_assessment.isoformat() if entry.last_assessment else "",
        str(entry.cycle_years or ""),
        entry.reassessment_due.isoformat() if entry.reassessment_due else "",
        "yes" if entry.reassessing else "",
    )


def _revision(entry: RevisionEntry) -> tuple[str, ...]:
    head = (entry.mineral, entry.smelter_id, entry.name, entry.country)
    date = entry.date.isoformat() if entry.date else ""
    return (*head, "\n".join(entry.basis), "\n".join(entry.details), date)
