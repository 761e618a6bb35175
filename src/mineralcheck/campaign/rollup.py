"""The use case: files and a supplier list in, one run in a store out, open to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mineralcheck import __version__
from mineralcheck.campaign.batches import Engine
from mineralcheck.campaign.corrective import actions_of_run
from mineralcheck.campaign.gathering import Gathered, Progress, Shard, gather, passed_over
from mineralcheck.campaign.mapping_file import read_mapping
from mineralcheck.campaign.merging import merge
from mineralcheck.campaign.policy import Policy
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.results import insert_results
from mineralcheck.campaign.roster import Roster, Supplier
from mineralcheck.campaign.roster_file import read_roster
from mineralcheck.campaign.runs import (
    RunInfo,
    StoredFile,
    digest_of,
    insert_files,
    insert_run,
    insert_suppliers,
    load_run,
    run_ids,
)
from mineralcheck.campaign.settling import settle
from mineralcheck.campaign.store import Store
from mineralcheck.check.cache import Answers
from mineralcheck.check.validate import Request
from mineralcheck.model.errors import UsageError
from mineralcheck.workbook.nothing_found import nothing_to_check
from mineralcheck.workbook.remote import as_given


@dataclass(frozen=True)
class RollUpRequest:
    """What a user asked for: the files as for a check, the supplier list, and where the run is kept.

    `columns` maps fields of the supplier list to headers called otherwise; `mapping` is the user's word on
    whose files are whose. Without `store` the run is kept only until it is closed. `engine` checks the files
    somewhere else.
    """

    check: Request
    suppliers: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    mapping: Path | None = None
    policy: Policy = field(default_factory=Policy)
    store: Path | None = None
    label: str = ""
    partial: bool = False
    shard: Shard | None = None
    engine: Engine | None = None


def _silent(_done: int, _all: int) -> None:
    pass


def roll_up(request: RollUpRequest, progress: Progress = _silent, answers: Answers | None = None) -> RollUp:
    """Check the files, assign them to suppliers and count; the caller closes the result.

    Raises UsageError for what cannot be asked, such as a folder without workbooks when no supplier list says
    who could have sent some; nothing is left of such a run.
    """
    roster = read_roster(request.suppliers, request.columns) if request.suppliers else None
    mapping = _mapping(request.mapping, roster)
    store = _target(request.store)
    try:
        gathered = gather(store, request.check, answers, progress, request.shard, request.engine)
        # Nobody asked has answered yet, or the files are in other shares: both are worth a run.
        if not (gathered.files or roster or request.shard):
            raise nothing_to_check(request.check.paths)
        info = _info(request, gathered, roster, mapping)
        return complete_run(store, info, roster.suppliers if roster else (), gathered.files)
    except BaseException:
        store.close()
        raise


def add_up(
    paths: Sequence[Path], store: Path | None = None, label: str = "", *, partial: bool = False
) -> RollUp:
    """Add several stored runs up into one; the caller closes the result. Raises UsageError."""
    target = _target(store)
    try:
        merged = merge(target, paths)
        info = merged.info.model_copy(update={"label": label, "partial": partial})
        return complete_run(target, info, merged.suppliers, merged.files)
    except BaseException:
        target.close()
        raise


def stored_run(path: Path, run_id: int | None = None) -> RollUp:
    """A run as it was stored, the last one by default; the caller closes it. Raises UsageError."""
    store = Store.read(path)
    try:
        known = run_ids(store.db)
        if not known:
            raise UsageError(f"{path}: has no run in it.")
        if run_id is not None and run_id not in known:
            listed = ", ".join(map(str, known))
            raise UsageError(f"{path}: has no run {run_id}. There are: {listed}.")
        return RollUp(store, run_id or known[-1])
    except BaseException:
        store.close()
        raise


def _target(path: Path | None) -> Store:
    return Store.open(path) if path else Store.temporary()


def _mapping(path: Path | None, roster: Roster | None) -> Mapping[str, str]:
    if path is None:
        return {}
    if roster is None:
        raise UsageError(
            f"{path}: assigns files to suppliers, but there is no supplier list. Add --suppliers."
        )
    return read_mapping(path, [one.supplier_id for one in roster.suppliers]).rows


def _info(
    request: RollUpRequest, gathered: Gathered, roster: Roster | None, mapping: Mapping[str, str]
) -> RunInfo:
    check, options = request.check, gathered.prepared.options
    policy = request.policy.model_copy(update={"cahra": tuple(sorted(check.settings.declaration.cahra))})
    return RunInfo(
        label=request.label,
        partial=request.partial,
        tool_version=__version__,
        as_of=options.today,
        profile=check.profile,
        profile_sha256=digest_of(check.settings.model_dump_json()),
        language=check.language,
        inputs=tuple(sorted(as_given(path) for path in check.paths)),
        passed_over=passed_over(gathered.prepared.discovery),
        policy=policy,
        file_mapping=mapping,
        roster_source=roster.source if roster else None,
        roster_sha256=roster.sha256 if roster else None,
        roster_columns=roster.columns if roster else {},
        sources=options.reference.sources,
    )


def complete_run(
    store: Store, info: RunInfo, suppliers: Sequence[Supplier], files: Sequence[StoredFile]
) -> RollUp:
    """Write the run whole: who was asked, whose files are whose, what counts, and the results."""
    with store.transaction() as db:
        run_id = insert_run(db, info)
        insert_suppliers(db, run_id, suppliers, info.policy)
        insert_files(db, run_id, files)
        settle(db, run_id, load_run(db, run_id))
        found = RollUp(store, run_id)
        insert_results(db, run_id, found.figures, found.suppliers, actions_of_run(found.view))
    return found
