"""What a roll-up adds to the data of its files: suppliers, smelters, figures and the rows behind them."""

from collections.abc import Iterator
from typing import NamedTuple

from mineralcheck.campaign.files import FileLine
from mineralcheck.campaign.metric import Metric, Unit, definitions
from mineralcheck.campaign.parts import ALL, Part, PartKind, group_of
from mineralcheck.campaign.policy import Policy
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.risk import SupplierResult
from mineralcheck.campaign.standing import Standing
from mineralcheck.reporters.html.evidence import EvidencePool, Place
from mineralcheck.reporters.html.occurrences import Asked, Occurrences, Parts
from mineralcheck.reporters.html.records import Pools
from mineralcheck.reporters.html.words import Words
from mineralcheck.reporters.rollup_words import fraction, number, percent

_Key = tuple[str, Part]
_BY_SUPPLIER = frozenset({"only_conformant_suppliers", "only_participating_suppliers"})


class ShownFigure(NamedTuple):
    """A figure in words: its address, what it is, and what it is made of."""

    metric: Metric
    address: str
    title: str
    part: str
    value: str
    fraction: str
    formula: str
    note: str


def shown_figures(roll_up: RollUp, words: Words) -> list[ShownFigure]:
    """Every figure of every part, in the order of the definitions."""
    return [_shown(metric, words) for metric in roll_up.figures]


def _shown(metric: Metric, words: Words) -> ShownFigure:
    definition = definitions()[metric.name]
    share = metric.percentage
    reason = words(f"note.{metric.note.value}") if metric.note else ""
    has_share = share is not None and metric.denominator is not None
    notes = [reason] if metric.note and not has_share else []
    if metric.left_out:
        notes.append(words("static.left_out", n=f"{metric.left_out:,}"))
    notes += [words("static.list_day", day=day.isoformat()) for day in metric.list_dates]
    made_of = fraction(metric, words.language) if metric.denominator is not None else ""
    return ShownFigure(
        metric,
        f"{metric.name}:{metric.part}",
        words.title(metric.name, definition),
        words.part(metric.part.kind.value, metric.part.value, metric.part.currency),
        percent(share) if share is not None and has_share else _plain(metric),
        made_of if has_share else "",
        words.formula(metric.name, definition),
        "; ".join(notes),
    )


def _plain(metric: Metric) -> str:
    """A count; a dash where there should be a percentage and cannot be."""
    return "–" if metric.denominator is not None else number(metric.numerator)


def _is_named(line: FileLine, policy: Policy) -> bool:
    """Whether the smelters of a file are in the figures."""
    return line.standing in (Standing.COUNTED, Standing.JOINED) and not (policy.only_accepted and line.errors)


def _told_as(metric: Metric) -> _Key | None:
    """Figure whose rows are those of a metric, if they are rows of smelter lists: itself or its whole."""
    if metric.name in _BY_SUPPLIER:
        return metric.name, metric.part
    return (metric.name, ALL) if metric.unit in (Unit.ROWS, Unit.SMELTERS) else None


class Extra:
    """Lists of the data that only a roll-up has."""

    def __init__(self, roll_up: RollUp, pools: Pools, figures: list[ShownFigure]) -> None:
        self._roll_up, self._text = roll_up, pools.strings.add
        numbers = {one.asked.supplier.supplier_id: n for n, one in enumerate(roll_up.suppliers)}
        files = {line.path: Place(n, line.supplier_id) for n, line in enumerate(roll_up.files)}
        self._evidence = EvidencePool(pools.strings, files)
        self._groups: dict[_Key, int] = {}
        owners = [numbers.get(line.supplier_id or "", -1) for line in roll_up.files]
        self._said = [
            owner if _is_named(line, roll_up.info.policy) else -1
            for owner, line in zip(owners, roll_up.files, strict=True)
        ]
        minerals = pools.minerals()
        self._occurrences = Occurrences(pools.lists, self._said, minerals, files)
        self._told = self._tell(figures)
        self.lists: dict[str, object] = {
            "owners": [
                [owner, self._text(line.standing.value), int(said >= 0)]
                for owner, line, said in zip(owners, roll_up.files, self._said, strict=True)
            ],
            "suppliers": [self._supplier(one) for one in roll_up.suppliers],
            "consolidated": list(self._smelters()),
            "figures": [self._figure(one) for one in figures],
        }
        self.lists |= {
            "evidence": self._evidence.figures,
            "groups": list(self._evidence.groups()),
            "columns": [self._text(self._occurrences.columns.get(n)) for n in range(len(owners))],
            "elsewhere": list(self._evidence.elsewhere),
        }

    def _supplier(self, one: SupplierResult) -> list[object]:
        text, supplier = self._text, one.asked.supplier
        reasons = [
            [
                text(reason.factor.value),
                reason.cases,
                reason.points,
                [[text(case.file), text(case.cell), text(case.text)] for case in reason.examples],
            ]
            for reason in one.reasons
        ]
        words = (supplier.supplier_id, supplier.name, one.response.value, one.risk.value)
        due = one.due.isoformat() if one.due else ""
        return [*map(text, words), one.score, text(one.action.value), text(due), reasons]

    def _smelters(self) -> Iterator[list[int]]:
        text = self._text
        for one in self._roll_up.smelters():
            said = one.status_text or one.retired
            words = (one.mineral, one.smelter_id, one.name, one.country, one.status.value, said)
            yield [*map(text, words), one.suppliers, one.files, one.rows]

    def _figure(self, one: ShownFigure) -> list[object]:
        shown = [one.address, one.title, one.part, one.value, one.fraction, one.formula, one.note]
        return [*shown, self._rows(one.metric)]

    def _rows(self, metric: Metric) -> list[object]:
        """How evidence is told, its number, and which rows of it are about the part.

        Rows about smelters say their mineral, so those of a part are chosen from those of the whole.
        """
        key = _told_as(metric)
        told = self._told.get(key) if key else None
        if told:
            how = "supplier" if metric.name in _BY_SUPPLIER else "row"
            return [how, self._evidence.keep(told), *self._chosen(metric.part)]
        whole = key or (metric.name, metric.part)
        if whole not in self._groups:
            self._groups[whole] = self._evidence.add(self._roll_up.evidence(*whole))
        chosen = self._chosen(metric.part) if key and key[1] != metric.part else ("", [])
        return ["group", self._groups[whole], *chosen]

    def _tell(self, figures: list[ShownFigure]) -> dict[_Key, Parts | None]:
        """The rows behind all figures that are made of rows of smelter lists, in one walk over them."""
        asked: dict[_Key, Asked] = {}
        for one in figures:
            key = _told_as(one.metric)
            judge = self._roll_up.judge(*key) if key and key not in asked else None
            if key and judge:
                kind, minerals = self._chosen(one.metric.part)
                by_owner = key[0] in _BY_SUPPLIER
                own = frozenset(map(self._text, minerals)) if kind and by_owner else None
                asked[key] = Asked(judge, by_owner, own)
        told = self._occurrences.told(self._roll_up.list_rows(), asked.values())
        return dict(zip(asked, told, strict=True))

    def _chosen(self, part: Part) -> tuple[str, list[str]]:
        if part.kind is PartKind.FAMILY:
            return "family", [part.value]
        if part.kind is PartKind.MINERAL:
            return "mineral", [part.value]
        if part.kind is PartKind.GROUP:
            minerals = {m.part.value for m in self._roll_up.figures if m.part.kind is PartKind.MINERAL}
            return "mineral", sorted(name for name in minerals if group_of(name) == part.value)
        return "", []
