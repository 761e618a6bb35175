"""Files of a run are given to suppliers, and of each supplier's submissions those that count are chosen."""

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from mineralcheck.campaign.assignment import AssignedBy, Assigner, Assignment, Sender
from mineralcheck.campaign.facts import named_smelters, smelter_line
from mineralcheck.campaign.mapping_file import FileMapping
from mineralcheck.campaign.policy import Policy
from mineralcheck.campaign.roster import Supplier
from mineralcheck.campaign.runs import RunInfo, insert_suppliers, load_suppliers
from mineralcheck.campaign.standing import Candidate, Placed, Standing, place
from mineralcheck.matching.names import name_forms
from mineralcheck.model.text import words

_SENDERS = """
SELECT file_id, path, within, company, unique_id, emails FROM file JOIN report USING (report_id)
WHERE run_id = ? ORDER BY file_id
"""
_SUBMISSIONS = """
SELECT supplier_id, file_id, path, sha256, family, version, scope, scope_description, effective_date, errors,
  report_id
FROM file JOIN report USING (report_id) WHERE run_id = ? AND supplier_id IS NOT NULL AND outcome = 'checked'
ORDER BY file_id
"""
_PARTS = """
WITH sent AS (
  SELECT supplier_id, family, version, scope, effective_date, report_id
  FROM file JOIN report USING (report_id)
  WHERE run_id = :run AND supplier_id IS NOT NULL AND effective_date IS NOT NULL
), alike AS (
  SELECT supplier_id, family, version, scope, effective_date FROM sent
  GROUP BY supplier_id, family, version, scope, effective_date HAVING count(DISTINCT report_id) > 1
)
SELECT DISTINCT report_id, mineral, smelter_id, declared_name, declared_lookup, declared_id
FROM alike JOIN sent ON sent.supplier_id = alike.supplier_id AND sent.family = alike.family
  AND sent.version = alike.version AND sent.scope IS alike.scope
  AND sent.effective_date = alike.effective_date
JOIN smelter_row USING (report_id)
"""


def settle(db: sqlite3.Connection, run_id: int, info: RunInfo) -> None:
    """Assign every file and decide what it counts for."""
    if info.roster_source is None:
        _declared_suppliers(db, run_id)
    else:
        _assign(db, run_id, Assigner(load_suppliers(db, run_id), FileMapping(info.file_mapping)))
    _place(db, run_id, info.as_of)


def _senders(db: sqlite3.Connection, run_id: int) -> Iterator[tuple[int, Sender]]:
    for file_id, path, within, company, unique_id, emails in db.execute(_SENDERS, (run_id,)).fetchall():
        yield file_id, Sender(path, within, company, unique_id, tuple(json.loads(emails)))


def _assign(db: sqlite3.Connection, run_id: int, assigner: Assigner) -> None:
    for file_id, sender in _senders(db, run_id):
        found = assigner.assign(sender)
        _keep(db, run_id, file_id, found)
        db.executemany(
            "INSERT INTO suggested_supplier VALUES (?, ?, ?, ?, ?, ?)",
            ((run_id, file_id, n, *suggested) for n, suggested in enumerate(found.suggestions)),
        )


def _keep(db: sqlite3.Connection, run_id: int, file_id: int, found: Assignment) -> None:
    db.execute(
        "UPDATE file SET supplier_id = ?, assigned_by = ?, assigned_said = ?, assigned_also = ? "
        "WHERE run_id = ? AND file_id = ?",
        (found.supplier_id, found.by.value, found.said, found.also, run_id, file_id),
    )


def _declared_suppliers(db: sqlite3.Connection, run_id: int) -> None:
    """Without a roster, everybody who declared a company name is a supplier of that name."""
    known: dict[str, Supplier] = {}
    for file_id, sender in _senders(db, run_id):
        if not words(sender.company):
            continue
        key = name_forms(sender.company).key
        one = known.setdefault(key, Supplier(supplier_id=sender.company, name=sender.company))
        _keep(db, run_id, file_id, Assignment(one.supplier_id, AssignedBy.DECLARED, sender.company))
    insert_suppliers(db, run_id, list(known.values()), Policy())


def _place(db: sqlite3.Connection, run_id: int, as_of: dt.date) -> None:
    db.execute(
        "UPDATE file SET standing = ? WHERE run_id = ? AND supplier_id IS NOT NULL",
        (Standing.UNREADABLE.value, run_id),
    )
    products, smelters = _products(db, run_id), _smelters(db, run_id)
    by_supplier: dict[str, list[Candidate]] = defaultdict(list)
    for supplier, file_id, path, sha256, family, version, scope, text, day, errors, report_id in db.execute(
        _SUBMISSIONS, (run_id,)
    ):
        effective = dt.date.fromisoformat(day) if day else None
        numbers = frozenset(products.get(report_id, ()))
        by_supplier[supplier].append(
            Candidate(
                file_id,
                path,
                sha256,
                family,
                version,
                scope,
                text,
                numbers,
                effective,
                errors,
                smelters=smelters.get(report_id, frozenset()),
            )
        )
    for candidates in by_supplier.values():
        db.executemany(
            "UPDATE file SET standing = ?, superseded_by = ?, joined_to = ? WHERE run_id = ? AND file_id = ?",
            (_placed(one, run_id) for one in place(candidates, as_of)),
        )


def _placed(one: Placed, run_id: int) -> tuple[str, int | None, int | None, int, int]:
    joined = one.standing is Standing.JOINED
    by, to = (None, one.by) if joined else (one.by, None)
    return one.standing.value, by, to, run_id, one.file_id


def _smelters(db: sqlite3.Connection, run_id: int) -> dict[int, frozenset[str]]:
    """What tells the smelters of each report that may be a part of an answer: another has its date."""
    found: dict[int, set[str]] = defaultdict(set)
    for report_id, mineral, smelter_id, name, lookup, declared_id in db.execute(_PARTS, {"run": run_id}):
        found[report_id].add(smelter_line(mineral, smelter_id, name, lookup, declared_id))
    return {report_id: named_smelters(own) for report_id, own in found.items()}


def _products(db: sqlite3.Connection, run_id: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for report_id, number in db.execute(
        "SELECT DISTINCT report_id, number FROM file JOIN product_row USING (report_id) WHERE run_id = ?",
        (run_id,),
    ):
        found[report_id].append(words(number))
    return found
