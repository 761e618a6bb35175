"""The catalogue for readers: explanations for the terminal, pages for `docs/rules/`.

`python -m mineralcheck.rules.pages docs/rules` writes the pages anew.
"""

import difflib
import json
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from mineralcheck.model.errors import UsageError
from mineralcheck.model.text import fold
from mineralcheck.rules.known_faults import KnownFault, known_faults
from mineralcheck.rules.registry import Rule, all_rules
from mineralcheck.rules.texts import ENGLISH, translate, word

_WIDTH = 100
_RANGES = ("MC0", "MC1", "MC2", "MC3", "MC4", "MC5", "MC6", "MC7", "MC8")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def find_rule(name: str) -> Rule:
    """A rule by its code or name; raises UsageError with the nearest one when there is none."""
    known = {fold(rule.code): rule for rule in all_rules()} | {rule.name: rule for rule in all_rules()}
    key = fold(name)
    if key in known:
        return known[key]
    near = difflib.get_close_matches(key, known, n=1)
    hint = (
        f"did you mean {known[near[0]].code} ({known[near[0]].name})?"
        if near
        else "`mineralcheck rules` lists them."
    )
    raise UsageError(f"There is no rule {name!r}; {hint}")


def _text(rule: Rule, part: str, language: str) -> str:
    english: str = getattr(rule, part) or ""
    return translate(f"{rule.code}.{part}", english, language)


def _for_reading(text: str) -> str:
    """Placeholders in a form that says what will stand there: `{cell}` becomes `[cell]`."""
    return _PLACEHOLDER.sub(r"[\1]", text)


def _sources(rule: Rule, language: str) -> str:
    found = []
    for source in rule.source:
        kind, _, place = source.partition(":")
        found.append(word(f"source.{kind}", language) + (f" ({place.strip()})" if place else ""))
    return "; ".join(found)


def _applies(rule: Rule) -> str:
    """Families; `EMRT ≥ 2.0` where the rule speaks of later revisions only."""
    return ", ".join(text.replace(" ", " ≥ ") for text in rule.applies)


def _facts(rule: Rule, language: str) -> Iterator[tuple[str, str]]:
    """Headings and texts of an explanation, in order."""
    for part in ("obligation", "why", "example", "fix"):
        yield word(f"page.{part}", language), _for_reading(_text(rule, part, language))
    yield word("page.message", language), _for_reading(_text(rule, "message", language))
    yield word("page.applies", language), _applies(rule)
    yield word("page.source", language), _sources(rule, language)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def explanation(rule: Rule, language: str = ENGLISH) -> str:
    """One rule for the terminal."""
    severity = word(f"severity.{rule.severity}", language)
    lines = [f"{rule.code} {rule.name} ({severity})", ""]
    for heading, text in _facts(rule, language):
        lines += [f"{heading}:", textwrap.indent(_wrapped(text), "  ")]
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> str:
    """Text on lines of a readable width; scripts without spaces are cut anywhere."""
    if _columns(text) == len(text):
        return textwrap.fill(text, _WIDTH - 2)
    lines, line = [], ""
    for character in text:
        if _columns(line + character) > _WIDTH - 2:
            lines.append(line)
            line = ""
        line += character
    return "\n".join([*lines, line])


def listing(language: str = ENGLISH) -> str:
    """All rules for the terminal, one a line."""
    rows = [
        (
            rule.code,
            word(f"severity.{rule.severity}", language),
            rule.name,
            _text(rule, "obligation", language),
        )
        for rule in all_rules()
    ]
    widest = max(_columns(row[1]) for row in rows)
    name = max(len(row[2]) for row in rows)
    return "".join(
        f"{code}  {severity}{' ' * (widest - _columns(severity))}  {own:<{name}}  {obligation}\n"
        for code, severity, own, obligation in rows
    )


def as_json(rule: Rule | None, language: str = ENGLISH) -> str:
    """One rule, or all, as JSON."""

    def facts(each: Rule) -> dict[str, object]:
        texts = {
            part: _text(each, part, language) for part in ("obligation", "message", "fix", "why", "example")
        }
        return {
            "code": each.code,
            "name": each.name,
            "severity": each.severity,
            **texts,
            "expected": _text(each, "expected", language) or None,
            "applies": list(each.applies),
            "source": list(each.source),
        }

    body = facts(rule) if rule else [facts(each) for each in all_rules()]
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def rule_page(rule: Rule, language: str = ENGLISH) -> str:
    """One rule as a Markdown page."""
    severity = word(f"severity.{rule.severity}", language)
    head = f"# {rule.code} {rule.name}\n\n{word('page.severity', language)}: **{severity}**\n"
    return head + "".join(f"\n## {heading}\n\n{text}\n" for heading, text in _facts(rule, language))


def index_page(language: str = ENGLISH) -> str:
    """All rules as a Markdown page, by range of codes."""
    parts = [f"# {word('page.rules', language)}\n"]
    for prefix in _RANGES:
        own = [rule for rule in all_rules() if rule.code.startswith(prefix)]
        rows = "".join(
            f"| [{r.code}]({r.code}.md) | {r.name} | {word(f'severity.{r.severity}', language)} | "
            f"{_text(r, 'obligation', language)} |\n"
            for r in own
        )
        parts.append(f"\n## {prefix}xx: {word(f'range.{prefix}', language)}\n\n{_table_head(language)}{rows}")
    return "".join(parts)


def _table_head(language: str) -> str:
    heads = ("page.code", "page.name", "page.severity", "page.obligation")
    return f"| {' | '.join(word(head, language) for head in heads)} |\n|---|---|---|---|\n"


def faults_page(faults: Iterable[KnownFault]) -> str:
    """Known faults of official templates as a Markdown page."""
    rows = "".join(
        f"| {fault.name} | {', '.join(fault.templates)} | {fault.what} | {fault.remedy} | "
        f"{', '.join(fault.excuses) or '-'} |\n"
        for fault in faults
    )
    intro = (
        "# Known faults of official templates\n\n"
        "A supplier is not blamed for these. MC001 names the fault where a file shows it;\n"
        "the findings in the last column are then not made for the same row.\n\n"
    )
    return f"{intro}| Fault | Templates | What | Remedy | Excuses |\n|---|---|---|---|---|\n{rows}"


def pages() -> dict[str, str]:
    """Every page of `docs/rules/` by file name."""
    found = {f"{rule.code}.md": rule_page(rule) for rule in all_rules()}
    return found | {"index.md": index_page(), "known-faults.md": faults_page(known_faults())}


def main(folder: Path) -> None:
    """Write the pages into a folder, and remove those of rules that no longer exist."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
