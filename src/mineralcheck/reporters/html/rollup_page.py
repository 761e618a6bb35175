"""The figures of a campaign as a page: each leads to the rows it is made of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing

from mineralcheck import __version__
from mineralcheck.campaign.history import history
from mineralcheck.campaign.metric import definitions
from mineralcheck.campaign.parts import Part, PartKind
from mineralcheck.campaign.report import RollUp
from mineralcheck.reporters.html import page as p
from mineralcheck.reporters.html.charts import Chart, Series
from mineralcheck.reporters.html.data import Data
from mineralcheck.reporters.html.pictures import country_chart, smelter_chart
from mineralcheck.reporters.html.rollup_data import Extra, ShownFigure, shown_figures
from mineralcheck.reporters.html.run_page import lists, menu, notes
from mineralcheck.reporters.html.words import Words
from mineralcheck.reporters.rollup_words import is_main

_MENU = ("suppliers", "files", "findings", "smelters", "rows", "open")
_HEADLINE = (
    "response_rate",
    "accepted_rate",
    "spend_coverage",
    "identified_rate",
    "distinct_smelters",
    "conformant_rate",
    "participating_rate",
    "unresolved_names",
)
_HISTORY = {
    "response_rate": "now",
    "identified_rate": "plain",
    "conformant_rate": "good",
    "participating_rate": "fair",
}
_RUNS = 6


def render_rollup(roll_up: RollUp, language: str = "en") -> Iterator[str]:
    """Pieces of the page."""
    words = Words(language)
    with closing(Data(words)) as data:
        for report in roll_up.reports():
            data.add(report)
        figures = shown_figures(roll_up, words)
        extra = Extra(roll_up, data.pools, figures)
        yield from p.render(_page(roll_up, figures, words), data.pieces(extra.lists), words)


def _page(roll_up: RollUp, figures: Sequence[ShownFigure], words: Words) -> p.Page:
    info = roll_up.info
    about = words(
        "static.about_rollup",
        suppliers=f"{len(roll_up.suppliers):,}",
        files=f"{len(roll_up.files):,}",
        day=info.as_of.isoformat(),
        profile=info.profile,
    )
    return p.Page(
        title=words("static.title_rollup"),
        lines=[line for line in (info.label, about) if line],
        lists=lists(info.sources, words),
        notes=notes(info.sources, info.as_of, words),
        menu=menu(_MENU, words),
        cards=list(_cards(figures)),
        made_with=words(
            "static.made_with", version=info.tool_version or __version__, day=info.as_of.isoformat()
        ),
        charts=list(_charts(roll_up, figures, words)),
        figures=_tables(figures, words),
    )


def _address(figure: ShownFigure) -> str:
    from urllib.parse import quote

    return f"#/figure/{quote(figure.address, safe='')}"


def _cards(figures: Sequence[ShownFigure]) -> Iterator[p.Card]:
    for name in _HEADLINE:
        for one in figures:
            if one.metric.name == name and one.metric.part.kind is PartKind.ALL:
                formula = f"{one.formula}. {one.note}" if one.note else one.formula
                yield p.Card(_title(one), one.value, one.fraction, formula, _address(one))


def _charts(roll_up: RollUp, figures: Sequence[ShownFigure], words: Words) -> Iterator[Chart]:
    yield from _response_chart(figures, words)
    yield from smelter_chart(Counter((one.mineral, one.status) for one in roll_up.smelters()), words)
    counts: Counter[str] = Counter()
    for country in roll_up.smelter_countries():
        counts[country.name] += country.smelters
    yield from country_chart(counts, words)
    yield from _history_chart(roll_up, words)


def _response_chart(figures: Sequence[ShownFigure], words: Words) -> Iterator[Chart]:
    own = [
        one
        for one in figures
        if one.metric.name == "response_rate" and is_main(one.metric.part) and one.metric.denominator
    ]
    if own:
        answered = [float(one.metric.numerator) for one in own]
        silent = [float((one.metric.denominator or 0) - one.metric.numerator) for one in own]
        series = (
            Series(words("static.answered"), "good", answered),
            Series(words("static.not_answered"), "bad", silent),
        )
        labels = [one.part for one in own]
        yield Chart("response", words("chart.response"), words("static.group"), labels, series)


def _history_chart(roll_up: RollUp, words: Words) -> Iterator[Chart]:
    past = history(roll_up.view)
    runs = sorted({(one.as_of, one.run_id, one.label) for one in past})[-_RUNS:]
    if len(runs) < 2:
        return
    shares = {(one.run_id, one.name): float(one.percentage) for one in past}
    # A run in which there was nothing to divide by has no bar.
    series = tuple(
        Series(
            words.title(name, definitions()[name]), tone, [shares.get((run, name), 0.0) for _, run, _ in runs]
        )
        for name, tone in _HISTORY.items()
        if any((run, name) in shares for _, run, _ in runs)
    )
    labels = [f"{label} {day.isoformat()}".strip() for day, _, label in runs]
    yield Chart(
        "history", words("chart.history"), words("static.run"), labels, series, unit=" %", side_by_side=True
    )


def _tables(figures: Sequence[ShownFigure], words: Words) -> list[p.FigureTable]:
    """All figures by part; those about a question have a row for each question."""
    asked = [one for one in figures if one.metric.part.kind is PartKind.QUESTION]
    others = [one for one in figures if one.metric.part.kind is not PartKind.QUESTION]
    parts = sorted({_column(one.metric.part) for one in others}, key=lambda part: part.order)
    titles = [words.part(part.kind.value, part.value) for part in parts]
    rows = [_row(_title(own[0]), own[0].formula, own, parts) for own in _by_title(others)]
    tables = [p.FigureTable(words("static.figures"), words("static.figures_hint"), titles, rows)]
    for name in dict.fromkeys(one.metric.name for one in asked):
        own = [one for one in asked if one.metric.name == name]
        cells = [_row(one.part, "", [one], [one.metric.part]) for one in own]
        tables.append(p.FigureTable(own[0].title, own[0].formula, [own[0].title], cells))
    return tables


def _by_title(figures: Sequence[ShownFigure]) -> list[list[ShownFigure]]:
    """Figures that differ in their part alone; an amount has a row for each currency."""
    found: dict[tuple[str, str], list[ShownFigure]] = {}
    for one in figures:
        found.setdefault((one.metric.name, one.metric.part.currency), []).append(one)
    return list(found.values())


def _title(one: ShownFigure) -> str:
    currency = one.metric.part.currency
    return f"{one.title}, {currency}" if currency else one.title


def _column(part: Part) -> Part:
    return part._replace(currency="")


def _row(title: str, formula: str, own: Sequence[ShownFigure], parts: Sequence[Part]) -> p.FigureRow:
    by_part = {_column(one.metric.part): one for one in own}
    cells = [by_part.get(part) for part in parts]
    return p.FigureRow(title, formula, [c and p.FigureCell(c.value, c.fraction, _address(c)) for c in cells])
