"""Several sub-campaigns become one: every supplier, file and smelter counts once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from mineralcheck.campaign.copying import copy_reports
from mineralcheck.campaign.roster import Supplier
from mineralcheck.campaign.rosters import merge_suppliers
from mineralcheck.campaign.runs import RunInfo, StoredFile, load_run, load_suppliers, run_ids
from mineralcheck.campaign.store import Store
from mineralcheck.model.errors import UsageError
from mineralcheck.reference.lists import ListSource


class Part(NamedTuple):
    """A stored run that is merged into another store."""

    path: Path
    run_id: int
    info: RunInfo
    suppliers: tuple[Supplier, ...]
    files: tuple[StoredFile, ...]


class Merged(NamedTuple):
    """What the parts add up to; reports are in the target store already."""

    info: RunInfo
    suppliers: tuple[Supplier, ...]
    files: tuple[StoredFile, ...]


def merge(target: Store, paths: Sequence[Path]) -> Merged:
    """Copy the last run of each store into the target and add up what they asked.

    Raises UsageError when the runs were not made alike: other day, profile, version or status list.
    """
    if target.path and any(path.samefile(target.path) for path in paths):
        raise UsageError(f"{target.path}: cannot be added up into itself. Name another file with --store.")
    parts = [_part(path) for path in sorted(set(paths))]
    info = _merged_info(parts)
    files = _Files()
    for part in parts:
        renumbered = copy_reports(target, part.path, part.run_id)
        for file in part.files:
            files.add(file._replace(report_id=renumbered[file.report_id]), part.path)
    return Merged(info, _suppliers(parts, info), files.sorted())


def _suppliers(parts: Sequence[Part], info: RunInfo) -> tuple[Supplier, ...]:
    """One supplier list; that of every part, when all were made with the same file."""
    if info.roster_source is None:
        return ()
    if len({part.info.roster_sha256 for part in parts}) == 1:
        return parts[0].suppliers
    lists = {(part.info.roster_source, part.info.roster_sha256) for part in parts}
    names = Counter(name for name, _ in lists)
    return tuple(merge_suppliers([_placed(part, names) for part in parts]))


def _placed(part: Part, names: Mapping[str | None, int]) -> list[Supplier]:
    """Suppliers of a part that say of which list they are, lists of one name by the name of their part."""
    source = part.info.roster_source
    shown = f"{part.path.stem}/{source}" if names[source] > 1 else source
    return [one if one.source else one.model_copy(update={"source": shown}) for one in part.suppliers]


def _part(path: Path) -> Part:
    with Store.read(path) as store:
        runs = run_ids(store.db)
        if not runs:
            raise UsageError(f"{path}: has no run in it. Write one with `rollup --partial {path}`.")
        run_id = runs[-1]
        rows = store.db.execute(
            "SELECT path, within, sha256, report_id FROM file WHERE run_id = ? ORDER BY file_id", (run_id,)
        )
        files = tuple(StoredFile(*row) for row in rows)
        return Part(path, run_id, load_run(store.db, run_id), load_suppliers(store.db, run_id), files)


class _Files:
    """Files of all parts: one that several have is one, others of its name get that of their part in front.

    Files whose content could not be read are never taken for the same.
    """

    def __init__(self) -> None:
        self._by_path: dict[str, StoredFile] = {}
        self._known: set[tuple[str, str]] = set()

    def add(self, file: StoredFile, origin: Path) -> None:
        """Take in a file of a part."""
        if file.sha256 is not None:
            if (file.path, file.sha256) in self._known:
                return
            self._known.add((file.path, file.sha256))
        path = next(path for path in _names(file.path, origin.stem) if path not in self._by_path)
        self._by_path[path] = file._replace(path=path)

    def sorted(self) -> tuple[StoredFile, ...]:
        """The files by name."""
        return tuple(sorted(self._by_path.values()))


def _names(path: str, part: str) -> Iterator[str]:
    """What a file may be called, best first; parts in several folders may have one name, too."""
    yield path
    yield f"{part}/{path}"
    yield from (f"{part} ({number})/{path}" for number in count(2))


def _merged_info(parts: Sequence[Part]) -> RunInfo:
    first = parts[0]
    for other in parts[1:]:
        for name, remedy in _MUST_AGREE.items():
            if getattr(first.info, name) != getattr(other.info, name):
                raise UsageError(
                    f"{first.path} and {other.path} cannot be added up: they differ in {remedy}. Make both "
                    "again alike."
                )
        if _statuses(first.info) != _statuses(other.info):
            raise UsageError(
                f"{first.path} and {other.path} cannot be added up: their status lists are not the same. "
                "Make both again with the same --status."
            )
    infos = [part.info for part in parts]
    return first.info.model_copy(
        update={
            "partial": False,
            "inputs": tuple(sorted({one for info in infos for one in info.inputs})),
            "passed_over": _sum([info.passed_over for info in infos]),
            "file_mapping": {key: own for info in infos for key, own in info.file_mapping.items()},
            "roster_source": _joined([info.roster_source for info in infos]),
            "roster_sha256": _joined([info.roster_sha256 for info in infos]),
            "roster_columns": {
                key: own for info in reversed(infos) for key, own in info.roster_columns.items()
            },
            "sources": _sources(infos),
        }
    )


_MUST_AGREE = {
    "as_of": "the day they stand for (--as-of)",
    "profile_sha256": "the profile",
    "language": "the language",
    "policy": "how they count (--asked, --only-accepted, --round-down, --risk)",
    "tool_version": "the version of mineralcheck",
}


def _statuses(info: RunInfo) -> frozenset[str]:
    return frozenset(source.sha256 for source in info.status_sources)


def _sum(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    kinds = sorted({kind for own in counts for kind in own})
    return {kind: sum(own.get(kind, 0) for own in counts) for kind in kinds}


def _joined(texts: Sequence[str | None]) -> str | None:
    """The texts, each once; None as soon as a part has none, for then nobody knows who was asked."""
    if None in texts:
        if any(texts):
            raise UsageError(
                "some parts were made with a supplier list and some without; give all of them one."
            )
        return None
    return ", ".join(dict.fromkeys(text for text in texts if text))


def _sources(infos: Sequence[RunInfo]) -> tuple[ListSource, ...]:
    unique = {
        (source.sha256, source.source, source.kind): source for info in infos for source in info.sources
    }
    return tuple(sorted(unique.values(), key=lambda s: (s.kind, s.label, s.source, s.sha256)))
