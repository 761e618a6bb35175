"""What the kept lists say of one smelter, for `mineralcheck reference show`."""

from mineralcheck.matching.names import name_forms
from mineralcheck.model.errors import UsageError
from mineralcheck.reference.entries import ReferenceIndex, build_reference
from mineralcheck.reference.lists import Smelter
from mineralcheck.reference.minerals import mineral_key
from mineralcheck.reference.sources import RunLists, lists_for_run
from mineralcheck.reference.status import StatusIndex

Fact = tuple[str, str]


def smelter_facts(wanted: str, mineral: str = "") -> list[list[Fact]]:
    """Facts of every smelter with this id or name; raises UsageError when the lists have none."""
    lists = lists_for_run()
    reference, statuses = build_reference(lists.all), StatusIndex(lists.statuses)
    found = [one for one in _found(reference, wanted) if not mineral or _is_of(one, mineral)]
    if not found:
        where = f" under {mineral}" if mineral else ""
        hint = "" if lists.all else " No list is kept; import one with `mineralcheck reference import FILE`."
        raise UsageError(
            f"No list has {wanted!r}{where}.{hint} "
            "To see what is near: mineralcheck match NAME --mineral MINERAL"
        )
    return [_facts(one, statuses, lists) for one in found]


def _is_of(smelter: Smelter, mineral: str) -> bool:
    return mineral_key(smelter.mineral) == mineral_key(mineral)


def _found(reference: ReferenceIndex, wanted: str) -> list[Smelter]:
    text = wanted.strip()
    by_id = [one for one in reference.smelters() if one.smelter_id == text.upper()]
    if by_id:
        return by_id
    forms = name_forms(text)
    known = [(one, [name_forms(name) for name in one.names]) for one in reference.smelters()]
    same = [one for one, own in known if any(form.key == forms.key for form in own)]
    return same or [one for one, own in known if any(form.stripped == forms.stripped for form in own)]


def _facts(smelter: Smelter, statuses: StatusIndex, lists: RunLists) -> list[Fact]:
    status = statuses.status_of(smelter.mineral, smelter.smelter_id)
    facts = [
        ("mineral", smelter.mineral),
        ("smelter_id", smelter.smelter_id),
        ("name", smelter.name),
        ("aliases", "; ".join(smelter.aliases)),
        ("country", smelter.country),
        ("place", ", ".join(filter(None, (smelter.city, smelter.state)))),
        ("first listed", smelter.first_seen or ""),
        ("last listed", smelter.last_seen or ""),
        ("retired", smelter.retired or ""),
        ("status", f"{status.value} ({status.text})" if status.text else str(status.value)),
        ("status list", " of ".join(filter(None, (status.source, str(status.as_of or ""))))),
        ("programme", status.programme or ""),
        ("re-assessment due", str(status.reassessment_due or "")),
    ]
    return [*((name, value) for name, value in facts if value), *_revisions(smelter, lists)]


def _revisions(smelter: Smelter, lists: RunLists) -> list[Fact]:
    rows = [
        (str(entry.date or ""), ", ".join(entry.basis), "; ".join(entry.details))
        for one in lists.revisions
        for entry in one.entries
        if entry.smelter_id == smelter.smelter_id and _is_of(smelter, entry.mineral)
    ]
    return [("revision", ": ".join(filter(None, row))) for row in sorted(set(rows))]
