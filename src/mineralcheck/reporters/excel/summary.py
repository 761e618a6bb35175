"""The first sheet: figures with charts, and the lists they rest on; and the last: what the words mean."""

from collections import Counter

from mineralcheck import __version__
from mineralcheck.check.run import Run
from mineralcheck.model.finding import Severity, Verdict
from mineralcheck.model.match import StatusValue, Tier
from mineralcheck.reporters.columns import Column
from mineralcheck.reporters.excel.book import Style
from mineralcheck.reporters.excel.front import AMBER, BLUE, GREEN, RED, VIOLET, FrontSheet
from mineralcheck.reporters.rollup_words import word
from mineralcheck.rules.registry import rules_by_code

_MOST_RULES = 15
_VERDICT_COLORS = (GREEN, AMBER, RED, VIOLET)
_SEVERITY_COLORS = (RED, AMBER, BLUE)
_CHART_COLUMN = 4

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
        f"status {word('status.not_on_list')}",
        "The smelter is not on the imported status list, which says nothing about conformance.",
    ),
    ("status unknown", "No status list was imported, or the row is not matched."),
    ("share", "Count divided by the sum of the counts of its table."),
)
DEFINITION_COLUMNS: tuple[Column[tuple[str, str]], ...] = (
    Column("term", lambda pair: pair[0]),
    Column("meaning", lambda pair: pair[1]),
)


class Summary(FrontSheet):
    """Writes the summary."""

    def fill(self, run: Run, codes: Counter[str]) -> None:
        """Write figures and charts; `codes` counts the findings of each rule."""
        self.sheet.columns([38, 11, 11, 30])
        self.sheet.page(tall=1)
        self.sheet.height(0, 24)
        self._heading(run)
        totals = run.results.totals
        blocks = [
            (self.counts("Files by verdict", totals.verdicts, tuple(Verdict), _VERDICT_COLORS), True),
            (self.counts("Findings by severity", totals.findings, tuple(Severity), _SEVERITY_COLORS), False),
            (self.counts("Smelter rows by tier", totals.tiers, tuple(Tier), _tier_colors()), False),
            (
                self.counts(
                    "Matched rows by status", totals.statuses, tuple(StatusValue), (BLUE,) * 5, "status"
                ),
                False,
            ),
        ]
        self._rules(codes)
        self.lists(run.sources, run.as_of)
        for number, (block, ring) in enumerate(blocks):
            self.place(self.book.chart(block, self.sheet.name, ring=ring), number, _CHART_COLUMN)

    def _heading(self, run: Run) -> None:
        self.line(("Check of reporting templates", Style.TITLE))
        facts = f"As of {run.as_of.isoformat()}, mineralcheck {__version__}, profile {run.profile}"
        self.line((facts, Style.TEXT))
        totals = run.results.totals
        self.line((f"{totals.matched_rows} of {totals.smelter_rows} smelter rows matched", Style.TEXT))

    def _rules(self, codes: Counter[str]) -> None:
        self.header(("Most frequent findings", "Count", "", "Rule"))
        known = rules_by_code()
        for code, count in sorted(codes.items(), key=lambda item: (-item[1], item[0]))[:_MOST_RULES]:
            name = known[code].name if code in known else ""
            self.line((name, Style.TEXT), (count, Style.INTEGER), (None, Style.TEXT), (code, Style.TEXT))


def _tier_colors() -> tuple[str, ...]:
    return tuple(GREEN if tier.matched else AMBER if tier is Tier.SUGGESTED else RED for tier in Tier)
