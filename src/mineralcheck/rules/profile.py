"""Acceptance profiles: what a company accepts, in a small TOML file that can be versioned and handed on."""

import difflib
import hashlib
import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from pydantic import BaseModel

from mineralcheck.model.errors import UsageError
from mineralcheck.model.text import fold
from mineralcheck.rules.option_files import checked, parsed
from mineralcheck.rules.positions import line_of
from mineralcheck.rules.registry import catalogue
from mineralcheck.rules.settings import (
    ProfileFile,
    RuleSettings,
    Settings,
)
from mineralcheck.rules.tables import read_by_supplier, read_denied
from mineralcheck.rules.waiver_file import read_waivers
from mineralcheck.templates.registry import layouts

BUILT_IN = ("default", "rmi-checker", "strict", "tolerant")


def built_in_text(name: str) -> str:
    """Text of a built-in profile, with its comments."""
    folder = resources.files(__package__).joinpath("data", "profiles")
    return folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")


def starting_text(name: str | None = None) -> str:
    """Text to start a profile from: that of a built-in one, or one with every setting commented out."""
    if name is None:
        return built_in_text("starter")
    if name not in BUILT_IN:
        raise UsageError(f"There is no built-in profile {name!r}; there are: {', '.join(BUILT_IN)}.")
    return built_in_text(name)


def effective(settings: Settings) -> Iterator[str]:
    """Every value in force, one a line, as `section.key = value`."""
    for section in ProfileFile.model_fields:
        values: BaseModel = getattr(settings, section)
        for key, value in values.model_dump(mode="json").items():
            yield f"{section}.{key} = {json.dumps(value, ensure_ascii=False)}"


def load_profile(source: str | Path) -> Settings:
    """A built-in profile by its name, or one from a file.

    Raises UsageError that names file, line and key when the file cannot be used.
    """
    if str(source) in BUILT_IN:
        return read_profile(built_in_text(str(source)), str(source), Path())
    path = Path(source)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(
            f"{source}: cannot be read: {reason}. Built-in profiles: {', '.join(BUILT_IN)}."
        ) from None
    return read_profile(text, str(source), path.parent)


def read_profile(text: str, name: str, folder: Path) -> Settings:
    """A profile from its text; `name` is for messages, lists are looked for in `folder`."""
    profile = checked(ProfileFile, parsed(text, name), text, name)
    _check_answers(profile, text, name)
    rules = _with_codes(profile.rules, text, name)
    return _with_lists(profile.model_copy(update={"rules": rules}), text, folder)


def _check_answers(profile: ProfileFile, text: str, name: str) -> None:
    """Required answers must be ones that some revision offers; a typing error would reject every file."""
    for question, wanted in profile.declaration.required_answers.items():
        offered = {
            answer
            for layout in layouts().values()
            if question in layout.company_questions
            for listed in layout.company_questions[question].list_names
            for answer in layout.answers[listed]
        }
        unknown = [answer for answer in wanted if answer not in offered]
        if unknown:
            line = line_of(text, ("declaration", "required_answers", question))
            listed = "; ".join(sorted(offered))
            key = f"declaration.required_answers.{question}"
            raise UsageError(f"{name}:{line}: {key}: {unknown[0]!r} is no answer; answers: {listed}.")


def _with_codes(rules: RuleSettings, text: str, name: str) -> RuleSettings:
    """Rule settings with codes in place of names."""
    codes = {fold(rule.name): rule.code for rule in catalogue()} | {fold(r.code): r.code for r in catalogue()}

    def code(given: str, key: str) -> str:
        if fold(given) in codes:
            return codes[fold(given)]
        near = difflib.get_close_matches(fold(given), codes, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`mineralcheck rules` lists them."
        path = ("rules", key, given) if key == "severity" else ("rules", key)
        raise UsageError(f"{name}:{line_of(text, path)}: rules.{key}: no rule {given!r}; {hint}")

    return rules.model_copy(
        update={
            "only": tuple(code(given, "only") for given in rules.only),
            "off": tuple(code(given, "off") for given in rules.off),
            "severity": {code(given, "severity"): value for given, value in rules.severity.items()},
        }
    )


def _with_lists(profile: ProfileFile, text: str, folder: Path) -> Settings:
    minerals, products, waivers = profile.minerals.expected, profile.products.requested, profile.rules.waivers
    sections = {name: getattr(profile, name) for name in ProfileFile.model_fields}
    return Settings.model_construct(
        **sections,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        expected_minerals=read_by_supplier(folder / minerals, "minerals") if minerals else {},
        requested_products=read_by_supplier(folder / products, "product_number") if products else {},
        denied=tuple(entry for path in profile.smelters.deny for entry in read_denied(folder / path)),
        waivers=read_waivers(folder / waivers) if waivers else (),
    )
