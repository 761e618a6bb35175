"""The registry: facts about each rule from the catalogue, its function from the code."""

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from mineralcheck.model.finding import Severity
from mineralcheck.model.submission import Family
from mineralcheck.rules.context import Problem, RuleContext

RuleFunction = Callable[[RuleContext], Iterator[Problem]]

_FUNCTIONS: dict[str, RuleFunction] = {}


class Rule(BaseModel):
    """What the catalogue says of a rule; `obligation` is one sentence that says what must or should be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str
    severity: Severity
    obligation: str
    message: str
    fix: str
    why: str
    example: str
    source: str
    families: tuple[Family, ...] = tuple(Family)

    def applies_to(self, family: Family) -> bool:
        """Whether the rule speaks about a family."""
        return family in self.families


def rule(code: str) -> Callable[[RuleFunction], RuleFunction]:
    """Register the function of the rule with this code."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in _FUNCTIONS:
            raise ValueError(f"{code} has two functions")
        _FUNCTIONS[code] = function
        return function

    return register


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules in order of code, as `rules/data/*.toml` describe them."""
    folder = resources.files(__package__).joinpath("data")
    rules: list[Rule] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            body = tomllib.loads(entry.read_text(encoding="utf-8"))
            rules += [Rule.model_validate({"code": code} | facts) for code, facts in body.items()]
    return tuple(sorted(rules, key=lambda r: r.code))


def functions() -> dict[str, RuleFunction]:
    """Function of each code; importing the rule modules fills it."""
    from mineralcheck.rules import modules  # deferred: the modules import this one

    assert modules
    return _FUNCTIONS
