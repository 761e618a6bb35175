"""The names of one mineral, by each form under which a declared name may be found without guessing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mineralcheck.matching.names import name_forms
from mineralcheck.model.match import Tier
from mineralcheck.model.text import clean
from mineralcheck.reference.entries import ListedName

_Ids = dict[str, int]
"""Smelter ids with the rank of the newest list that gives them the name."""


class Hit(NamedTuple):
    """The ids a name stands for: one is an answer, several are an ambiguous name.

    `legal` holds the legal-form classes of the listed names, for the tier `STRIPPED` only.
    """

    tier: Tier
    ids: tuple[str, ...]
    legal: frozenset[str] = frozenset()


class NameDictionary:
    """Names of one mineral. A name that moved from one smelter to another belongs to where it is now."""

    def __init__(self, names: Sequence[ListedName]) -> None:
        forms: dict[Tier, dict[str, _Ids]] = {
            Tier.EXACT: defaultdict(dict),
            Tier.FOLDED: defaultdict(dict),
            Tier.STRIPPED: defaultdict(dict),
        }
        self._legal: dict[str, set[str]] = defaultdict(set)
        for listed in names:
            form = name_forms(listed.name)
            keys = ((Tier.EXACT, clean(listed.name)), (Tier.FOLDED, form.key), (Tier.STRIPPED, form.stripped))
            for tier, key in keys:
                ids = forms[tier][key]
                ids[listed.smelter_id] = max(listed.rank, ids.get(listed.smelter_id, listed.rank))
            self._legal[form.stripped] |= form.legal
        self._forms: Mapping[Tier, Mapping[str, tuple[str, ...]]] = {
            tier: {key: _newest(ids) for key, ids in table.items()} for tier, table in forms.items()
        }

    def forms(self, name: str) -> Iterator[tuple[Tier, str, tuple[str, ...]]]:
        """Each form of a name, strictest first, with the ids that have it."""
        form = name_forms(name)
        keys = ((Tier.EXACT, clean(name)), (Tier.FOLDED, form.key), (Tier.STRIPPED, form.stripped))
        for tier, key in keys:
            yield tier, key, self._forms[tier].get(key, ()) if key else ()

    def find(self, name: str) -> Hit | None:
        """The ids of a name by the strictest form that knows it; None when no form does."""
        for tier, key, ids in self.forms(name):
            if ids:
                legal = self._legal[key] if tier is Tier.STRIPPED else ()
                return Hit(tier, ids, frozenset(legal))
        return None


def _newest(ids: _Ids) -> tuple[str, ...]:
    newest = max(ids.values())
    return tuple(sorted(smelter_id for smelter_id, rank in ids.items() if rank == newest))
