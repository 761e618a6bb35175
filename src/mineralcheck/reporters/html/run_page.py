"""The check of files as a page: what was found, in which file and cell."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal

from mineralcheck import __version__
from mineralcheck.campaign.metric import percentage
from mineralcheck.check.run import Run
from mineralcheck.model.finding import Severity, Verdict
from mineralcheck.reference.lists import ListSource
from mineralcheck.reporters.html import page as p
from mineralcheck.reporters.html.charts import Chart, Series
from mineralcheck.reporters.html.counting import Counts
from mineralcheck.reporters.html.data import Data
from mineralcheck.reporters.html.pictures import country_chart, smelter_chart
from mineralcheck.reporters.html.words import Words
from mineralcheck.reporters.list_age import OLD, age_in_days
from mineralcheck.reporters.rollup_words import percent

_MENU = ("files", "findings", "smelters", "rows", "open")
_MOST_FREQUENT = 10
_TONES = {Verdict.PASS: "good", Verdict.WARN: "fair", Verdict.FAIL: "bad", Verdict.UNREADABLE: "odd"}


def render(run: Run) -> Iterator[str]:
    """Pieces of the page."""
    words = Words(run.language)
    with closing(Data(words)) as data:
        counts = Counts()
        for report in run:
            data.add(report)
            counts.add(report)
        yield from p.render(_page(run, counts, words), data.pieces({}), words)


def _page(run: Run, counts: Counts, words: Words) -> p.Page:
    about = {"files": f"{len(run):,}", "day": run.as_of.isoformat(), "profile": run.profile}
    return p.Page(
        title=words("static.title_run"),
        lines=[words("static.about_run", **about)],
        lists=lists(run.sources, words),
        notes=notes(run.sources, run.as_of, words),
        menu=menu(_MENU, words),
        cards=list(_cards(run, counts, words)),
        made_with=words("static.made_with", version=__version__, day=run.as_of.isoformat()),
        charts=[
            *_verdict_chart(counts, words),
            *smelter_chart(counts.statuses(), words),
            *country_chart(counts.countries(), words),
            *_rules_chart(counts, words),
        ],
    )


def menu(names: tuple[str, ...], words: Words) -> list[tuple[str, str]]:
    """Addresses and titles of the pages."""
    titles = {"rows": "smelter_rows", "open": "open_fields"}
    listed = [(f"#/{name}", words(f"ui.{titles.get(name, name)}")) for name in names]
    return [("#/", words("static.overview")), *listed]


def lists(sources: tuple[ListSource, ...], words: Words) -> list[str]:
    """The lists that were used, with their dates."""
    return [
        words("static.list", name=one.source, entries=f"{one.entries:,}", day=one.as_of.isoformat())
        if one.as_of
        else words("static.list_undated", name=one.source, entries=f"{one.entries:,}")
        for one in sources
    ]


def notes(sources: tuple[ListSource, ...], as_of: dt.date, words: Words) -> list[str]:
    """What a reader must know before the figures: old lists, no status."""
    ages = [age for one in sources if (age := age_in_days(one, as_of)) and age > OLD.days]
    old = [words("static.list_old", n=len(ages), days=f"{max(ages):,}")] if ages else []
    return old if any(one.kind.has_status for one in sources) else [*old, words("static.no_status")]


def _cards(run: Run, counts: Counts, words: Words) -> Iterator[p.Card]:
    totals = run.totals
    accepted = totals.verdicts[Verdict.PASS] + totals.verdicts[Verdict.WARN]
    yield _share("files", totals.files - totals.unreadable, totals.files, "files", words)
    yield _share("accepted", accepted, totals.files, "files?sort=-verdict", words)
    yield _share("complete", counts.required - counts.open, counts.required, "open", words)
    yield _share("matched", totals.matched_rows, totals.smelter_rows, "rows?sort=match", words)
    if any(one.kind.has_status for one in run.sources):
        yield _share("conformant", counts.conformant, len(counts.smelters), "smelters?sort=status", words)
    else:
        yield _number("smelters", len(counts.smelters), "smelters", words)
    yield _number("errors", totals.findings[Severity.ERROR], "findings?severity=error", words)
    yield _number("warnings", totals.findings[Severity.WARNING], "findings?severity=warning", words)


def _share(name: str, part: int, everything: int, address: str, words: Words) -> p.Card:
    value = percent(percentage(Decimal(part), Decimal(everything))) if everything else "-"
    fraction = words("static.of", n=f"{part:,}", all=f"{everything:,}")
    title, formula = words(f"card.{name}"), words(f"card.{name}_formula")
    return p.Card(title, value, fraction, formula, f"#/{address}")


def _number(name: str, number: int, address: str, words: Words) -> p.Card:
    return p.Card(words(f"card.{name}"), f"{number:,}", "", words(f"card.{name}_formula"), f"#/{address}")


def _verdict_chart(counts: Counts, words: Words) -> Iterator[Chart]:
    families = sorted({family for family, _ in counts.verdicts}, key=lambda name: (not name, name))
    found = {verdict for _, verdict in counts.verdicts}
    series = tuple(
        Series(
            words(f"verdict.{one.value}"), tone, [counts.verdicts[family, one.value] for family in families]
        )
        for one, tone in _TONES.items()
        if one.value in found
    )
    if families:
        labels = [family or words("verdict.unreadable") for family in families]
        yield Chart("verdicts", words("chart.verdicts"), words("static.template"), labels, series)


def _rules_chart(counts: Counts, words: Words) -> Iterator[Chart]:
    ordered = sorted(counts.rules.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FREQUENT]
    if ordered:
        labels = [f"{code} {name}" for (code, name), _ in ordered]
        series = (Series(words("static.findings"), "now", [number for _, number in ordered]),)
        yield Chart("findings", words("chart.findings"), words("static.rule"), labels, series)
