"""Whose file is it: by rules from the surest to the least sure, and else a suggestion for a person.

A rule that points to several suppliers decides nothing; the next one is asked. What decided is kept with the
file, and so is another supplier to whom a less sure rule points.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from mineralcheck.campaign.file_names import names_in
from mineralcheck.campaign.mapping_file import FileMapping
from mineralcheck.campaign.roster import Supplier
from mineralcheck.campaign.supplier_index import SupplierIndex
from mineralcheck.model.text import clean

_SHOWN = 3
_LIKE_ENOUGH = 75.0


class AssignedBy(StrEnum):
    """What said whose file it is, surest first. `DECLARED` stands for a run without a roster."""

    MAPPING = "mapping"
    DECLARED_ID = "declared_id"
    FILE_ID = "file_id"
    FILE_NAME = "file_name"
    EMAIL_DOMAIN = "email_domain"
    COMPANY_NAME = "company_name"
    DECLARED = "declared"
    NONE = "none"


class Sender(NamedTuple):
    """What a file says about who sent it; all but the paths is blank for a file that could not be read.

    `path` is shown, `within` is its part from the folder on that the user named: those above say nothing.
    """

    path: str
    within: str
    company: str = ""
    unique_id: str = ""
    emails: tuple[str, ...] = ()


class Suggested(NamedTuple):
    """A supplier that it may be; `score` runs from 0 to 100."""

    supplier_id: str
    name: str
    score: float


class Assignment(NamedTuple):
    """Supplier of a file with the rule and the text that decided.

    `also` is another supplier to whom a less sure rule points: a person should look. `suggestions` are given
    when there is no supplier.
    """

    supplier_id: str | None
    by: AssignedBy
    said: str = ""
    also: str | None = None
    suggestions: tuple[Suggested, ...] = ()


class _Hit(NamedTuple):
    supplier_id: str
    by: AssignedBy
    said: str


class Assigner:
    """Assigns files to the suppliers of a roster."""

    def __init__(self, suppliers: Sequence[Supplier], mapping: FileMapping | None = None) -> None:
        self._index = SupplierIndex(suppliers)
        self._mapping = mapping or FileMapping()

    def assign(self, sender: Sender) -> Assignment:
        """Supplier of a file."""
        hits = list(self._hits(sender))
        if not hits:
            return Assignment(None, AssignedBy.NONE, suggestions=self._suggest(sender))
        first = hits[0]
        also = next((hit.supplier_id for hit in hits[1:] if hit.supplier_id != first.supplier_id), None)
        return Assignment(first.supplier_id, first.by, first.said, also)

    def _hits(self, sender: Sender) -> Iterator[_Hit]:
        mapped = self._mapping.supplier_of(sender.path)
        if mapped:
            yield _Hit(mapped.supplier_id, AssignedBy.MAPPING, mapped.file)
            return
        by_id = self._index.by_id(sender.unique_id)
        if by_id:
            yield _Hit(by_id, AssignedBy.DECLARED_ID, clean(sender.unique_id))
        yield from self._by_path(sender.within)
        for email in sender.emails:
            by_domain = self._index.by_email(email)
            if by_domain:
                yield _Hit(by_domain, AssignedBy.EMAIL_DOMAIN, email)
                break
        by_name = self._index.by_name(sender.company)
        if by_name:
            yield _Hit(by_name, AssignedBy.COMPANY_NAME, sender.company)

    def _by_path(self, within: str) -> Iterator[_Hit]:
        *folders, file = within.split("/")
        parts = [(file, False), *((part, True) for part in reversed(folders))]
        for part, folder in parts:
            if owner := self._index.by_path_part(part, folder=folder):
                yield _Hit(owner, AssignedBy.FILE_ID, part)
                break
        for part, _ in parts:
            if owner := self._index.by_name(names_in(part)):
                yield _Hit(owner, AssignedBy.FILE_NAME, part)
                break

    def _suggest(self, sender: Sender) -> tuple[Suggested, ...]:
        texts = [text for text in (sender.company, names_in(sender.within.rpartition("/")[2])) if text]
        best: dict[str, Suggested] = {}
        for text in texts:
            for one, score in self._index.like(text, _LIKE_ENOUGH):
                known = best.get(one.supplier_id)
                if known is None or known.score < score:
                    best[one.supplier_id] = Suggested(one.supplier_id, one.name, score)
        ordered = sorted(best.values(), key=lambda s: (-s.score, s.supplier_id))
        return tuple(ordered[:_SHOWN])
