"""Every module with rules; importing this one registers them all."""

from mineralcheck.rules import (
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

__all__ = [
    "answers",
    "company",
    "consistency",
    "dates",
    "free_text",
    "known_faults",
    "lists",
    "mines_products",
    "open_fields",
    "origin",
    "policy",
    "smelter_text",
    "smelters",
    "template",
    "waivers",
]
