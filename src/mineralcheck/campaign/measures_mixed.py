"""Figures that join suppliers with smelters, names and answers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from mineralcheck.campaign.facts import Found
from mineralcheck.campaign.list_rows import Judge, ListRow, RowMeasure, in_part
from mineralcheck.campaign.measure import NONE, ONE, Measure, Tally
from mineralcheck.campaign.metric import Evidence
from mineralcheck.campaign.parts import Part, PartKind, parts_of_minerals
from mineralcheck.campaign.smelters import said_of, unresolved_of
from mineralcheck.campaign.view import View
from mineralcheck.model.match import StatusValue
from mineralcheck.model.submission import CompanyQuestion

_COUNTS = """
SELECT question, value, count(*) FROM counted JOIN answer USING (report_id)
GROUP BY question, value ORDER BY question, value
"""
_ANSWERS = """
SELECT supplier_id, path, mineral, cell, value, text FROM counted JOIN answer USING (report_id)
WHERE question = ? ORDER BY file_id, mineral
"""
_SAID = {
    Found.UNLISTED.value: "not in the reference list",
    Found.UNIDENTIFIED.value: "not yet identified",
}
_PROGRAMME = frozenset(question.value for question in CompanyQuestion)


class _Named(NamedTuple):
    """What a supplier names under one part: rows, rows that pass, rows whose status nobody knows."""

    rows: int = 0
    passed: int = 0
    unknown: int = 0


class OnlySuppliers(RowMeasure):
    """Share of suppliers that name nothing but smelters of certain statuses."""

    def __init__(self, name: str, *statuses: StatusValue) -> None:
        self.name = name
        self._statuses = frozenset(status.value for status in statuses)

    def _named(self, view: View, only: Part | None = None) -> dict[Part, dict[str, _Named]]:
        found: dict[Part, dict[str, _Named]] = defaultdict(dict)
        for supplier, mineral, how, status, rows in view.named:
            passed = rows if self._passes(how, status) else 0
            unknown = rows if how == Found.IDENTIFIED and status == StatusValue.UNKNOWN else 0
            if only and not in_part(only, mineral):
                continue
            for part in (only,) if only else parts_of_minerals([mineral]):
                own = found[part].get(supplier, _Named())
                found[part][supplier] = _Named(own.rows + rows, own.passed + passed, own.unknown + unknown)
        return found

    def _passes(self, found: str, status: str) -> bool:
        return found == Found.IDENTIFIED and status in self._statuses

    def tallies(self, view: View) -> Iterator[Tally]:
        """Suppliers that name a smelter."""
        for part, suppliers in self._named(view).items():
            for own in suppliers.values():
                yield Tally(part, ONE if own.passed == own.rows else Decimal(0), ONE)

    def judge(self, view: View, part: Part) -> Judge:
        """Every row of the suppliers, with what the supplier came to."""
        named = self._named(view, part).get(part, {})
        passed = {supplier: own.passed == own.rows for supplier, own in named.items()}
        return lambda row: passed[row.supplier_id] if in_part(part, row.mineral) else None

    def unit(self, row: ListRow) -> str:
        """The supplier."""
        return row.supplier_id

    def said(self, row: ListRow) -> str:
        """The name, and its status or what became of it."""
        if row.found == Found.IDENTIFIED:
            return f"{row.name}: {said_of(row.status, '')}"
        return f"{row.name}: {_SAID[row.found]}"

    def left_out(self, view: View) -> Mapping[Part, int]:
        """Suppliers that name a smelter whose status nobody knows."""
        named = self._named(view)
        return {part: sum(own.unknown > 0 for own in suppliers.values()) for part, suppliers in named.items()}


class UnresolvedNames:
    """How many different names no entry matches."""

    name = "unresolved_names"

    def tallies(self, view: View) -> Iterator[Tally]:
        """Names that somebody wrote, 0 where all are known; "not yet identified" is no name."""
        for part in parts_of_minerals(row.mineral for row in view.named):
            yield Tally(part, NONE, NONE)
        for one in unresolved_of(view):
            if one.found == Found.UNLISTED:
                for part in parts_of_minerals([one.mineral]):
                    yield Tally(part, ONE, ONE)

    def evidence(self, view: View, part: Part) -> Iterator[Evidence]:
        """Every row with such a name."""
        owners = {
            path: supplier for supplier, path in view.db.execute("SELECT supplier_id, path FROM counted")
        }
        for one in unresolved_of(view):
            if one.found != Found.UNLISTED or not in_part(part, one.mineral):
                continue
            for file, cell in one.places:
                owner = owners[file]
                yield Evidence(
                    unit=f"{one.mineral} {one.name}",
                    counted=True,
                    weight=ONE,
                    supplier_id=owner,
                    supplier=view.names[owner],
                    file=file,
                    cell=cell,
                    mineral=one.mineral,
                    smelter_id=one.declared_id,
                    text=f"{one.name} ({one.tier})",
                )

    def left_out(self, view: View) -> Mapping[Part, int]:  # noqa: ARG002 - part of the protocol
        """Nothing is left out."""
        return {}


class ProgrammeYes:
    """Share of answers Yes to each question about the due diligence programme."""

    name = "programme_yes"

    def tallies(self, view: View) -> Iterator[Tally]:
        """Answers to the questions about the company."""
        for question, value, answers in view.db.execute(_COUNTS):
            if question in _PROGRAMME:
                counted = Decimal(answers if is_yes(value) else 0)
                yield Tally(Part(PartKind.QUESTION, question), counted, Decimal(answers))

    def evidence(self, view: View, part: Part) -> Iterator[Evidence]:
        """Every answer to a question."""
        known = part.kind is PartKind.QUESTION and part.value in _PROGRAMME
        rows = view.db.execute(_ANSWERS, (part.value,)) if known else ()
        for supplier, path, mineral, cell, value, text in rows:
            yield Evidence(
                unit=f"{path} {cell}",
                counted=is_yes(value),
                weight=ONE,
                supplier_id=supplier,
                supplier=view.names[supplier],
                file=path,
                cell=cell,
                mineral=mineral,
                smelter_id="",
                text=value or text or "(blank)",
            )

    def left_out(self, view: View) -> Mapping[Part, int]:  # noqa: ARG002 - part of the protocol
        """Nothing is left out."""
        return {}


def is_yes(value: str | None) -> bool:
    """Whether an entry of a drop-down list is a Yes, with whatever it says of the format."""
    return value is not None and value.partition(",")[0].strip() == "Yes"


MEASURES: tuple[Measure, ...] = (
    UnresolvedNames(),
    OnlySuppliers("only_conformant_suppliers", StatusValue.CONFORMANT),
    OnlySuppliers("only_participating_suppliers", StatusValue.CONFORMANT, StatusValue.ACTIVE),
    ProgrammeYes(),
)
