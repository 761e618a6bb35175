"""Tables of the pages about campaigns, made from the data that the program itself goes by."""

import re
from collections.abc import Iterator, Sequence
from importlib import resources


def tables() -> Iterator[tuple[str, str]]:
    """Every table by the name of its file."""
    yield "figures", figures()
    yield "roster-columns", roster_columns()
    yield "risk", risk()
    yield "store", store()


def _table(header: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(header)} |", f"|{' --- |' * len(header)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def figures() -> str:
    """Names, titles and formulas of all figures."""
    from mineralcheck.campaign.metric import definitions

    rows = (
        (f"`{name}`", one.title["en"], one.formula(), one.unit.value, "yes" if one.needs_status else "")
        for name, one in definitions().items()
    )
    return _table(("name", "title", "formula", "unit", "rests on statuses"), rows)


def roster_columns() -> str:
    """Fields of the supplier list with the headers that are known."""
    from mineralcheck.campaign.roster_values import roster_words

    rows = ((f"`{field}`", ", ".join(headers)) for field, headers in roster_words().columns.items())
    return _table(("field", "headers"), rows)


def risk() -> str:
    """Factors of supplier risk with their weights."""
    from mineralcheck.campaign.risk_scheme import Factor, Weight, default_scheme
    from mineralcheck.reporters.rollup_words import word

    def row(factor: Factor) -> tuple[str, ...]:
        weight = default_scheme().weight(factor)
        return (
            f"`{factor.value}`",
            word(f"factor.{factor.value}"),
            points(weight),
            word(f"action.{weight.action.value}"),
            str(weight.days or ""),
        )

    def points(weight: Weight) -> str:
        further = f", {weight.each} for each further one, at most {weight.most}" if weight.each else ""
        return f"{weight.points}{further}{', critical' if weight.critical else ''}"

    header = ("factor", "meaning", "points", "next action", "days")
    return _table(header, map(row, Factor))


def store() -> str:
    """Tables of the store with their columns."""
    from mineralcheck.campaign.store import SCHEMA_VERSION

    folder = resources.files("mineralcheck.campaign").joinpath("data")
    script = folder.joinpath(f"schema-{SCHEMA_VERSION}.sql").read_text(encoding="utf-8")
    rows = []
    for name, body in re.findall(r"CREATE TABLE (\w+) \(\n(.*?)\n\)", script, re.DOTALL):
        lines = [line.strip().rstrip(",") for line in body.splitlines()]
        columns = [line.split()[0] for line in lines if not line.startswith("PRIMARY KEY")]
        rows.append((f"`{name}`", _PURPOSES[name], ", ".join(f"`{column}`" for column in columns)))
    return _table(("table", "what a row is", "columns"), iter(rows))


_PURPOSES = {
    "report": "what one file came to; `body` is the check report as JSON, compressed with zlib",
    "cached": "the report for a key of the cache",
    "declared_mineral": "a mineral that a submission is about, and whether it is used",
    "answer": "an answer with its cell; `value` as in the drop-down list; blank `mineral`: the company",
    "smelter_row": "a row of a Smelter List, match, status; `found`: identified, unlisted, unidentified",
    "mine_row": "a row of a Mine List",
    "product_row": "a row of a Product List",
    "finding": "a finding of a rule",
    "run": "one call of `rollup`: day, profile, inputs, supplier list, ways of counting",
    "list": "a list that the run used, with hash and date",
    "supplier": "a supplier of the run; `body` is its row of the supplier list as JSON",
    "asked": "a mineral that a template asked of a supplier stands for; blank `mineral`: the template",
    "file": "a file of the run: hash, report, whose it is and why, and what it counts for",
    "suggested_supplier": "a supplier that an unassigned file may belong to",
    "metric": "a figure",
    "supplier_result": "response, risk and next action of a supplier",
    "corrective_action": "something that a supplier has to put right",
}
