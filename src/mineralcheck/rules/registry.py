"""The registry: facts about each rule from the catalogue, its function from the code."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from mineralcheck.model.finding import Severity
from mineralcheck.model.submission import Family, TemplateInfo
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.templates.registry import version_key

RuleFunction = Callable[[RuleContext], Iterator[Problem]]

_FUNCTIONS: dict[str, RuleFunction] = {}
# The campaign, a layer above, says when these hold.
_ABOUT_CAMPAIGNS = "MC8"


def _scope(text: str) -> str:
    family, _, since = text.partition(" ")
    Family(family)
    if since and not version_key(since)[0]:
        raise ValueError(f"{since!r} is no revision")
    return text


Applicability = Annotated[str, AfterValidator(_scope)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Rule(BaseModel):
    """What the catalogue says of a rule.

    `obligation` is one sentence that says what must or should be; `message`, `expected` and `fix` may hold
    placeholders; `source` says who asks for it, as `kind` or `kind: place`; `applies` names families, each
    with the first revision it applies to where not to all (`EMRT 2.0`); `needs` names sheets without which
    the rule cannot run.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, StringConstraints(pattern=r"^MC\d{3}$")]
    name: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z0-9]+)+$")]
    severity: Severity
    obligation: Text
    message: Text
    expected: Text | None = None
    fix: Text
    why: Text
    example: Text
    source: tuple[Text, ...]
    applies: tuple[Applicability, ...] = tuple(Family)
    needs: tuple[str, ...] = ()

    def applies_to(self, template: TemplateInfo) -> bool:
        """Whether the rule speaks about templates of this family and revision."""
        for text in self.applies:
            family, _, since = text.partition(" ")
            if family == template.family and version_key(template.layout) >= version_key(since or "0"):
                return True
        return False


def rule(code: str) -> Callable[[RuleFunction], RuleFunction]:
    """Register the function of the rule with this code."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in _FUNCTIONS:
            raise ValueError(f"{code} has two functions")
        _FUNCTIONS[code] = function
        return function

    return register


@cache
def all_rules() -> tuple[Rule, ...]:
    """All rules in order of code, as `rules/data/catalogue/*.toml` describe them."""
    folder = resources.files(__package__).joinpath("data", "catalogue")
    rules: list[Rule] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        body = tomllib.loads(entry.read_text(encoding="utf-8"))
        rules += [Rule.model_validate({"code": code} | facts) for code, facts in body.items()]
    return tuple(sorted(rules, key=lambda r: r.code))


@cache
def catalogue() -> tuple[Rule, ...]:
    """The rules about a file; those about a campaign have no function here, and no profile or waiver."""
    return tuple(rule for rule in all_rules() if not rule.code.startswith(_ABOUT_CAMPAIGNS))


@cache
def rules_by_code() -> Mapping[str, Rule]:
    """All rules by code."""
    return {rule.code: rule for rule in all_rules()}


def registered() -> Mapping[str, RuleFunction]:
    """Function of each code, as far as its module was imported; `modules.functions` has them all."""
    return _FUNCTIONS
