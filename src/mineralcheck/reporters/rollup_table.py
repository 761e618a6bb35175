"""The roll-up for people at a terminal: the table that is published, the figures, and what to do next."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from mineralcheck.campaign.cases import Response
from mineralcheck.campaign.changes import Changes
from mineralcheck.campaign.metric import Metric, definitions, text_in
from mineralcheck.campaign.parts import Part, PartKind
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.risk import SupplierResult, is_awaited
from mineralcheck.campaign.risk_scheme import Risk
from mineralcheck.model.match import StatusValue
from mineralcheck.reporters.rollup_disclosure import COLUMNS, cells, notes
from mineralcheck.reporters.rollup_page import Page, grid, heading
from mineralcheck.reporters.rollup_words import is_main, part_name, shown, supplier_label, word
from mineralcheck.reporters.terminal import safe

_SHOWN = 10
_EXAMPLES = 3
_RISK_STYLES = {Risk.HIGH: "bold red", Risk.MEDIUM: "yellow", Risk.LOW: "green"}
_STATUSES = tuple(StatusValue)


def render(roll_up: RollUp, *, width: int, color: bool, language: str = "en") -> Iterator[str]:
    """Pieces of the report for a terminal of this width."""
    page = Page(width, color=color)
    for part in (
        *_disclosure(roll_up, language),
        *_figures(roll_up, language),
        *_programme(roll_up, language),
        *_smelters(roll_up, language),
        *_risk(roll_up, language),
        *_open_ends(roll_up, language),
        *_repeats(roll_up, language),
    ):
        yield page.text(part)


def _disclosure(roll_up: RollUp, language: str) -> Iterator[Table | Text]:
    """A line for each figure, a column for each group: nine columns side by side fit no terminal."""
    yield Text(safe(word("disclosure_title", language)), "bold")
    rows = [cells(row, language) for row in roll_up.disclosure]
    titles = ("", *(row[0] for row in rows))
    lines = [
        [word(label, language), *(row[place] for row in rows)]
        for place, label in enumerate(COLUMNS)
        if label != "group"
    ]
    yield grid(titles, lines, left=len(titles))
    for note in notes(roll_up, language):
        yield Text(safe(note), "dim")


def _figures(roll_up: RollUp, language: str) -> Iterator[Table | Text]:
    """Every figure for the whole and for each group; those by template and mineral are in JSON and CSV."""
    main = [metric for metric in roll_up.figures if is_main(metric.part)]
    parts = sorted({metric.part._replace(currency="") for metric in main}, key=lambda part: part.order)
    titles = (word("figure", language), *(part_name(part, language) for part in parts))
    yield heading(word("figures", language))
    yield grid(titles, _figure_rows(main, parts, language))
    yield Text(safe(word("explain_hint", language, example="--explain response_rate:3TG")), "dim")


def _figure_rows(main: Sequence[Metric], parts: Sequence[Part], language: str) -> Iterator[list[str]]:
    for name, definition in definitions().items():
        for currency in sorted({metric.part.currency for metric in main if metric.name == name}):
            own = {
                metric.part: metric
                for metric in main
                if metric.name == name and metric.part.currency == currency
            }
            title = text_in(definition.title, language)
            yield [
                f"{title}, {currency}" if currency else title,
                *(shown(own.get(part._replace(currency=currency)), language) for part in parts),
            ]


def _programme(roll_up: RollUp, language: str) -> Iterator[Table | Text]:
    """Questions about the company, in the order of the newest template."""
    own = [one for one in roll_up.figures if one.name == "programme_yes"]
    if own:
        title = text_in(definitions()["programme_yes"].title, language)
        yield heading(title)
        rows = [[part_name(one.part, language), shown(one, language)] for one in own]
        yield grid((word("question", language), word("answered_yes", language)), rows)


def _smelters(roll_up: RollUp, language: str) -> Iterator[Table | Text]:
    """Statuses by mineral, counted over distinct smelters."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in roll_up.smelters():
        counts[one.mineral, one.status.value] += 1
        counts[one.mineral, "ceased"] += one.ceased
    names = Counter({m.part.value: int(m.numerator) for m in roll_up.figures if m.name == "unresolved_names"})
    minerals = sorted({mineral for mineral, _ in counts}, key=lambda m: Part(PartKind.MINERAL, m).order)
    if not minerals:
        return
    titles = [word("mineral", language), word("smelters", language)]
    titles += [word(f"status.{status.value}", language) for status in _STATUSES]
    titles += [word("ceased", language), word("unresolved", language)]
    rows = (
        [
            word(f"mineral_name.{mineral}", language),
            str(sum(counts[mineral, status.value] for status in _STATUSES)),
            *(str(counts[mineral, status.value]) for status in _STATUSES),
            str(counts[mineral, "ceased"]),
            str(names[mineral]),
        ]
        for mineral in minerals
    )
    yield heading(word("smelters", language))
    yield grid(titles, rows)


def _risk(roll_up: RollUp, language: str) -> Iterator[Table | Text]:
    yield heading(word("suppliers", language))
    levels = Counter(one.risk for one in roll_up.suppliers if one.response is not Response.EXEMPT)
    yield Text(", ".join(_responses(roll_up.suppliers, language)))
    line = Text(f"{word('risk', language)}: ")
    for risk in reversed(Risk):
        line.append(f"{word(f'level.{risk.value}', language)} {levels[risk]}", _RISK_STYLES[risk])
        line.append(", " if risk is not Risk.LOW else "")
    yield line
    high = sorted((one for one in roll_up.suppliers if one.risk is Risk.HIGH), key=_urgency)
    if high:
        yield heading(word("high_title", language))
        titles = [word(key, language) for key in ("supplier", "score", "reasons", "next", "due")]
        yield grid(titles, [_supplier_row(one, language) for one in high[:_SHOWN]], left=5)
        yield from _more(high, language)
    yield from _actions(roll_up, language)


def _responses(suppliers: Sequence[SupplierResult], language: str) -> Iterator[str]:
    """How many suppliers answered, and how; who has time left is not silent yet."""
    responses = Counter(one.response for one in suppliers)
    early = sum(one.response is Response.SILENT and is_awaited(one) for one in suppliers)
    for response in Response:
        if responses[response]:
            waits = early and response is Response.SILENT
            waiting = f" ({word('awaited_line', language, n=early)})" if waits else ""
            yield f"{word(f'response.{response.value}', language)} {responses[response]}{waiting}"


def _actions(roll_up: RollUp, language: str) -> Iterator[Text]:
    changes = roll_up.actions
    if changes:
        numbers = {
            "opened": len(changes.opened),
            "closed": len(changes.closed),
            "open": len(changes.open),
        }
        dropped = f" {word('actions_dropped', language, n=len(changes.dropped))}" if changes.dropped else ""
        line = word("actions_line", language, day=changes.since.isoformat(), **numbers)
        yield Text(f"\n{line}{dropped}")


def _urgency(one: SupplierResult) -> tuple[bool, bool, int]:
    """Sort key: those that answered (the others have a list of their own), what is critical, the score."""
    critical = any(reason.critical for reason in one.reasons)
    return one.response in (Response.SILENT, Response.DECLINED), not critical, -one.score


def _supplier_row(one: SupplierResult, language: str) -> list[str]:
    supplier = one.asked.supplier
    reasons = "; ".join(
        f"{word(f'factor.{r.factor.value}', language)}{f' ({r.cases})' if r.cases > 1 else ''}"
        for r in one.reasons[:_EXAMPLES]
    )
    return [
        supplier_label(supplier.supplier_id, supplier.name),
        str(one.score),
        reasons,
        word(f"action.{one.action.value}", language),
        one.due.isoformat() if one.due else "",
    ]


def _more(listed: Sequence[object], language: str) -> Iterator[Text]:
    if len(listed) > _SHOWN:
        yield Text(word("more", language, n=len(listed) - _SHOWN), "dim")


def _open_ends(roll_up: RollUp, language: str) -> Iterator[Table | Text]:
    """Files for a person to look at, and suppliers that have not answered."""
    unassigned = roll_up.unassigned
    if unassigned and roll_up.info.roster_source:
        yield heading(word("unassigned_title", language))
        for line in unassigned[:_SHOWN]:
            maybe = (
                word("maybe", language, name=s.name, id=s.supplier_id, score=f"{s.score:g}")
                for s in line.suggestions
            )
            yield Text(f"  {safe(line.path)}  {safe(', '.join(maybe) or line.message or line.company)}")
        yield from _more(unassigned, language)
        yield Text(word("unassigned_fix", language), "dim")
    doubtful = [line for line in roll_up.files if line.also]
    if doubtful:
        yield heading(word("also_title", language))
        for line in doubtful[:_SHOWN]:
            text = word(
                "also_line",
                language,
                file=line.path,
                id=line.supplier_id,
                by=line.assigned_by.value,
                also=line.also,
            )
            yield Text(f"  {safe(text)}")
        yield from _more(doubtful, language)
    silent = [one for one in roll_up.suppliers if one.response is Response.SILENT]
    yield from _named("silent_title", [one for one in silent if not is_awaited(one)], language)
    yield from _named("awaited_title", [one for one in silent if is_awaited(one)], language)


def _named(title: str, results: Sequence[SupplierResult], language: str) -> Iterator[Text]:
    if results:
        yield heading(word(title, language))
        suppliers = [one.asked.supplier for one in results[:_SHOWN]]
        names = ", ".join(supplier_label(one.supplier_id, one.name) for one in suppliers)
        yield Text(f"  {safe(names)}")
        yield from _more(results, language)


def _repeats(roll_up: RollUp, language: str) -> Iterator[Table | Text]:
    """Submissions that do not count, and answers that look copied."""
    superseded = list(roll_up.superseded())
    if superseded:
        yield heading(word("superseded_title", language))
        for one in superseded[:_SHOWN]:
            said = changes_line(one.changes, language)
            text = word("superseded_line", language, older=one.older.path, newer=one.newer.path, changes=said)
            yield Text(f"  {safe(text)}")
        yield from _more(superseded, language)
    joined = [line for line in roll_up.files if line.joined_to]
    if joined:
        yield heading(word("joined_title", language))
        for line in joined[:_SHOWN]:
            yield Text(f"  {safe(word('joined_line', language, part=line.path, head=line.joined_to))}")
        yield from _more(joined, language)
    lists = roll_up.same_lists()
    if lists:
        yield heading(word("same_lists_title", language))
        for same in lists[:_SHOWN]:
            suppliers = ", ".join(same.suppliers)
            text = word("same_line", language, rows=same.rows, family=same.family, suppliers=suppliers)
            yield Text(f"  {safe(text)}")
        yield from _more(lists, language)


def changes_line(changes: Changes, language: str = "en") -> str:
    """What changed between two submissions, in a few words."""
    counted = {
        "added": len(changes.added),
        "removed": len(changes.removed),
        "answers_changed": len(changes.answers),
    }
    said = [word(key, language, n=number) for key, number in counted.items() if number]
    return ", ".join(said) or word("nothing_changed", language)
