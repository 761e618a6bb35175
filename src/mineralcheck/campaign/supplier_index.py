"""The suppliers of a roster, to be found by id, name or mail domain. What belongs to two finds none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from mineralcheck.campaign.file_names import assignment_words, ids_in
from mineralcheck.campaign.roster import Supplier
from mineralcheck.matching.names import name_forms
from mineralcheck.model.text import fold, words


class SupplierIndex:
    """Built once for a roster."""

    def __init__(self, suppliers: Sequence[Supplier]) -> None:
        self._suppliers = {one.supplier_id: one for one in suppliers}
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._stripped: dict[str, set[str]] = defaultdict(set)
        self._domains: dict[str, set[str]] = defaultdict(set)
        for one in suppliers:
            self._add(one)
        self._longest_id = max((len(key.split()) for key in self._ids), default=0)

    def _add(self, one: Supplier) -> None:
        for text in (one.supplier_id, one.unique_id):
            if key := words(text):
                self._ids[key].add(one.supplier_id)
        for name in (one.name, *one.other_names):
            forms = name_forms(name)
            self._names[forms.key].add(one.supplier_id)
            self._stripped[forms.stripped].add(one.supplier_id)
        for domain in one.email_domains:
            if domain not in assignment_words()["shared_domains"]:
                self._domains[domain].add(one.supplier_id)

    def by_path_part(self, part: str, *, folder: bool) -> str | None:
        """Supplier whose id the name of a file or folder has in it; the longest id counts."""
        for candidates in ids_in(part, self._longest_id, folder=folder):
            owners = {owner for text in candidates for owner in self._ids.get(text, ())}
            if owners:
                return _only(owners)
        return None

    def by_id(self, text: str) -> str | None:
        """Supplier with this supplier id or unique id."""
        return _only(self._ids.get(words(text), set()))

    def by_email(self, address: str) -> str | None:
        """Supplier with the domain of an address, or with one that it is part of; shared ones find none."""
        domain = fold(address).rpartition("@")[2]
        while "." in domain:
            owner = _only(self._domains.get(domain, set()))
            if owner:
                return owner
            domain = domain.partition(".")[2]
        return None

    def by_name(self, text: str) -> str | None:
        """Supplier of this name but for case, accents, width and punctuation.

        Legal forms may be missing on one side; where both name one, they must be the same.
        """
        if not words(text):
            return None
        forms = name_forms(text)
        if forms.key in self._names:
            return _only(self._names[forms.key])
        owner = _only(self._stripped.get(forms.stripped, set()))
        return owner if owner and self._legal_forms_agree(owner, forms.legal) else None

    def _legal_forms_agree(self, supplier_id: str, legal: frozenset[str]) -> bool:
        one = self._suppliers[supplier_id]
        known = [name_forms(name).legal for name in (one.name, *one.other_names)]
        return not legal or any(not own or own == legal for own in known)

    @cached_property
    def _texts(self) -> list[tuple[str, Supplier]]:
        named = ((name, one) for one in self._suppliers.values() for name in (one.name, *one.other_names))
        return [(" ".join(name_forms(name).tokens), one) for name, one in named]

    def like(self, text: str, at_least: float) -> Iterator[tuple[Supplier, float]]:
        """Suppliers with a similar name and how similar it is, from 0 to 100."""
        from rapidfuzz import fuzz, process  # deferred: only a file that no rule assigns pays for it

        query = " ".join(name_forms(text).tokens)
        texts = [name for name, _ in self._texts]
        for _, score, place in process.extract(query, texts, scorer=fuzz.WRatio, score_cutoff=at_least):
            yield self._texts[place][1], round(score, 1)


def _only(owners: set[str]) -> str | None:
    return next(iter(owners)) if len(owners) == 1 else None
