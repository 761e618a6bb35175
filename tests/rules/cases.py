"""One case of one rule: what is changed in a sound declaration, and where the rule then speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.rules.builders import a_context, findings


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
    for each in found:
        assert "{" not in each.message + each.fix
