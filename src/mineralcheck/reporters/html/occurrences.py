"""Rows behind a figure, told by what they say: all rows that say the same count, or all of them do not.

The rows of the smelter lists are in the page already, so a figure about them names their kinds or
their suppliers, a thousandth of the room. Where that would not give exactly its rows, they are listed.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from string import digits

from mineralcheck.campaign.metric import Evidence
from mineralcheck.reporters.html.evidence import Place
from mineralcheck.reporters.html.pool import runs

Parts = list[list[int]]


class _List:
    """The smelter list of a file: rows of the sheet, and what each says."""

    def __init__(self, packed: Iterable[int]) -> None:
        self.rows, self.numbers = array("i"), array("i")
        row = 0
        for number in packed:
            if number < 0:
                row = -number
            else:
                self.rows.append(row)
                self.numbers.append(number)
                row += 1

    def at(self, row: int) -> int | None:
        place = bisect_left(self.rows, row)
        return self.numbers[place] if place < len(self.rows) and self.rows[place] == row else None


class Occurrences:
    """Rows of smelter lists by what they say, and by the supplier who says it.

    `packed` are the lists as embedded, `owners` the number of the supplier of each file whose rows are in the
    figures, -1 for other files; `minerals` is the mineral of what a row says, by its number.
    """

    def __init__(
        self,
        packed: Sequence[Sequence[int]],
        owners: Sequence[int],
        minerals: Sequence[int],
        files: Mapping[str, Place],
    ) -> None:
        self._lists = [_List(one) for one in packed]
        self._files, self._owners, self._minerals = files, owners, minerals
        self.columns: dict[int, str] = {}
        """sheet and column by which a file's rows are named, such as `Smelter List!C`"""
        self._times: Counter[int] = Counter()
        self._own: Counter[tuple[int, int]] = Counter()
        for owner, own in zip(owners, self._lists, strict=True):
            if owner >= 0:
                self._times.update(own.numbers)
                self._own.update((owner, minerals[number]) for number in own.numbers)

    def by_row(self, rows: Iterable[Evidence]) -> Parts | None:
        """Kinds of rows that count and that do not; None where equal rows differ in it."""
        return _parts(self._seen(rows, lambda number, _: number), lambda number: self._times[number])

    def by_supplier(self, rows: Iterable[Evidence], minerals: frozenset[int] | None) -> Parts | None:
        """Suppliers all of whose rows, of these minerals, count or do not; None where that is not so."""
        sums: Counter[int] = Counter()
        for (owner, mineral), times in self._own.items():
            if minerals is None or mineral in minerals:
                sums[owner] += times
        return _parts(self._seen(rows, lambda _, owner: owner), lambda owner: sums[owner])

    def _seen(
        self, rows: Iterable[Evidence], kind: Callable[[int, int], int]
    ) -> Iterator[tuple[int, bool] | None]:
        for row in rows:
            place = self._files.get(row.file)
            column = row.cell.rstrip(digits)
            line = row.cell[len(column) :]
            if place is None or not line or self.columns.setdefault(place.number, column) != column:
                yield None
                continue
            number = self._lists[place.number].at(int(line))
            yield None if number is None else (kind(number, self._owners[place.number]), row.counted)


def _parts(seen: Iterable[tuple[int, bool] | None], times: Callable[[int], int]) -> Parts | None:
    said: dict[int, bool] = {}
    found: Counter[int] = Counter()
    for one in seen:
        if one is None or said.setdefault(one[0], one[1]) != one[1]:
            return None
        found[one[0]] += 1
    if any(times(number) != count for number, count in found.items()):
        return None
    return [runs(n for n, counted in said.items() if counted is wanted) for wanted in (True, False)]
