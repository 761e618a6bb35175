"""Supplier lists of several sub-campaigns become one list."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from mineralcheck.campaign.roster import Supplier, SupplierState
from mineralcheck.model.errors import UsageError
from mineralcheck.model.text import fold


def merge_suppliers(rosters: Iterable[Sequence[Supplier]]) -> list[Supplier]:
    """Suppliers by id, each once.

    Rows that say the same are one. Where they differ, what was asked is added up, and so is spend, which
    each unit counts for itself; a supplier asked by one unit and exempt in another is asked. Raises
    UsageError for spend in two currencies.
    """
    found: dict[str, Supplier] = {}
    for roster in rosters:
        for one in roster:
            known = found.get(fold(one.supplier_id))
            found[fold(one.supplier_id)] = one if known is None else _joined(known, one)
    return sorted(found.values(), key=lambda one: (fold(one.supplier_id), one.supplier_id))


def _joined(first: Supplier, second: Supplier) -> Supplier:
    elsewhere = (*first.elsewhere, f"{second.source} row {second.row}")
    if _without_place(first) == _without_place(second):
        return first.model_copy(update={"elsewhere": elsewhere})
    spend, currency = _spend(first, second)
    days = [day for day in (first.due_date, second.due_date) if day]
    names = (*first.other_names, second.name, *second.other_names)
    return first.model_copy(
        update={
            "elsewhere": elsewhere,
            "other_names": tuple(dict.fromkeys(name for name in names if name != first.name)),
            "unique_id": first.unique_id or second.unique_id,
            "contact": first.contact or second.contact,
            "email": first.email or second.email,
            "email_domains": tuple(dict.fromkeys((*first.email_domains, *second.email_domains))),
            "country": first.country or second.country,
            "tier": first.tier or second.tier,
            "spend": spend,
            "currency": currency,
            "templates": tuple(dict.fromkeys((*first.templates, *second.templates))),
            "minerals": tuple(dict.fromkeys((*first.minerals, *second.minerals))),
            "products": tuple(dict.fromkeys((*first.products, *second.products))),
            "due_date": max(days) if days else None,
            "state": _state(first.state, second.state),
        }
    )


def _without_place(one: Supplier) -> Supplier:
    return one.model_copy(update={"row": 0, "source": "", "elsewhere": ()})


def _spend(first: Supplier, second: Supplier) -> tuple[Decimal | None, str]:
    if first.spend is None or second.spend is None:
        return (second.spend, second.currency) if first.spend is None else (first.spend, first.currency)
    if first.currency != second.currency:
        raise UsageError(
            f"supplier {first.supplier_id}: one supplier list has its spend in "
            f"{first.currency or 'no currency'}, another in {second.currency or 'no currency'}. Give both in "
            "one currency."
        )
    return first.spend + second.spend, first.currency


def _state(first: SupplierState, second: SupplierState) -> SupplierState:
    order = (SupplierState.ASKED, SupplierState.DECLINED, SupplierState.EXEMPT)
    return min(first, second, key=order.index)
