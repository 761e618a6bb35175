"""Every module with rules; a module that is not named here does not run."""

from collections.abc import Mapping

from mineralcheck.rules import (  # noqa: F401 - importing them registers their rules
    answers,
    company,
    consistency,
    dates,
    free_text,
    known_faults,
    lists,
    mines_products,
    open_fields,
    origin,
    policy,
    smelter_text,
    smelters,
    template,
    waivers,
)
from mineralcheck.rules.registry import RuleFunction, registered


def functions() -> Mapping[str, RuleFunction]:
    """Function of each rule, by code."""
    return registered()
