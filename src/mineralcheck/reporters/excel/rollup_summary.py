"""The first sheet of a roll-up: response, risk, smelters and main figures, with charts."""

from collections import Counter
from collections.abc import Sequence

from mineralcheck import __version__
from mineralcheck.campaign.cases import Response
from mineralcheck.campaign.metric import Metric, definitions, text_in
from mineralcheck.campaign.parts import Part, PartKind
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.risk_scheme import Risk
from mineralcheck.model.match import StatusValue
from mineralcheck.reporters.excel.book import Block, Style
from mineralcheck.reporters.excel.front import AMBER, BLUE, GREEN, GREY, RED, VIOLET, FrontSheet
from mineralcheck.reporters.rollup_cells import amount
from mineralcheck.reporters.rollup_words import is_main, part_name, word

Statuses = Counter[tuple[str, StatusValue]]
"""Number of smelters by mineral and status."""
_RISK_COLORS = (GREEN, AMBER, RED)
_RESPONSE_COLORS = (GREEN, AMBER, AMBER, VIOLET, RED, RED, GREY)
_STATUS_COLORS = (GREEN, BLUE, AMBER, "#F2CF66", GREY)
_CHART_COLUMN = 7


class RollUpSummary(FrontSheet):
    """Writes the summary of a campaign."""

    def fill(self, roll_up: RollUp, statuses: Statuses) -> None:
        """Write figures and charts."""
        self.sheet.columns([46, 12, 12, 12, 12, 12, 3])
        self.sheet.page(tall=1)
        self.sheet.height(0, 24)
        self._heading(roll_up)
        self._figures(roll_up.figures)
        sheet = self.sheet.name
        asked = [one for one in roll_up.suppliers if one.response is not Response.EXEMPT]
        responses = Counter(one.response for one in roll_up.suppliers)
        risks = Counter(one.risk for one in asked)
        total = Counter[StatusValue]()
        for (_, status), count in statuses.items():
            total[status] += count
        groups = self._groups(roll_up.figures)
        charts = [self.book.stacked(groups, sheet, ("Answered", "Not answered"))] if groups else []
        block = self.counts("Suppliers by response", responses, Response, _RESPONSE_COLORS, "response")
        charts.append(self.book.chart(block, sheet, ring=False))
        block = self.counts("Suppliers by risk", risks, Risk, _RISK_COLORS, "level")
        charts.append(self.book.chart(block, sheet, ring=True))
        block = self.counts("Smelters by status", total, StatusValue, _STATUS_COLORS, "status")
        charts.append(self.book.chart(block, sheet, ring=True))
        minerals = self._minerals(statuses)
        if minerals:
            charts.append(self.book.stacked(minerals, sheet, _status_titles()))
        self.lists(roll_up.info.sources, roll_up.info.as_of)
        for number, chart in enumerate(charts):
            self.place(chart, number, _CHART_COLUMN)

    def _heading(self, roll_up: RollUp) -> None:
        info = roll_up.info
        self.line(("Roll-up of a campaign", Style.TITLE))
        facts = f"As of {info.as_of.isoformat()}, mineralcheck {info.tool_version or __version__}"
        self.line((", ".join((facts, f"profile {info.profile}", *filter(None, [info.label]))), Style.TEXT))
        sizes = f"{len(roll_up.suppliers):,} suppliers, {len(roll_up.files):,} files"
        self.line((sizes, Style.TEXT))

    def _figures(self, figures: Sequence[Metric]) -> None:
        """Figures of the whole campaign; all others are on the next sheet."""
        self.header(("All minerals", "Numerator", "Denominator", "Share", "Remark"), numbers=3)
        for one in figures:
            if one.part.kind is PartKind.ALL:
                title = text_in(definitions()[one.name].title, "en")
                self.line(
                    (f"{title}, {one.part.currency}" if one.part.currency else title, Style.TEXT),
                    (amount(one.numerator), Style.INTEGER),
                    (amount(one.denominator), Style.INTEGER),
                    (float(one.percentage) / 100 if one.percentage is not None else None, Style.SHARE),
                    (word(f"note.{one.note.value}") if one.note else None, Style.TEXT),
                )

    def _groups(self, figures: Sequence[Metric]) -> Block | None:
        own = [m for m in figures if m.name == "response_rate" and is_main(m.part) and m.denominator]
        if not own:
            return None
        self.header(("Response by group", "Answered", "Not answered", "Share"), numbers=3)
        first = self.row
        for one in own:
            self.line(
                (part_name(one.part), Style.TEXT),
                (amount(one.numerator), Style.INTEGER),
                (amount((one.denominator or 0) - one.numerator), Style.INTEGER),
                (float(one.percentage) / 100 if one.percentage is not None else None, Style.SHARE),
            )
        return Block("Response by group", first, self.row - 1, (GREEN, RED))

    def _minerals(self, statuses: Statuses) -> Block | None:
        minerals = sorted({mineral for mineral, _ in statuses}, key=lambda m: Part(PartKind.MINERAL, m).order)
        if not minerals:
            return None
        self.header(("Smelters by mineral and status", *_status_titles()), numbers=len(StatusValue))
        first = self.row
        for mineral in minerals:
            counts = ((statuses[mineral, status], Style.INTEGER) for status in StatusValue)
            self.line((word(f"mineral_name.{mineral}"), Style.TEXT), *counts)
        return Block("Smelters by mineral and status", first, self.row - 1, _STATUS_COLORS)


def _status_titles() -> tuple[str, ...]:
    return tuple(word(f"status.{status.value}") for status in StatusValue)
