"""Rows behind a figure, told by what they say: all rows that say the same count, or all of them do not.

The rows of the smelter lists are in the page already, so a figure about them names their kinds or
their suppliers, a thousandth of the room. Where that would not give exactly its rows, they are listed.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import digits
from typing import NamedTuple

from mineralcheck.campaign.list_rows import Judge, ListRow
from mineralcheck.reporters.html.evidence import Place
from mineralcheck.reporters.html.pool import runs

Parts = list[list[int]]


class Asked(NamedTuple):
    """A figure whose rows are to be told.

    By what they say; or, `by_owner`, by whose they are, of those that are about `minerals` (None: all).
    """

    judge: Judge
    by_owner: bool = False
    minerals: frozenset[int] | None = None


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


class _Told:
    """The rows of one figure, as far as they were seen; `kinds` is None once they cannot be told by kinds."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.kinds: dict[int, bool] | None = {}
        self.times: Counter[int] = Counter()

    def see(self, row: ListRow, number: int | None, owner: int) -> None:
        counted = self.asked.judge(row)
        if counted is None or self.kinds is None:
            return
        kind = owner if self.asked.by_owner else number
        if number is None or kind is None or self.kinds.setdefault(kind, counted) != counted:
            self.kinds = None
            return
        self.times[kind] += 1

    def parts(self, all_times: Mapping[int, int]) -> Parts | None:
        kinds = self.kinds
        if kinds is None or any(all_times.get(kind, 0) != times for kind, times in self.times.items()):
            return None
        return [runs(kind for kind, counted in kinds.items() if counted is own) for own in (True, False)]


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
        self._files, self._owners = files, owners
        self.columns: dict[int, str] = {}
        """sheet and column by which a file's rows are named, such as `Smelter List!C`"""
        self._times: Counter[int] = Counter()
        self._own: Counter[tuple[int, int]] = Counter()
        for owner, own in zip(owners, self._lists, strict=True):
            if owner >= 0:
                self._times.update(own.numbers)
                self._own.update((owner, minerals[number]) for number in own.numbers)

    def told(self, rows: Iterable[ListRow], figures: Iterable[Asked]) -> Iterator[Parts | None]:
        """What counts and what does not, for each figure; None where its rows cannot be told that way."""
        found = [_Told(asked) for asked in figures]
        for row in rows:
            number, owner = self._kind_of(row)
            for one in found:
                one.see(row, number, owner)
        for one in found:
            yield one.parts(self._of_owners(one.asked.minerals) if one.asked.by_owner else self._times)

    def _kind_of(self, row: ListRow) -> tuple[int | None, int]:
        """Number of what a row says, None where its place is not as the page would name it; its owner."""
        place = self._files.get(row.path)
        column = row.cell.rstrip(digits)
        line = row.cell[len(column) :]
        if place is None or not line or self.columns.setdefault(place.number, column) != column:
            return None, -1
        return self._lists[place.number].at(int(line)), self._owners[place.number]

    def _of_owners(self, minerals: frozenset[int] | None) -> Mapping[int, int]:
        sums: Counter[int] = Counter()
        for (owner, mineral), times in self._own.items():
            if minerals is None or mineral in minerals:
                sums[owner] += times
        return sums
