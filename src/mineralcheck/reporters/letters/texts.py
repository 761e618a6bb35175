"""The words of the letters: Jinja2 templates, one file a language; a folder of a company goes before them."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from mineralcheck.model.errors import UsageError
from mineralcheck.rules.texts import LANGUAGES

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

PAGES = ("letter.html.j2", "letter.md.j2", "letter.txt.j2")
BASE_DOCUMENT = "letter.docx"
Value = object


class Columns(BaseModel):
    """Headings of the tables."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: str
    cell: str
    question: str
    found: str
    expected: str
    fix: str
    row: str
    mineral: str
    declared: str
    candidates: str


class Texts(BaseModel):
    """Words of one language; `unreadable` has a text for each reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: tuple[str, ...]
    date: str
    greeting: str
    closing: str
    subject_changes: str
    subject_well: str
    subject_reminder: str
    opening_changes: str
    opening_well: str
    opening_reminder: str
    still_missing: str
    file_well: str
    file_marked: str
    corrections: str
    corrections_note: str
    checks: str
    checks_note: str
    smelters: str
    smelters_note: str
    smelter_fix: str
    no_candidate: str
    whole_file: str
    repeated: str
    columns: Columns
    unreadable: Mapping[str, str]


class Wording:
    """Texts of all languages and the pages around them; a folder of a company goes before our own."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        if folder:
            _refuse_strangers(folder)
        self._texts = {language: _texts(language, folder) for language in LANGUAGES}
        self._plain = _environment(folder, escaped=False)
        self._escaped = _environment(folder, escaped=True)
        self._compiled: dict[str, Template] = {}

    @property
    def base_document(self) -> Path | None:
        """The company's own document (letterhead, styles) that letters are written into."""
        path = self._folder / BASE_DOCUMENT if self._folder else None
        return path if path and path.is_file() else None

    def of(self, language: str) -> Texts:
        """The templates of a language."""
        return self._texts[language]

    def fill(self, template: str, **values: Value) -> str:
        """A text with its variables filled in; raises UsageError for a fault in a company's template."""
        from jinja2 import TemplateError

        try:
            if template not in self._compiled:
                self._compiled[template] = self._plain.from_string(template)
            return self._compiled[template].render(values).strip()
        except TemplateError as error:
            shown = template.strip().splitlines()[0][:60]
            raise UsageError(f"{self._where('')}: the text “{shown}” cannot be filled in: {error}.") from None

    def page(self, name: str, **values: Value) -> str:
        """One of the pages with its variables filled in; HTML is escaped."""
        from jinja2 import TemplateError

        environment = self._escaped if name.endswith(".html.j2") else self._plain
        try:
            return environment.get_template(name).render(values)
        except TemplateError as error:
            raise UsageError(f"{self._where(name)}: the template cannot be filled in: {error}.") from None

    def date(self, day: dt.date, language: str) -> str:
        """A day written out."""
        texts = self.of(language)
        return self.fill(texts.date, day=day, months=texts.months)

    def _where(self, name: str) -> str:
        return str(self._folder / name) if self._folder else name or "letters"


def _environment(folder: Path | None, *, escaped: bool) -> "SandboxedEnvironment":
    from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from mineralcheck.reporters.neutral import markdown

    own = PackageLoader("mineralcheck.reporters.letters", "templates")
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder), own]) if folder else own,
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["markdown"] = markdown
    return environment


@cache
def _own_texts(language: str) -> Mapping[str, object]:
    file = resources.files(__package__).joinpath("data", f"{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _texts(language: str, folder: Path | None) -> Texts:
    own = _own_texts(language)
    path = folder / f"{language}.toml" if folder else None
    if path is None or not path.is_file():
        return Texts.model_validate(own)
    try:
        theirs: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return Texts.model_validate(_merged(own, theirs))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not a TOML file ({error}).") from None
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise UsageError(
            f"{path}: {place}: {fault['msg']}. Known keys: {', '.join(Texts.model_fields)}."
        ) from None


def _merged(own: Mapping[str, object], theirs: Mapping[str, object]) -> dict[str, object]:
    merged = dict(own) | dict(theirs)
    for key in ("columns", "unreadable"):
        ours, other = own[key], theirs.get(key)
        if isinstance(ours, dict) and isinstance(other, dict):
            merged[key] = ours | other
    return merged


def _refuse_strangers(folder: Path) -> None:
    """A misspelt file name must not pass for an override."""
    if not folder.is_dir():
        raise UsageError(
            f"{folder}: there is no such folder. Name the folder with your texts of the letters."
        )
    known = {BASE_DOCUMENT, *PAGES, *(f"{language}.toml" for language in LANGUAGES)}
    for path in sorted(folder.iterdir()):
        if path.suffix in {".toml", ".j2", ".docx"} and path.name not in known:
            raise UsageError(f"{path}: no letter uses this file. Known names: {', '.join(sorted(known))}.")
