"""`mineralcheck rollup`: the figures of a campaign, its smelter list, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mineralcheck.cli import campaign_options as c
from mineralcheck.cli import options as o
from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.campaign_output import Shown, check_output, exit_code, show
from mineralcheck.cli.command_options import takes
from mineralcheck.cli.engine import EngineName, EngineOption, Scheduler, engine_of
from mineralcheck.cli.help import is_said
from mineralcheck.reporters.rollup_formats import RollUpFormat

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    import datetime as dt
    from contextlib import AbstractContextManager

    from mineralcheck.campaign.gathering import Shard
    from mineralcheck.campaign.policy import Policy
    from mineralcheck.campaign.report import RollUp
    from mineralcheck.campaign.rollup import RollUpRequest
    from mineralcheck.check.validate import Request
    from mineralcheck.cli.reading import Reading

_MERGE = "merge"
# A kept run has its own of these; others would be another run.
_FOR_WORKBOOKS = (
    "suppliers",
    "column",
    "assign",
    "asked",
    "reference",
    "status",
    "as_of",
    "profile",
    "only_accepted",
    "round_down",
    "risk",
    "shard",
    "limit",
    "password_file",
    "engine",
    "scheduler",
)


@dataclass(frozen=True, kw_only=True)
class RollUpOptions:
    """Options of `mineralcheck rollup`."""

    ctx: typer.Context
    paths: c.Paths
    suppliers: c.Suppliers = None
    column: c.Column = None
    assign: c.Assign = None
    asked: c.Asked = ""
    reference: o.Reference = None
    status: o.Status = None
    as_of: o.AsOf = None
    profile: o.Profile = "default"
    only_accepted: c.OnlyAccepted = False
    round_down: c.RoundDown = False
    risk: c.RiskScheme = None
    explain: c.Explain = None
    report_format: Annotated[RollUpFormat | None, o.format_option(RollUpFormat)] = None
    output: c.Output = None
    pack: c.Pack = None
    store: c.Store = None
    partial: c.Partial = None
    shard: c.ShardOption = None
    run: c.Run = None
    label: c.Label = ""
    lang: o.Lang = None
    limit: o.Limit = None
    password_file: o.PasswordFile = None
    jobs: o.Jobs = None
    engine: EngineOption = EngineName.LOCAL
    scheduler: Scheduler = None
    cache: o.Cache = True
    fail_on: o.FailOnOption = o.FailOn.NEVER
    no_color: o.NoColor = False


@takes(RollUpOptions)
def rollup(given: RollUpOptions) -> None:
    """Roll a campaign up: response, conformance, smelters, supplier risk, and the table to publish.

    Exit code: 0 done, 1 findings from --fail-on upwards, 2 wrong usage, 3 a file could not be read.
    """
    with boundary():
        language, packs = given.lang or "en", tuple(given.pack or ())
        shown = Shown(given.report_format, given.output, given.explain, language, given.no_color, packs)
        check_output(shown)
        if given.store and given.partial:
            _refuse(given.ctx, ("store", "partial"), "a run is kept in one file. Name one of the two")
        stores = _stores(given.paths)
        with _damage_named(stores, given.store or given.partial):
            result = _repeat(stores, given) if stores else _roll_up(given, language)
            with result:
                show(result, shown)
                code = exit_code(result, given.fail_on)
    raise typer.Exit(code)


def _damage_named(stores: Sequence[Path], target: Path | None) -> "AbstractContextManager[None]":
    """Name the store that cannot be read, or added to."""
    from contextlib import nullcontext

    from mineralcheck.campaign.damage import damage_named
    from mineralcheck.campaign.store import explained

    if stores:
        return damage_named(*stores, *([target] if target else []))
    return explained(target) if target else nullcontext()


def _repeat(stores: Sequence[Path], given: RollUpOptions) -> "RollUp":
    """A kept run, or several added up."""
    from mineralcheck.campaign.rollup import add_up, stored_run

    _refuse(given.ctx, _FOR_WORKBOOKS, "for workbooks; a kept run is repeated as it was. Name the workbooks")
    target = given.store or given.partial
    if len(stores) == 1 and target is None:
        _refuse(given.ctx, ("label",), "for a run that is kept. Name a file for it with --store")
        return stored_run(stores[0], given.run)
    _refuse(given.ctx, ("run",), "for repeating a run; the last runs are added up. Name one store alone")
    return add_up(stores, target, given.label, partial=given.partial is not None)


def _request(given: RollUpOptions, language: str) -> "RollUpRequest":
    from mineralcheck.campaign.rollup import RollUpRequest
    from mineralcheck.cli.reading import reading_of

    reading = reading_of(given.limit, given.password_file)
    return RollUpRequest(
        check=check_request(
            given.paths,
            given.reference,
            given.status,
            given.as_of,
            given.profile,
            language,
            given.jobs,
            reading,
        ),
        suppliers=given.suppliers,
        columns=columns_of(given.column),
        mapping=given.assign,
        policy=policy_of(
            given.asked, given.risk, only_accepted=given.only_accepted, round_down=given.round_down
        ),
        store=given.store or given.partial,
        label=given.label,
        partial=given.partial is not None,
        shard=_shard(given.shard),
    )


def _stores(paths: Sequence[Path]) -> list[Path]:
    """The stores among the paths; raises UsageError for stores and workbooks together."""
    from mineralcheck.campaign.store import is_store
    from mineralcheck.model.errors import UsageError

    adding_up = paths[0] == Path(_MERGE) and not paths[0].exists()
    named = list(paths[1:] if adding_up else paths)
    stores = [path for path in named if path.is_file() and is_store(path)]
    if adding_up and not named:
        raise UsageError("rollup merge: name the stores to add up.")
    if (stores or adding_up) and len(stores) < len(named):
        other = next(path for path in named if path not in stores)
        raise UsageError(f"{other}: is no campaign store, and stores are not mixed with workbooks.")
    return stores


def _refuse(ctx: typer.Context, names: Sequence[str], why: str) -> None:
    """Refuse options that would have no effect; those of the settings file are for other runs."""
    from mineralcheck.model.errors import UsageError

    said = [f"--{name.replace('_', '-')}" for name in names if is_said(ctx, name)]
    if said:
        raise UsageError(f"{', '.join(said)}: {why}, or leave {'them' if said[1:] else 'it'} out.")


def check_request(
    paths: Sequence[Path],
    reference: Sequence[Path] | None,
    status: Sequence[Path] | None,
    as_of: "dt.datetime | None",
    profile: str,
    language: str,
    jobs: int | None,
    reading: "Reading",
) -> "Request":
    """What to check, from the options; raises UsageError for a profile that cannot be used."""
    from mineralcheck.check.validate import Request
    from mineralcheck.rules.profile import load_profile

    settings = load_profile(profile)
    return Request(
        paths=tuple(paths),
        reference=tuple(reference or ()),
        status=tuple(status or ()),
        as_of=as_of.date() if as_of else None,
        settings=settings,
        profile=settings.profile.name,
        language=language,
        jobs=jobs,
        limits=reading.limits,
        passwords=reading.passwords,
        seconds_per_file=reading.seconds,
    )


def columns_of(given: Sequence[str] | None) -> dict[str, str]:
    """Headers of the supplier list by field, from `FIELD=HEADER`; raises UsageError."""
    from mineralcheck.model.errors import UsageError

    for text in given or ():
        if "=" not in text:
            raise UsageError(f"--column {text}: write it as FIELD=HEADER, such as supplier_id=Kreditor.")
    return {field.strip(): header for field, _, header in (text.partition("=") for text in given or ())}


def policy_of(asked: str, risk: Path | None, *, only_accepted: bool, round_down: bool) -> "Policy":
    """How a campaign is counted, from the options; raises UsageError."""
    from mineralcheck.campaign.policy import Policy, Rounding
    from mineralcheck.campaign.risk_scheme import default_scheme, read_scheme
    from mineralcheck.campaign.roster_values import WrongValueError, read_families
    from mineralcheck.model.errors import UsageError

    try:
        families = read_families(asked)
    except WrongValueError as error:
        raise UsageError(f"--asked: {error}.") from None
    return Policy(
        asked=families,
        only_accepted=only_accepted,
        rounding=Rounding.DOWN if round_down else Rounding.HALF_UP,
        scheme=read_scheme(risk) if risk else default_scheme(),
    )


def _shard(text: str | None) -> "Shard | None":
    from mineralcheck.campaign.gathering import Shard
    from mineralcheck.model.errors import UsageError

    if text is None:
        return None
    number, _, of = text.partition("/")
    if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        raise UsageError(f"--shard {text}: write it as I/N, such as 2/8 for the second of eight shares.")
    return Shard(int(number), int(of))


def _roll_up(given: RollUpOptions, language: str) -> "RollUp":
    """A run made now."""
    from mineralcheck.campaign.rollup import roll_up
    from mineralcheck.check.cache import user_cache
    from mineralcheck.cli.progress import progress_bar

    _refuse(given.ctx, ("run",), "for repeating a kept run. Name its store in place of the workbooks")
    request = _request(given, language)
    with (
        engine_of(given.engine, given.scheduler, given.jobs) as engine,
        user_cache(wanted=given.cache) as answers,
        progress_bar() as progress,
    ):
        return roll_up(replace(request, engine=engine), progress, answers)
