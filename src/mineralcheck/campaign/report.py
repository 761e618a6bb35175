"""A campaign as reporters read it: every figure, list and reason of one run, from its store."""

from collections.abc import Iterator
from functools import cached_property
from types import TracebackType
from typing import Self

from mineralcheck.campaign.answers import AnswerCount, GivenAnswer, answer_counts, given_answers
from mineralcheck.campaign.copies import SameList, same_files, same_lists
from mineralcheck.campaign.corrective import ActionChanges, action_changes
from mineralcheck.campaign.countries import (
    OriginCountry,
    SmelterCountry,
    origin_countries,
    smelter_countries,
)
from mineralcheck.campaign.disclosure import DisclosureRow, disclosure
from mineralcheck.campaign.figures import evidence, figures, judge
from mineralcheck.campaign.files import FileLine, Superseded, files_of, superseded_of
from mineralcheck.campaign.findings import CampaignFinding, campaign_findings
from mineralcheck.campaign.list_rows import Judge, ListRow, list_rows
from mineralcheck.campaign.metric import Evidence, Metric
from mineralcheck.campaign.parts import Part
from mineralcheck.campaign.risk import SupplierResult, supplier_results
from mineralcheck.campaign.runs import RunInfo
from mineralcheck.campaign.smelters import (
    ROWS_OF_A_TEMPLATE,
    ConsolidatedSmelter,
    Mention,
    TemplatePart,
    UnresolvedName,
    mentions_of,
    smelters_of,
    template_parts,
    unresolved_of,
)
from mineralcheck.campaign.standing import Standing
from mineralcheck.campaign.store import Store
from mineralcheck.campaign.view import View
from mineralcheck.check.packed import PackedReport
from mineralcheck.check.report import CheckReport
from mineralcheck.model.errors import UsageError


class RollUp:
    """One run of a campaign. Close it, or use it in a `with` statement.

    What can be long (smelters, mentions, evidence, reports) comes as an iterator and may be asked for again.
    """

    def __init__(self, store: Store, run_id: int) -> None:
        self._store = store
        self.run_id = run_id
        self.view = View(store, run_id)
        self.info: RunInfo = self.view.info

    @cached_property
    def figures(self) -> tuple[Metric, ...]:
        """All figures, in the order of the definitions."""
        return figures(self.view)

    def figure(self, name: str, part: Part) -> Metric | None:
        """One figure, None when there is none for this part."""
        return next((one for one in self.figures if one.name == name and one.part == part), None)

    def evidence(self, name: str, part: Part) -> Iterator[Evidence]:
        """The rows that a figure is made of."""
        return evidence(self.view, name, part)

    def list_rows(self) -> Iterator[ListRow]:
        """Every row of a smelter list that is in the figures."""
        return list_rows(self.view)

    def judge(self, name: str, part: Part) -> Judge | None:
        """How rows of smelter lists count for a figure; None for a figure that is not made of them."""
        return judge(self.view, name, part)

    @cached_property
    def disclosure(self) -> tuple[DisclosureRow, ...]:
        """The table that companies print."""
        return disclosure(self.view, self.figures)

    @cached_property
    def suppliers(self) -> tuple[SupplierResult, ...]:
        """Suppliers with response, risk, reasons and next action, in the order of the roster."""
        return tuple(supplier_results(self.view))

    @cached_property
    def supplier_names(self) -> dict[str, str]:
        """Names of suppliers by id."""
        return dict(self.view.names)

    def findings(self) -> Iterator[CampaignFinding]:
        """Findings about the campaign (MC8xx), by code."""
        return campaign_findings(self.view)

    @cached_property
    def actions(self) -> ActionChanges | None:
        """Corrective actions opened and closed since the run before; None without one."""
        return action_changes(self.view)

    @cached_property
    def files(self) -> tuple[FileLine, ...]:
        """All files, in order of their paths."""
        return files_of(self.view)

    @property
    def unassigned(self) -> tuple[FileLine, ...]:
        """Files that belong to nobody yet."""
        return tuple(line for line in self.files if line.standing is Standing.UNASSIGNED)

    def superseded(self) -> Iterator[Superseded]:
        """Submissions that a newer one took the place of, with what changed."""
        return superseded_of(self.view)

    def smelters(self) -> Iterator[ConsolidatedSmelter]:
        """The consolidated smelter list, by mineral and id."""
        return smelters_of(self.view)

    def template_parts(self, rows: int = ROWS_OF_A_TEMPLATE) -> Iterator[TemplatePart]:
        """The smelter list cut into templates."""
        return template_parts(self.view, rows)

    def mentions(self) -> Iterator[Mention]:
        """Every row that names a smelter of the list, in its order."""
        return mentions_of(self.view)

    def unresolved(self) -> tuple[UnresolvedName, ...]:
        """Names that no entry matches, with suggestions."""
        return unresolved_of(self.view)

    def answers(self) -> tuple[AnswerCount, ...]:
        """How every question was answered."""
        return answer_counts(self.view)

    def given_answers(self, question: str, mineral: str | None = None) -> Iterator[GivenAnswer]:
        """Every answer to a question."""
        return given_answers(self.view, question, mineral)

    def smelter_countries(self) -> tuple[SmelterCountry, ...]:
        """Where the smelters stand."""
        return smelter_countries(self.view)

    def origin_countries(self) -> tuple[OriginCountry, ...]:
        """Where the minerals come from, as far as mine and origin columns say it."""
        return origin_countries(self.view)

    def same_lists(self) -> tuple[SameList, ...]:
        """Smelter lists that several suppliers share."""
        return same_lists(self.view)

    def same_files(self) -> tuple[SameList, ...]:
        """Files that were sent for several suppliers."""
        return same_files(self.view)

    def reports(self) -> Iterator[CheckReport]:
        """The full check report of every file, in order of the paths."""
        for line in self.files:
            (body,) = self.view.db.execute(
                "SELECT body FROM report WHERE report_id = ?", (line.report_id,)
            ).fetchone()
            try:
                report = PackedReport(line.path, body).report()
            except ValueError as error:
                raise UsageError(
                    f"{self._store.path}: the report on {line.path} is damaged. Use a copy of the store, or "
                    "check the files again."
                ) from error
            yield report

    def close(self) -> None:
        """Close the store; a run that is not kept is gone then."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
