"""One case of one rule: what is changed in a sound declaration, and what the rule then says where.

The words are kept in `data/told.json`, to be read by people; after a change:  python -m tests.rules.cases
"""

import importlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.rules.builders import a_context, findings

from mineralcheck.model.finding import Finding

_TOLD = Path(__file__).parent / "data" / "told.json"
_PARTS = ("cell", "severity", "message", "found", "expected", "fix")


@dataclass(frozen=True)
class Case:
    """`expected` are the cells; empty means that the rule keeps silent. `also` are codes that speak, too."""

    code: str
    name: str
    expected: tuple[str, ...]
    changes: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def fires(self) -> bool:
        return bool(self.expected)

    def __str__(self) -> str:
        return f"{self.code}-{self.name.replace(' ', '-')}"


def fires(code: str, name: str, *expected: str, also: tuple[str, ...] = (), **changes: Any) -> Case:
    assert expected
    return Case(code, name, expected, changes, also)


def silent(code: str, name: str, **changes: Any) -> Case:
    return Case(code, name, (), changes)


def check(case: Case) -> None:
    """The rule speaks where expected; one fault is not reported by two rules."""
    found = findings(a_context(**case.changes))
    listed = [f"{each.code} {each.cell or ''} {each.message}" for each in found]
    assert [str(each.cell or "") for each in found if each.code == case.code] == list(case.expected), listed
    if case.fires:
        assert {each.code for each in found} == {case.code, *case.also}, listed
        assert told(case, found) == what_is_told()[str(case)]


def told(case: Case, found: Iterable[Finding]) -> list[dict[str, str]]:
    """What the rule says, as it is kept."""
    own = (finding for finding in found if finding.code == case.code)
    texts = ({part: getattr(finding, part) for part in _PARTS} for finding in own)
    return [{part: str(text) for part, text in each.items() if text is not None} for each in texts]


@cache
def what_is_told() -> Mapping[str, list[dict[str, str]]]:
    """What every case that fires says."""
    kept: dict[str, list[dict[str, str]]] = json.loads(_TOLD.read_text(encoding="utf-8"))
    return kept


def all_cases() -> list[Case]:
    """The cases of every test module."""
    cases: list[Case] = []
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        if "CASES = [" in path.read_text(encoding="utf-8"):
            cases += importlib.import_module(f"tests.rules.{path.stem}").CASES
    return cases


def main() -> None:
    """Keep what the cases say now."""
    kept = {str(c): told(c, findings(a_context(**c.changes))) for c in all_cases() if c.fires}
    text = json.dumps(dict(sorted(kept.items())), ensure_ascii=False, indent=1)
    _TOLD.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
