"""Translations: collects the texts of the rule catalogue into gettext files, and compiles them.

After a change of the catalogue or of the words:  python -m tools.messages update
After editing a .po file:                         python -m tools.messages compile

A text is identified by its place in the catalogue (`MC101.message`), which is its context in the .po file,
and by its English text: when that changes, the translations no longer belong to it and count as missing.
"""

import datetime as dt
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from mineralcheck.rules.registry import all_rules
from mineralcheck.rules.texts import ENGLISH, LANGUAGES, PARTS, english_words

LOCALE = Path(__file__).resolve().parents[1] / "src" / "mineralcheck" / "locale"
# The files say what was translated, not when a program wrote them.
_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def texts() -> Iterator[tuple[str, str]]:
    """Every text to translate: its context and its English text."""
    for rule in all_rules():
        for part in PARTS:
            english = getattr(rule, part)
            if english:
                yield f"{rule.code}.{part}", english
    for key, english in english_words().items():
        yield f"word.{key}", english


def translated_languages() -> tuple[str, ...]:
    """Languages that have files."""
    return tuple(language for language in LANGUAGES if language != ENGLISH)


def po_file(language: str) -> Path:
    """Where the translations of a language are."""
    return LOCALE / language / "LC_MESSAGES" / "mineralcheck.po"


def read(language: str) -> Catalog:
    """The translations of a language as they are written down; empty when there are none yet."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(old: Catalog, language: str) -> Catalog:
    """A catalogue with exactly the texts of today, and the translations that still belong to them."""
    new = Catalog(
        locale=language,
        project="mineralcheck",
        version="1",
        msgid_bugs_address="none",
        header_comment=f"# Translations of mineralcheck: {language}.",
        creation_date=_DATE,
        revision_date=_DATE,
        last_translator="none",
        language_team=language,
        fuzzy=False,
    )
    for context, english in texts():
        known = old.get(english, context)
        new.add(english, known.string if known else "", context=context)
    return new


def po_bytes(found: Catalog) -> bytes:
    """The text of a .po file."""
    out = io.BytesIO()
    write_po(out, found, width=110)
    return out.getvalue()


def mo_bytes(found: Catalog) -> bytes:
    """The compiled form that the program reads."""
    out = io.BytesIO()
    write_mo(out, found)
    return out.getvalue()


def main(command: str) -> None:
    """`update` or `compile`."""
    for language in translated_languages():
        found = read(language)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        if command == "update":
            found = updated(found, language)
            path.write_bytes(po_bytes(found))
        path.with_suffix(".mo").write_bytes(mo_bytes(found))
        missing = sum(not message.string for message in found if message.id)
        print(f"{language}: {len(found)} texts, {missing} not translated")


if __name__ == "__main__":
    main(sys.argv[1])
