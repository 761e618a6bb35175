"""The first sheet: figures with charts, and the lists they rest on; and the last: what the words mean."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from mineralcheck import __version__
from mineralcheck.check.run import Run
from mineralcheck.model.finding import Severity, Verdict
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.reporters.columns import Column
from mineralcheck.reporters.excel.book import Block, Book, Sheet, Style
from mineralcheck.reporters.list_age import age_in_days, age_note
from mineralcheck.rules.registry import rules_by_code

_Name = TypeVar("_Name", bound=StrEnum)
_MOST_RULES = 15
_GREEN, _AMBER, _RED, _VIOLET, _BLUE = "#2E9E5B", "#E0A100", "#C8372D", "#7A5FB5", "#3A77C9"
_VERDICT_COLORS = (_GREEN, _AMBER, _RED, _VIOLET)
_SEVERITY_COLORS = (_RED, _AMBER, _BLUE)
_STATUS_COLORS = (_GREEN, _BLUE, _AMBER, _AMBER, "#8A8F98")
_CHART_COLUMN = 4
_CHART_ROWS = 14

DEFINITIONS: tuple[tuple[str, str], ...] = (
    ("verdict pass", "No rule found an error or a warning."),
    ("verdict warn", "At least one warning, no error."),
    ("verdict fail", "At least one error."),
    (
        "verdict unreadable",
        "The file could not be read as a reporting template; the reason stands beside it.",
    ),
    ("error", "The rule says that something must be so, and it is not."),
    ("warning", "The rule says that something should be so, and it is not."),
    ("info", "Worth knowing; nothing has to be changed."),
    ("required fields", "Fields that the Checker sheet of the template counts as required for this file."),
    ("open fields", "Required fields that the Checker sheet counts as not yet filled in."),
    ("tier id", "Matched by the smelter identification number."),
    ("tier exact", "Matched by the name as it is written in the reference list."),
    ("tier folded", "Matched by the name without regard to case, accents, width and punctuation."),
    ("tier stripped", "Matched by the name without its legal form."),
    ("tier ledger", "Matched because a person decided so in the ledger."),
    ("tier suggested", "Not matched: similar names are listed, and a person has to decide."),
    ("tier ambiguous", "Not matched: the name belongs to several smelters of this mineral."),
    ("tier unlisted", "Not matched: the supplier says that the smelter is not in the look-up list."),
    ("tier unidentified", "Not matched: the supplier says that the smelter is not yet identified."),
    ("tier none", "Not matched: no entry is near enough."),
    ("status conformant", "The imported status list calls the smelter conformant."),
    ("status active", "The imported status list says that the smelter is being assessed."),
    ("status other", "The imported status list says something else; its words stand beside it."),
    (
        "status not_on_list",
        "The smelter is not on the imported status list, which says nothing about conformance.",
    ),
    ("status unknown", "No status list was imported, or the row is not matched."),
    ("share", "Count divided by the sum of the counts of its table."),
)
DEFINITION_COLUMNS: tuple[Column[tuple[str, str]], ...] = (
    Column("term", lambda pair: pair[0]),
    Column("meaning", lambda pair: pair[1]),
)


class Summary:
    """Writes the summary; the sheet is made first so that it is the first tab, and filled at the end."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheet: Sheet = book.sheet("Summary")
        self._row = 0

    def fill(self, run: Run, codes: Counter[str]) -> None:
        """Write figures and charts; `codes` counts the findings of each rule."""
        self._sheet.columns([38, 11, 11, 30])
        self._sheet.page(tall=1)
        self._sheet.height(0, 24)
        self._heading(run)
        totals = run.results.totals
        blocks = [
            (self._counts("Files by verdict", totals.verdicts, tuple(Verdict), _VERDICT_COLORS), True),
            (self._counts("Findings by severity", totals.findings, tuple(Severity), _SEVERITY_COLORS), False),
            (self._counts("Smelter rows by tier", totals.tiers, tuple(Tier), _tier_colors()), False),
            (
                self._counts("Matched rows by status", totals.statuses, tuple(StatusValue), (_BLUE,) * 5),
                False,
            ),
        ]
        self._rules(codes)
        self._lists(run)
        for number, (block, ring) in enumerate(blocks):
            chart = self._book.chart(block, self._sheet.name, ring=ring)
            self._sheet.place(chart, 3 + number * _CHART_ROWS, _CHART_COLUMN)

    def _line(self, *cells: tuple[str | int | float | None, Style]) -> None:
        for column, (value, style) in enumerate(cells):
            self._sheet.write(self._row, column, value, style)
        self._row += 1

    def _header(self, titles: Sequence[str]) -> None:
        self._row += 1
        styles = (Style.HEADER, Style.HEADER_RIGHT, Style.HEADER_RIGHT, Style.HEADER)
        self._line(*zip(titles, styles, strict=False))

    def _heading(self, run: Run) -> None:
        self._line(("Check of reporting templates", Style.TITLE))
        facts = f"As of {run.as_of.isoformat()}, mineralcheck {__version__}, profile {run.profile}"
        self._line((facts, Style.TEXT))
        totals = run.results.totals
        self._line((f"{totals.matched_rows} of {totals.smelter_rows} smelter rows matched", Style.TEXT))

    def _counts(
        self, title: str, counts: Counter[_Name], names: Iterable[_Name], colors: tuple[str, ...]
    ) -> Block:
        self._header((title, "Count", "Share"))
        first, total = self._row, sum(counts.values())
        for name in names:
            count = counts[name]
            share = count / total if total else None
            self._line((str(name), Style.TEXT), (count, Style.INTEGER), (share, Style.SHARE))
        return Block(title, first, self._row - 1, colors)

    def _rules(self, codes: Counter[str]) -> None:
        self._header(("Most frequent findings", "Count", "", "Rule"))
        known = rules_by_code()
        for code, count in sorted(codes.items(), key=lambda item: (-item[1], item[0]))[:_MOST_RULES]:
            name = known[code].name if code in known else ""
            self._line((name, Style.TEXT), (count, Style.INTEGER), (None, Style.TEXT), (code, Style.TEXT))

    def _lists(self, run: Run) -> None:
        self._header(("Lists used", "Entries", "Age (days)", "Remark"))
        for source in run.sources:
            self._line(
                (f"{source.kind}: {source.label}", Style.TEXT),
                (source.entries, Style.INTEGER),
                (age_in_days(source, run.as_of), Style.INTEGER),
                (age_note(source, run.as_of), Style.TEXT),
            )


def _tier_colors() -> tuple[str, ...]:
    return tuple(_GREEN if tier.matched else _AMBER if tier is Tier.SUGGESTED else _RED for tier in Tier)
