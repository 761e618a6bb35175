"""Two campaigns side by side, for people at a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from mineralcheck.campaign.comparison import Comparison, FigureChange, SupplierChange, Turn
from mineralcheck.campaign.metric import definitions, text_in
from mineralcheck.campaign.smelter_changes import SmelterChange
from mineralcheck.reporters.rollup_page import Page, grid, heading
from mineralcheck.reporters.rollup_table import changes_line
from mineralcheck.reporters.rollup_words import is_main, part_name, shown, supplier_label, word
from mineralcheck.reporters.terminal import safe
from mineralcheck.rules import texts

_SHOWN = 15


def render(
    comparison: Comparison, *, width: int, color: bool, language: str = "en", everything: bool = True
) -> Iterator[str]:
    """Pieces of the report for a terminal of this width; without `everything` the figures that changed."""
    page = Page(width, color=color)
    if len(comparison.suppliers) == 1:
        for part in _details(comparison.suppliers[0], language):
            yield page.text(part)
        return
    for part in (
        *_figures(comparison, language, everything=everything),
        *_suppliers(comparison, language),
        *_smelters(comparison, language),
        *_copied(comparison, language),
    ):
        yield page.text(part)


def _figures(comparison: Comparison, language: str, *, everything: bool) -> Iterator[Table | Text]:
    yield heading(word("figures", language))
    days = [run.info.as_of.isoformat() for run in (comparison.old, comparison.new)]
    titles = [word("figure", language), word("group", language), *days, word("points", language)]
    main = [one for one in comparison.figures if is_main(one.part)]
    listed = main if everything else [one for one in main if one.has_changed]
    if listed:
        yield grid(titles, [_figure_row(one, language) for one in listed], left=2)
    else:
        yield Text(word("no_figure_changed", language))
    if len(listed) < len(main):
        yield Text(word("unchanged_figures", language, n=len(main) - len(listed)), "dim")


def _figure_row(one: FigureChange, language: str) -> list[str]:
    points = "" if one.points is None else f"{one.points:+}" if one.points else "0.0"
    title = text_in(definitions()[one.name].title, language)
    return [title, part_name(one.part, language), shown(one.old, language), shown(one.new, language), points]


def _suppliers(comparison: Comparison, language: str) -> Iterator[Table | Text]:
    turns = Counter(one.turn for one in comparison.suppliers)
    yield heading(word("suppliers", language))
    yield Text(
        ", ".join(f"{word(f'turn.{turn.value}', language)} {turns[turn]}" for turn in Turn if turns[turn])
    )
    for turn in (Turn.STOPPED, Turn.STARTED):
        own = [one for one in comparison.suppliers if one.turn is turn]
        if own:
            names = ", ".join(supplier_label(one.supplier_id, one.name) for one in own[:_SHOWN])
            yield Text(f"{word(f'turn.{turn.value}', language)}: {safe(names)}")
            yield from _more(own, language)
    changed = [one for one in comparison.suppliers if any(s.changes.says_otherwise for s in one.submissions)]
    if changed:
        yield heading(word("changed_title", language))
        for one in changed[:_SHOWN]:
            yield Text(f"  {safe(_supplier_line(one, language))}")
        yield from _more(changed, language)


def _details(one: SupplierChange, language: str) -> Iterator[Table | Text]:
    """Everything that a single supplier changed."""
    yield heading(supplier_label(one.supplier_id, one.name))
    yield Text(word(f"turn.{one.turn.value}", language))
    for submission in one.submissions:
        changes = submission.changes
        yield heading(f"{submission.old} -> {submission.new}")
        if submission in one.copied:
            yield Text(word("same_file_word" if submission.same_file else "copied_word", language))
        facts = [
            (word(f"fact.{fact.name}", language), "", fact.old or "-", fact.new or "-", "")
            for fact in changes.facts
        ]
        rows = [
            (texts.word(a.question, language), a.mineral, a.old or "-", a.new or "-", a.cell)
            for a in changes.answers
        ]
        if facts or rows:
            yield grid(("", "", word("old", language), word("new", language), ""), facts + rows, left=5)
        for key, listed in (("added", changes.added), ("removed", changes.removed)):
            if listed:
                yield Text(word(key, language, n=len(listed)), "bold")
            for smelter in listed:
                yield Text(f"  {safe(f'{smelter.mineral} {smelter.smelter_id} {smelter.name}')}")


def _supplier_line(one: SupplierChange, language: str) -> str:
    said = "; ".join(f"{s.family} {changes_line(s.changes, language)}" for s in one.submissions)
    return f"{supplier_label(one.supplier_id, one.name)}: {said}"


def _smelters(comparison: Comparison, language: str) -> Iterator[Table | Text]:
    yield heading(word("smelters", language))
    turns = Counter(one.turn for one in comparison.smelters)
    counted = ", ".join(f"{word(f'smelter_turn.{t.value}', language)} {n}" for t, n in turns.items())
    yield Text(counted or word("no_smelter_changed", language))
    if comparison.smelters:
        titles = [
            word("mineral", language),
            "ID",
            word("smelters", language),
            "",
            word("explanation", language),
        ]
        rows = [_smelter_row(one, language) for one in comparison.smelters[: 2 * _SHOWN]]
        yield grid(titles, rows, left=5)
        left = len(comparison.smelters) - 2 * _SHOWN
        if left > 0:
            yield Text(word("more", language, n=left), "dim")


def _smelter_row(one: SmelterChange, language: str) -> list[str]:
    turn = word(f"smelter_turn.{one.turn.value}", language)
    if one.turn == "status" and one.old and one.new:
        turn = f"{word(f'status.{one.old.status.value}', language)} -> "
        turn += word(f"status.{one.new.status.value}", language)
    if one.turn == "renamed" and one.old:
        turn = f"{turn}: {one.old.name}"
    return [word(f"mineral_name.{one.mineral}", language), one.smelter_id, one.name, turn, one.explanation]


def _copied(comparison: Comparison, language: str) -> Iterator[Table | Text]:
    copied = [(one, submission) for one in comparison.suppliers for submission in one.copied]
    if copied:
        yield heading(word("copied_title", language))
        for one, submission in copied[:_SHOWN]:
            said = word("same_file_word" if submission.same_file else "copied_word", language)
            label = supplier_label(one.supplier_id, one.name)
            yield Text(f"  {safe(f'{label} {submission.family}: {said}')}")
        yield from _more(copied, language)
    lists = comparison.new.same_lists()
    if lists:
        yield heading(word("same_lists_title", language))
        for same in lists[:_SHOWN]:
            suppliers = ", ".join(same.suppliers)
            text = word("same_line", language, rows=same.rows, family=same.family, suppliers=suppliers)
            yield Text(f"  {safe(text)}")
        yield from _more(lists, language)


def _more(listed: Sequence[object], language: str) -> Iterator[Text]:
    if len(listed) > _SHOWN:
        yield Text(word("more", language, n=len(listed) - _SHOWN), "dim")
