"""The disclosure table, ready to paste: Markdown, or plain text with aligned columns; English or Japanese."""

import unicodedata
from collections.abc import Iterator, Sequence

from mineralcheck import __version__
from mineralcheck.campaign.disclosure import DisclosureRow
from mineralcheck.campaign.metric import Metric, definitions
from mineralcheck.campaign.report import RollUp
from mineralcheck.reporters.list_age import OLD, age_in_days
from mineralcheck.reporters.neutral import markdown
from mineralcheck.reporters.rollup_words import fraction, number, part_name, percent, shown, word

# Columns of the table, by the key of their title.
COLUMNS = (
    "group",
    "minerals",
    "coverage",
    "asked",
    "response_rate",
    "smelters",
    "conformant_share",
    "participating_share",
    "list_date",
)
# Figures in the columns that need a definition, by the key of the column's title.
_DEFINED = {
    "coverage": "spend_coverage",
    "response_rate": "response_rate",
    "smelters": "distinct_smelters",
    "conformant_share": "conformant_rate",
    "participating_share": "participating_rate",
}


def render(roll_up: RollUp, language: str = "en") -> Iterator[str]:
    """The table in Markdown with its notes."""
    yield f"## {word('disclosure_title', language)}\n\n"
    titles = [word(column, language) for column in COLUMNS]
    yield f"| {' | '.join(titles)} |\n|{' --- |' * len(titles)}\n"
    for row in roll_up.disclosure:
        texts = dict(zip(COLUMNS, cells(row, language), strict=True))
        # Minerals are what suppliers wrote; the other cells are figures.
        texts["minerals"] = markdown(texts["minerals"])
        yield f"| {' | '.join(texts.values())} |\n"
    yield f"\n{word('notes', language)}\n\n"
    for note in notes(roll_up, language):
        yield f"- {markdown(note)}\n"


def render_plain(roll_up: RollUp, language: str = "en") -> Iterator[str]:
    """The table as plain text, columns aligned also where characters are twice as wide."""
    yield f"{word('disclosure_title', language)}\n\n"
    table = [[word(column, language) for column in COLUMNS]]
    table += [list(cells(row, language)) for row in roll_up.disclosure]
    # One line per column: nine columns side by side fit no page.
    left = max(map(display_width, table[0]))
    widths = [max(map(display_width, row)) for row in table[1:]]
    for place, title in enumerate(table[0]):
        texts = (_padded(row[place], width) for row, width in zip(table[1:], widths, strict=True))
        yield f"{_padded(title, left)}  {'  '.join(texts)}".rstrip() + "\n"
    yield f"\n{word('notes', language)}\n"
    for note in notes(roll_up, language):
        yield f"- {note}\n"


def display_width(text: str) -> int:
    """Columns that a text takes on a terminal; East Asian characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "FW" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def cells(row: DisclosureRow, language: str) -> tuple[str, ...]:
    """Texts of a row, every percentage with numerator and denominator."""
    return (
        word(f"mineral_group.{row.group}", language),
        word("list_comma", language).join(word(f"mineral_name.{m}", language) for m in row.minerals),
        "; ".join(_coverage(metric, language) for metric in row.coverage) or "-",
        number(row.asked.numerator) if row.asked else "-",
        shown(row.response, language),
        shown(row.smelters, language),
        shown(row.conformant, language),
        shown(row.participating, language),
        ", ".join(day.isoformat() for day in row.list_dates) or word("no_status_list", language),
    )


def _coverage(metric: Metric, language: str) -> str:
    if metric.percentage is None:
        return shown(metric, language)
    text = f"{percent(metric.percentage)} ({fraction(metric, language)} {metric.part.currency})"
    if metric.left_out:
        text += f", {word('left_out_amount', language, n=metric.left_out)}"
    return text


def notes(roll_up: RollUp, language: str) -> Iterator[str]:
    """Formulas, lists with their dates, what is left out, and where the table comes from."""
    for column, name in _DEFINED.items():
        formula = definitions()[name].formula(language)
        yield word("formula", language, title=word(column, language), formula=formula)
    info = roll_up.info
    for source in info.status_sources:
        day = source.as_of.isoformat() if source.as_of else "-"
        yield word("list_note", language, name=source.source, day=day)
        age = age_in_days(source, info.as_of)
        if age is not None and age > OLD.days:
            yield word("list_old", language, name=source.source, days=age)
    yield from _unresolved(roll_up.figures, language)
    yield word("made_with", language, version=info.tool_version or __version__, day=info.as_of.isoformat())


def _unresolved(figures: Sequence[Metric], language: str) -> Iterator[str]:
    for metric in figures:
        if metric.name == "unresolved_names" and metric.part.kind == "group" and metric.numerator:
            group = part_name(metric.part, language)
            yield word("unlisted_note", language, group=group, n=number(metric.numerator))
