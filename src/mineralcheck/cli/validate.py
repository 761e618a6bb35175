"""`mineralcheck validate`: check files or folders of templates."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from mineralcheck.cli import options as o
from mineralcheck.cli.boundary import boundary
from mineralcheck.cli.command_options import takes
from mineralcheck.cli.exit_codes import ExitCode
from mineralcheck.reporters.formats import Format

if TYPE_CHECKING:  # imported when a command runs, not when its help is printed
    from mineralcheck.check.run import Run
    from mineralcheck.check.validate import Request


@dataclass(frozen=True, kw_only=True)
class ValidateOptions:
    """Options of `mineralcheck validate`."""

    paths: o.Paths
    report_format: Annotated[Format | None, o.format_option(Format)] = None
    output: o.Output = None
    reference: o.Reference = None
    status: o.Status = None
    as_of: o.AsOf = None
    profile: o.Profile = "default"
    lang: o.Lang = None
    limit: o.Limit = None
    password_file: o.PasswordFile = None
    jobs: o.Jobs = None
    cache: o.Cache = True
    fail_on: o.FailOnOption = o.FailOn.ERROR
    no_color: o.NoColor = False


@takes(ValidateOptions)
def validate(given: ValidateOptions) -> None:
    """Check reporting templates: what is missing, what is wrong, in which cell, and how to mend it.

    Exit code: 0 nothing to complain of, 1 findings, 2 wrong usage, 3 a file could not be read.
    """
    with boundary():
        shown = _Shown(given.report_format, given.output, given.fail_on, given.no_color)
        code = _validate(_request(given), shown, cache=given.cache)
    raise typer.Exit(code)


def _request(given: ValidateOptions) -> "Request":
    from mineralcheck.check.validate import Request
    from mineralcheck.cli.reading import reading_of
    from mineralcheck.rules.profile import load_profile

    settings = load_profile(given.profile)
    reading = reading_of(given.limit, given.password_file)
    return Request(
        paths=tuple(given.paths),
        reference=tuple(given.reference or ()),
        status=tuple(given.status or ()),
        as_of=given.as_of.date() if given.as_of else None,
        settings=settings,
        profile=settings.profile.name,
        language=given.lang or "en",
        jobs=given.jobs,
        limits=reading.limits,
        passwords=reading.passwords,
        seconds_per_file=reading.seconds,
    )


class _Shown(NamedTuple):
    """What becomes of the report."""

    report_format: Format | None
    output: Path | None
    fail_on: o.FailOn
    no_color: bool


def _validate(request: "Request", shown: _Shown, *, cache: bool) -> ExitCode:
    from mineralcheck.check.cache import user_cache
    from mineralcheck.check.validate import validate as run_validation
    from mineralcheck.cli.progress import progress_bar
    from mineralcheck.cli.showing import per_file, require_text, show
    from mineralcheck.model.finding import Severity
    from mineralcheck.reporters.saving import chosen_format, save
    from mineralcheck.workbook.nothing_found import nothing_to_check

    wanted = shown.report_format
    chosen = chosen_format(shown.output, wanted) if shown.output else wanted or Format.TABLE
    if not shown.output:
        require_text(chosen)
    render = per_file(chosen, shown.output, no_color=shown.no_color)
    with user_cache(wanted=cache) as answers, progress_bar() as progress:
        run = run_validation(request, progress, answers, render)
    with run.results:
        if not run.results.totals.files:
            raise nothing_to_check(request.paths)
        run = replace(run, fail_on=None if shown.fail_on is o.FailOn.NEVER else Severity(shown.fail_on))
        if shown.output:
            save(run, shown.output, chosen)
        else:
            show(run, chosen, no_color=shown.no_color)
        _say_totals(run)
        return exit_code(run, shown.fail_on)


def exit_code(run: "Run", fail_on: o.FailOn) -> ExitCode:
    """Findings are worse than a file that could not be read, which is worse than nothing."""
    from mineralcheck.model.finding import Severity

    totals = run.results.totals
    if fail_on is not o.FailOn.NEVER and totals.at_least(Severity(fail_on)):
        return ExitCode.FINDINGS
    return ExitCode.UNREADABLE if totals.unreadable else ExitCode.CLEAN


def _say_totals(run: "Run") -> None:
    totals = run.results.totals
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(totals.verdicts.items()))
    passed = ", ".join(f"{count} {kind}" for kind, count in run.skipped.items())
    line = f"{totals.files} {'file' if totals.files == 1 else 'files'}: {verdicts}."
    if totals.smelter_rows:
        line += f" Smelter rows matched: {totals.matched_rows} of {totals.smelter_rows}."
    if totals.smelter_rows and not run.sources:
        line += " No reference list was at hand; name one with --reference."
    if totals.waived:
        line += f" Findings waived: {totals.waived}."
    if passed:
        line += f" Passed over: {passed}."
    typer.echo(line, err=True)
