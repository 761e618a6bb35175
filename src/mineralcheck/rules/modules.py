"""Every module with rules; importing this one registers them all."""

from mineralcheck.rules import answers, company, consistency, dates, lists, mines_products, smelters, template

__all__ = [
    "answers",
    "company",
    "consistency",
    "dates",
    "lists",
    "mines_products",
    "smelters",
    "template",
]
