"""One spelling for each mineral, so that lists and declarations meet on the same key."""

from functools import lru_cache

from mineralcheck.model.text import fold

MULTIPLE = "multiple"
"""Key of the metal `Multiple` in status lists: the row counts for every mineral of its id."""

_SAME = {
    "aluminium": "aluminum",
    "graphite (articial)": "graphite (artificial)",  # spelt so in one row of a real export
    "graphite (natural)": "graphite",
    "wolfram": "tungsten",
    "multiple metals": MULTIPLE,
    "au": "gold",
    "sn": "tin",
    "ta": "tantalum",
    "w": "tungsten",
    "co": "cobalt",
}


@lru_cache(maxsize=512)
def mineral_key(text: str) -> str:
    """Key under which a mineral is filed: `TIN`, `Tin` and ` tin ` are one."""
    folded = fold(text)
    return _SAME.get(folded, folded)
