"""One run of a store, open for counting: its suppliers in memory, its rows in tables of the connection."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from mineralcheck.campaign.parts import Part, PartKind, family_part, group_of, parts_of_minerals
from mineralcheck.campaign.roster import Supplier, SupplierState
from mineralcheck.campaign.runs import RunInfo, load_run, load_suppliers
from mineralcheck.campaign.store import Store

_TABLES = (
    "DROP TABLE IF EXISTS temp.counted",
    """
    CREATE TEMP TABLE counted AS
    SELECT file_id, path, supplier_id, {report} FROM file JOIN report USING (report_id)
    WHERE run_id = :run AND standing = 'counted' ORDER BY file_id
    """,
    "CREATE INDEX temp.counted_by_file ON counted (file_id)",
    "DROP TABLE IF EXISTS temp.listed",
    # With the files that continue them: their rows count, their answers are those of the first.
    """
    CREATE TEMP TABLE listed AS
    SELECT file_id, path, supplier_id, joined_to, {report} FROM file JOIN report USING (report_id)
    WHERE run_id = :run AND standing IN ('counted', 'joined') ORDER BY file_id
    """,
    "CREATE INDEX temp.listed_by_first ON listed (joined_to)",
    "DROP TABLE IF EXISTS temp.mention",
    """
    CREATE TEMP TABLE mention AS
    SELECT file_id, path, supplier_id, family, smelter_row.* FROM listed JOIN smelter_row USING (report_id)
    WHERE errors = 0 OR NOT :only_accepted ORDER BY file_id, row
    """,
    "CREATE INDEX temp.mention_by_smelter ON mention (mineral, smelter_id)",
    "DROP TABLE IF EXISTS temp.smelter",
    """
    CREATE TEMP TABLE smelter AS
    SELECT mineral, smelter_id, max(name) AS name, max(country) AS country, max(retired) AS retired,
      max(status) AS status, max(status_text) AS status_text, max(status_as_of) AS status_as_of,
      max(status_source) AS status_source, max(programme) AS programme,
      max(reassessment_due) AS reassessment_due, count(DISTINCT supplier_id) AS suppliers,
      count(DISTINCT file_id) AS files, count(*) AS rows
    FROM mention WHERE found = 'identified' GROUP BY mineral, smelter_id ORDER BY mineral, smelter_id
    """,
)
_SUBMITTED = """
SELECT supplier_id, file_id, path, family, version, scope, effective_date,
  errors + (SELECT total(errors) FROM listed WHERE joined_to = counted.file_id),
  warnings + (SELECT total(warnings) FROM listed WHERE joined_to = counted.file_id),
  name_cell, scope_cell, company, report_id FROM counted ORDER BY file_id
"""


_NAMED = """
SELECT supplier_id, mineral, found, status, count(*) FROM mention
GROUP BY supplier_id, mineral, found, status ORDER BY supplier_id, mineral, found, status
"""


class NamedRows(NamedTuple):
    """How many rows of a supplier, under one mineral, came to one end and status."""

    supplier_id: str
    mineral: str
    found: str
    status: str
    rows: int


@dataclass(frozen=True)
class Submitted:
    """A submission that counts; errors and warnings are those of all its files.

    `minerals` are those it is about, with use and cell.
    """

    file_id: int
    path: str
    family: str
    version: str
    scope: str | None
    effective: dt.date | None
    errors: int
    warnings: int
    name_cell: str
    scope_cell: str
    company: str
    minerals: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """A supplier, what it was asked about (minerals by template family), and what it sent that counts."""

    supplier: Supplier
    families: Mapping[str, tuple[str, ...]]
    submissions: tuple[Submitted, ...]

    @property
    def is_asked(self) -> bool:
        """Whether the supplier is in the denominators."""
        return self.supplier.state is not SupplierState.EXEMPT

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Parts of the campaign that the supplier was asked about; by its answers where no roster says so."""
        families = self.families
        if not families and not self.supplier.row:
            families = {one.family: tuple(one.minerals) for one in self.submissions}
        minerals = (mineral for own in families.values() for mineral in own)
        return tuple(dict.fromkeys((*parts_of_minerals(minerals), *map(family_part, families))))

    def answers(self, part: Part) -> tuple[Submitted, ...]:
        """Submissions that answer what was asked about a part."""
        return tuple(one for one in self.submissions if self._answers(one, part))

    def _answers(self, one: Submitted, part: Part) -> bool:
        if self.families and one.family not in self.families:
            return False
        if part.kind is PartKind.ALL:
            return True
        if part.kind is PartKind.FAMILY:
            return one.family == part.value
        asked = self.families.get(one.family, tuple(one.minerals))
        meant = {m for m in one.minerals if m in asked}
        if part.kind is PartKind.MINERAL:
            return part.value in meant
        return part.value in map(group_of, meant)


class View:
    """A run, ready to be counted. Only one view of a connection is open at a time."""

    def __init__(self, store: Store, run_id: int) -> None:
        self.db = store.db
        self.run_id = run_id
        self.info: RunInfo = load_run(self.db, run_id)
        columns = self._report_columns()
        for statement in _TABLES:
            self.db.execute(statement.replace("{report}", columns), self._named(statement))

    def _report_columns(self) -> str:
        """Columns of a report but for the report itself, which is long and would be read over again."""
        names = (row[1] for row in self.db.execute("PRAGMA main.table_info(report)"))
        return ", ".join(f"report.{name}" for name in names if name != "body")

    def _named(self, statement: str) -> dict[str, int]:
        own = {"run": self.run_id, "only_accepted": int(self.info.policy.only_accepted)}
        return {name: value for name, value in own.items() if f":{name}" in statement}

    @property
    def has_roster(self) -> bool:
        """Whether the user said who was asked."""
        return self.info.roster_source is not None

    @cached_property
    def suppliers(self) -> tuple[Asked, ...]:
        """Suppliers in the order of the roster."""
        families: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for supplier_id, family, mineral in self.db.execute(
            "SELECT supplier_id, family, mineral FROM asked WHERE run_id = ? "
            "ORDER BY supplier_id, family, mineral",
            (self.run_id,),
        ):
            own = families[supplier_id]
            own[family] = (*own.get(family, ()), mineral) if mineral else own.get(family, ())
        sent = self._submitted()
        return tuple(
            Asked(one, families.get(one.supplier_id, {}), tuple(sent.get(one.supplier_id, ())))
            for one in load_suppliers(self.db, self.run_id)
        )

    @cached_property
    def named(self) -> tuple[NamedRows, ...]:
        """Rows of smelter lists, added up by supplier, mineral and what became of them."""
        return tuple(NamedRows(*row) for row in self.db.execute(_NAMED))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of suppliers by id."""
        return {one.supplier.supplier_id: one.supplier.name for one in self.suppliers}

    def _submitted(self) -> dict[str, list[Submitted]]:
        minerals: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
        for report_id, mineral, use, cell in self.db.execute(
            "SELECT report_id, mineral, use, cell FROM declared_mineral "
            "WHERE report_id IN (SELECT report_id FROM counted) ORDER BY report_id, mineral"
        ):
            minerals[report_id][mineral] = (use, cell or "")
        found: dict[str, list[Submitted]] = defaultdict(list)
        for supplier, file_id, path, family, version, scope, day, *rest in self.db.execute(_SUBMITTED):
            errors, warnings, name_cell, scope_cell, company, report_id = rest
            found[supplier].append(
                Submitted(
                    file_id=file_id,
                    path=path,
                    family=family,
                    version=version,
                    scope=scope,
                    effective=dt.date.fromisoformat(day) if day else None,
                    errors=int(errors),
                    warnings=int(warnings),
                    name_cell=name_cell or "",
                    scope_cell=scope_cell or "",
                    company=company,
                    minerals=minerals[report_id],
                )
            )
        return found
