"""Files of official size: a blank that the user has, filled in, with smelters of its own look-up."""

import random
from pathlib import Path

from tests.support.official import Value, materialise

from mineralcheck.model.submission import CompanyField
from mineralcheck.reader.detection import detect
from mineralcheck.reference.lists import LookupEntry
from mineralcheck.reference.lookup_sheet import read_lookup
from mineralcheck.templates.layout import Layout
from mineralcheck.workbook.opening import open_workbook

_COMPANY: dict[CompanyField, Value] = {
    CompanyField.DECLARATION_SCOPE: "A. Company",
    CompanyField.CONTACT_NAME: "R. Tanaka",
    CompanyField.CONTACT_EMAIL: "r.tanaka@example.com",
    CompanyField.CONTACT_PHONE: "+81 3 0000 0000",
    CompanyField.AUTHORIZER_NAME: "K. Mori",
    CompanyField.AUTHORIZER_EMAIL: "k.mori@example.com",
    CompanyField.EFFECTIVE_DATE: 46143.0,
}


def fill(blank: Path, smelters: int, number: int, seed: int = 1) -> bytes:
    """A complete submission with this many smelters; the same arguments give the same bytes."""
    book = open_workbook(blank.read_bytes())
    layout = detect(book).layout
    entries = read_lookup(book, f"{layout.family} {layout.version}").entries
    rng = random.Random(f"{seed}-{number}")
    cells: dict[str, Value] = {"Declaration!D3": "English"}
    cells |= {f"Declaration!{layout.fields[name]}": v for name, v in _named(number).items()}
    cells |= _answers(layout)
    chosen = sorted(rng.sample(entries, min(smelters, len(entries))), key=lambda e: e.mineral)
    for row, entry in enumerate(chosen, start=layout.smelters.first_row):
        cells |= _row(row, entry, typed_id=rng.random() < 0.6)
    return materialise(blank, cells, keep_cached=True)


def _named(number: int) -> dict[CompanyField, Value]:
    return {CompanyField.COMPANY_NAME: f"Company {number:05d} Ltd"} | _COMPANY


def _answers(layout: Layout) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for question in layout.questions.values():
        for index, mineral in enumerate(question.minerals or layout.minerals.names or layout.minerals.known):
            found[str(question.cell(index))] = layout.choices(question, mineral)[0]
    for lettered in layout.company_questions.values():
        if lettered.cell:
            found[f"Declaration!{lettered.cell}"] = layout.choices(lettered)[0]
    return found


def _row(row: int, entry: LookupEntry, *, typed_id: bool) -> dict[str, Value]:
    cells: dict[str, Value] = {
        f"Smelter List!B{row}": entry.mineral,
        f"Smelter List!C{row}": entry.alias,
        f"Smelter List!E{row}": entry.country,
        f"Smelter List!F{row}": entry.smelter_id,
        f"Smelter List!G{row}": "RMI",
        f"Smelter List!H{row}": 0.0,
        f"Smelter List!I{row}": entry.city,
    }
    return cells | ({f"Smelter List!A{row}": entry.smelter_id} if typed_id else {})
