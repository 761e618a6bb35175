"""Figures that count suppliers and their submissions."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mineralcheck.campaign.measure import ONE, Measure, Tally
from mineralcheck.campaign.metric import Evidence
from mineralcheck.campaign.parts import ALL, Part, PartKind, family_part, group_of, group_part, mineral_part
from mineralcheck.campaign.view import Asked, Submitted, View
from mineralcheck.rules.usage import Use


class _Case(NamedTuple):
    """One supplier or submission under one part, with the places that show it."""

    part: Part
    unit: str
    counted: bool
    weight: Decimal
    asked: Asked
    places: tuple[tuple[str, str, str], ...]
    """File, cell and what is said there."""


class _Cases(ABC):
    """A measure whose cases are few enough to be walked through once for figures and once for rows."""

    name: str

    @abstractmethod
    def cases(self, view: View, only: Part | None = None) -> Iterator[_Case]:
        """Every case under every part, or under one."""

    def tallies(self, view: View) -> Iterator[Tally]:
        """Contributions of the cases."""
        for case in self.cases(view):
            yield Tally(case.part, case.weight if case.counted else Decimal(0), case.weight)

    def evidence(self, view: View, part: Part) -> Iterator[Evidence]:
        """Rows of the cases of a part."""
        for case in self.cases(view, part):
            one = case.asked.supplier
            mineral = part.value if part.kind is PartKind.MINERAL else ""
            for file, cell, text in case.places:
                yield Evidence(
                    case.unit,
                    case.counted,
                    case.weight,
                    one.supplier_id,
                    one.name,
                    file,
                    cell,
                    mineral,
                    "",
                    text,
                )

    def left_out(self, view: View) -> Mapping[Part, int]:  # noqa: ARG002 - part of the protocol
        """Nothing is left out."""
        return {}


def roster_place(view: View, asked: Asked, field: str, text: str) -> tuple[str, str, str]:
    """Place of a supplier in the supplier list."""
    header = view.info.roster_columns.get(field, "")
    one = asked.supplier
    rows = (f"row {one.row}", *one.elsewhere) if one.row else ()
    cell = "; ".join(f"{row}, {header}" if header else row for row in rows)
    return one.source or view.info.roster_source or "", cell, text


def _requests(view: View, only: Part | None = None) -> Iterator[tuple[Asked, Part]]:
    """Every supplier that was asked, under every part it was asked about, or under one."""
    for asked in view.suppliers:
        if asked.is_asked:
            for part in asked.parts:
                if only is None or part == only:
                    yield asked, part


class SuppliersAsked(_Cases):
    """How many were asked."""

    name = "suppliers_asked"

    def cases(self, view: View, only: Part | None = None) -> Iterator[_Case]:
        """Suppliers asked about a part; without a supplier list nobody knows who was."""
        for asked, part in _requests(view, only) if view.has_roster else ():
            place = roster_place(view, asked, "templates", ", ".join(asked.families))
            yield _Case(part, asked.supplier.supplier_id, True, ONE, asked, (place,))


def _shown(one: Submitted) -> tuple[str, str, str]:
    day = f", effective {one.effective.isoformat()}" if one.effective else ""
    return one.path, one.name_cell, f"{one.family} {one.version}{day}"


class ResponseRate(_Cases):
    """How many of those asked responded."""

    name = "response_rate"

    def cases(self, view: View, only: Part | None = None) -> Iterator[_Case]:
        """Suppliers asked; those with a submission that counts have responded."""
        for asked, part in _requests(view, only):
            places = tuple(_shown(one) for one in asked.answers(part))
            silent = (roster_place(view, asked, "supplier_id", asked.supplier.state.value),)
            yield _Case(part, asked.supplier.supplier_id, bool(places), ONE, asked, places or silent)


class AcceptedRate(_Cases):
    """How many of those asked sent something acceptable."""

    name = "accepted_rate"

    def cases(self, view: View, only: Part | None = None) -> Iterator[_Case]:
        """Suppliers asked; accepted with a submission that has no error."""
        for asked, part in _requests(view, only):
            answers = asked.answers(part)
            places = tuple((one.path, one.name_cell, f"errors: {one.errors}") for one in answers)
            silent = (roster_place(view, asked, "supplier_id", asked.supplier.state.value),)
            accepted = any(not one.errors for one in answers)
            yield _Case(part, asked.supplier.supplier_id, accepted, ONE, asked, places or silent)


class SpendCoverage(_Cases):
    """How much of the spend the responses cover, by currency."""

    name = "spend_coverage"

    def cases(self, view: View, only: Part | None = None) -> Iterator[_Case]:
        """Suppliers with an amount, under each part with its currency."""
        for asked, part in _requests(view, only and only._replace(currency="")):
            one = asked.supplier
            if one.spend is not None:
                responded = bool(asked.answers(part))
                own = part._replace(currency=one.currency or "-")
                if only not in (None, own):
                    continue
                place = roster_place(view, asked, "spend", f"{one.spend} {one.currency}".strip())
                yield _Case(own, one.supplier_id, responded, one.spend, asked, (place,))

    def left_out(self, view: View) -> Mapping[Part, int]:
        """Suppliers asked whose amount is not known."""
        return Counter(part for asked, part in _requests(view) if asked.supplier.spend is None)


class DeclaredUse(_Cases):
    """How many declare a mineral, or one of a group, as used."""

    name = "declared_use"

    def cases(self, view: View, only: Part | None = None) -> Iterator[_Case]:
        """Suppliers that answered about a mineral."""
        for asked in view.suppliers:
            uses: dict[Part, list[tuple[str, tuple[str, str, str]]]] = {}
            for one in asked.submissions:
                for mineral, (use, cell) in one.minerals.items():
                    for part in (group_part(group_of(mineral)), mineral_part(mineral)):
                        if only in (None, part):
                            uses.setdefault(part, []).append((use, (one.path, cell, f"{mineral}: {use}")))
            for part, answers in uses.items():
                used = any(use == Use.USED.value for use, _ in answers)
                places = tuple(place for _, place in answers)
                yield _Case(part, asked.supplier.supplier_id, used, ONE, asked, places)


class CompanyScopeShare(_Cases):
    """How many submissions speak for the whole company."""

    name = "company_scope_share"

    def cases(self, view: View, only: Part | None = None) -> Iterator[_Case]:
        """Submissions that count."""
        for asked in view.suppliers:
            for one in asked.submissions:
                for part in (ALL, family_part(one.family)):
                    if only not in (None, part):
                        continue
                    place = (one.path, one.scope_cell, one.scope or "no scope")
                    yield _Case(part, one.path, one.scope == "company", ONE, asked, (place,))


MEASURES: tuple[Measure, ...] = (
    SuppliersAsked(),
    ResponseRate(),
    AcceptedRate(),
    SpendCoverage(),
    DeclaredUse(),
    CompanyScopeShare(),
)
