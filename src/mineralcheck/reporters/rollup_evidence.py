"""A figure explained at a terminal: what it is, and the rows that it is made of."""

from collections.abc import Iterator

from mineralcheck.campaign.metric import Evidence, definitions, text_in
from mineralcheck.campaign.parts import Part
from mineralcheck.campaign.report import RollUp
from mineralcheck.reporters.rollup_words import part_name, shown, supplier_label
from mineralcheck.reporters.terminal import safe


def render(roll_up: RollUp, name: str, part: Part) -> Iterator[str]:
    """Pieces of the list: counted rows have a plus, the others a minus."""
    definition = definitions()[name]
    metric = roll_up.figure(name, part)
    yield f"{text_in(definition.title, 'en')}, {part_name(part)}: {shown(metric)}\n"
    yield f"{definition.formula()}\n"
    if metric and metric.list_dates:
        yield f"Lists of {', '.join(day.isoformat() for day in metric.list_dates)}\n"
    for row in roll_up.evidence(name, part):
        yield f"{_line(row)}\n"


def _line(row: Evidence) -> str:
    place = f"{row.file} {row.cell}".strip()
    supplier = supplier_label(row.supplier_id, row.supplier)
    texts = (row.mineral, row.smelter_id, supplier, place, row.text)
    return f"{'+' if row.counted else '-'} {safe('  '.join(text for text in texts if text))}"
