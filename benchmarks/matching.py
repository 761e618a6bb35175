"""How good and how fast matching is, against lists the user has.

    python -m benchmarks.matching --template CMRT.xlsx --template EMRT.xlsx [--names FILE] [--rows FILE ...]

The first template is the one reported on; `benchmarks.matching_fit` shows that the weights hold for smelters
they were not fitted on. `--names` takes a CSV with columns metal, typed_name,
typed_country, cid_from_typed_id; `--rows` a CSV of Smelter List rows (columns A to Q). Nothing is kept.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.matching_sets import (
    Query,
    campaign,
    leave_one_out,
    names_of,
    supplier_rows,
    typed,
    typed_names,
)
from benchmarks.measuring import Line, Measured, printed
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from mineralcheck.matching.matcher import Matcher
from mineralcheck.matching.names import fold_name
from mineralcheck.model.match import DeclaredSmelter, Match, Tier
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.importing import import_file
from mineralcheck.reference.lists import LookupList
from mineralcheck.reference.sources import lists_for_run


class Outcome(NamedTuple):
    """What was answered: the id counted automatically, the id proposed, and the first candidate."""

    query: Query
    automatic: str | None
    proposed: str | None
    first: str | None


Answer = Callable[[Sequence[Query]], Iterator[Outcome]]


def by_mineralcheck(queries: Sequence[Query]) -> Iterator[Outcome]:
    """Answers of the matcher under test."""
    lists: tuple[LookupList, ...] = ()
    matcher = Matcher(build_reference(lists))
    for query in queries:
        if query.lists is not lists:
            lists = query.lists
            matcher = Matcher(build_reference(lists))
        yield _outcome(query, matcher.match(query.declared))


def _outcome(query: Query, match: Match) -> Outcome:
    first = match.smelter_id or (match.candidates[0].smelter_id if match.candidates else None)
    automatic = match.smelter_id if match.tier.matched else None
    proposed = automatic or (first if match.tier is Tier.SUGGESTED else None)
    return Outcome(query, automatic, proposed, first)


def by_scorer(scorer: Callable[..., float], cutoff: float) -> Answer:
    """Answers of a plain rapidfuzz scorer on folded names of the mineral; from `cutoff` on it proposes."""

    def answer(queries: Sequence[Query]) -> Iterator[Outcome]:
        lists: tuple[LookupList, ...] | None = None
        pools: dict[str, tuple[list[str], list[str]]] = {}
        for query in queries:
            if query.lists is not lists:
                lists, pools = query.lists, _pools(query.lists)
            names, ids = pools.get(query.declared.mineral.casefold(), ([], []))
            text = fold_name(query.declared.lookup or query.declared.name)
            found = process.extractOne(text, names, scorer=scorer)
            first, score = (ids[found[2]], found[1]) if found else (None, 0.0)
            yield Outcome(query, None, first if score >= cutoff else None, first)

    return answer


def _pools(lists: Sequence[LookupList]) -> dict[str, tuple[list[str], list[str]]]:
    pools: dict[str, tuple[list[str], list[str]]] = {}
    for (mineral, smelter_id), (names, _) in sorted(names_of(lists).items()):
        texts, ids = pools.setdefault(mineral.casefold(), ([], []))
        texts += [fold_name(name) for name in names]
        ids += [smelter_id] * len(names)
    return pools


def jaro_winkler(first: str, second: str, **_: object) -> float:
    """Jaro-Winkler on the scale of the other scorers."""
    return 100.0 * JaroWinkler.similarity(first, second)


BASELINES: dict[str, Answer] = {
    "WRatio >= 85": by_scorer(fuzz.WRatio, 85),
    "WRatio >= 90": by_scorer(fuzz.WRatio, 90),
    "token_set >= 90": by_scorer(fuzz.token_set_ratio, 90),
    "Jaro-Winkler >= 90": by_scorer(jaro_winkler, 90),
}

HEADER = (
    f"{'set':<34}{'method':<20}{'n':>5}{'top-1':>7}{'auto':>7}{'wrong':>6}{'prop.':>7}{'wrong':>6}"
    f"{'prec.':>7}{'recall':>7}{'none':>6}{'prop.':>6}{'share':>7}"
)


def line(name: str, method: str, outcomes: Iterable[Outcome]) -> str:
    """One row of the table: right shares of those with an answer, wrong counts, then those without one."""
    told = list(outcomes)
    with_answer = [one for one in told if one.query.truth]
    without = [one for one in told if not one.query.truth]
    count = max(1, len(with_answer))
    automatic = [one for one in with_answer if one.automatic]
    proposed = [one for one in with_answer if one.proposed and not one.automatic]
    right_auto = sum(one.automatic == one.query.truth for one in automatic)
    right = sum(one.proposed == one.query.truth for one in with_answer)
    right_proposed = right - right_auto
    told_something = sum(bool(one.proposed) for one in told)
    false = sum(bool(one.proposed) for one in without)
    return (
        f"{name:<34}{method:<20}{len(with_answer):>5}"
        f"{sum(one.first == one.query.truth for one in with_answer) / count:>7.3f}"
        f"{right_auto / count:>7.3f}{len(automatic) - right_auto:>6}"
        f"{right_proposed / count:>7.3f}{len(proposed) - right_proposed:>6}"
        f"{right / max(1, told_something):>7.3f}{right / count:>7.3f}"
        f"{len(without):>6}{false:>6}{false / max(1, len(without)):>7.3f}"
    )


def speed_lines(template: Path, files: int = 1000, rows: int = 60) -> Iterator[Line]:
    """A campaign matched, first with nothing remembered and then with every row known: the best of three."""
    lists = lists_for_run([template]).lookups
    made = [row for file in campaign(lists, files, rows) for row in file]
    reference = build_reference(lists)
    names = {(key[0], name) for key, (own, _) in names_of(lists).items() for name in own}
    group = f"matching: {files:,} files of {rows} rows, {len(set(made)):,} distinct, {len(names):,} names"
    first, again = [], []
    for _ in range(3):
        matcher = Matcher(reference)
        first.append(_seconds(matcher, made))
        again.append(_seconds(matcher, made))
    yield Line(group, "every row new", Measured(min(first), min(first)), files)
    yield Line(group, "every row remembered", Measured(min(again), min(again)), files)


def _seconds(matcher: Matcher, rows: Sequence[DeclaredSmelter]) -> float:
    start = time.process_time()
    for row in rows:
        matcher.match(row)
    return time.process_time() - start


def _sets(reported: LookupList) -> Iterator[tuple[str, list[Query]]]:
    label = reported.source.label
    for country in (True, False):
        known = "country known" if country else "no country"
        yield f"{label} left out, {known}", list(leave_one_out(reported, country=country))
        for count in (1, 2):
            yield f"{label} {count} wrong, {known}", list(typed(reported, count, country=country))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--template", type=Path, action="append", required=True)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--rows", type=Path, action="append", default=[])
    options = parser.parse_args(arguments)
    contents = [import_file(path).content for path in options.template]
    lists = [one for one in contents if isinstance(one, LookupList)]
    print(HEADER)
    for name, queries in _sets(lists[0]):
        print(line(name, "mineralcheck", by_mineralcheck(queries)), flush=True)
        for method, answer in BASELINES.items():
            print(line("", method, answer(queries)), flush=True)
    samples = [(path, supplier_rows(path, lists)) for path in options.rows]
    if options.names:
        samples.insert(0, (options.names, typed_names(options.names, lists)))
    for path, found in samples:
        print(line(path.stem[:33], "mineralcheck", by_mineralcheck(list(found))), flush=True)
    for text in printed(speed_lines(options.template[0]), {}):
        print(text)


if __name__ == "__main__":
    main()
