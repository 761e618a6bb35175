"""Prepares a copy of the project in which mutmut can change the rules:  python -m tools.mutation FOLDER

mutmut leaves decorated functions alone, and every rule is one (`@rule("MC101")`). In the copy a rule
registers itself by a call behind its definition instead. The cases check one rule at a time there, with the
declaration built once, so that a mutant is tried in milliseconds; what two rules say together is left to the
real tests, so the score is a lower bound. Then, in FOLDER:  mutmut run; mutmut results
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_RULE = re.compile(r'@rule\("(MC\d{3})"\)\n(def (\w+)\()')
_CONFIG = """
[tool.mutmut]
source_paths = ["src/mineralcheck"]
only_mutate = ["src/mineralcheck/rules/*"]
also_copy = ["src", "tools", "fixtures", "docs"]
pytest_add_cli_args_test_selection = ["tests/rules"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib"]
"""
# Tests that need the material beside the checkout, or compare files with each other.
_LEFT_OUT = ("test_official.py", "test_languages.py", "test_translations.py", "test_structure.py")
_CHECK = '''

CONTEXTS: dict[str, Any] = {}


def check(case: Case) -> None:  # type: ignore[no-redef]
    """One rule alone, on a declaration that is built once."""
    from mineralcheck.rules.engine import finding_of
    from mineralcheck.rules.known_faults import without_excused
    from mineralcheck.rules.registry import functions, rules_by_code

    key = f"{case}{case.changes!r}"
    context = CONTEXTS.get(key) or CONTEXTS.setdefault(key, a_context(**case.changes))
    rule = rules_by_code()[case.code]
    if rule.code == "MC792":
        found = [each for each in findings(context) if each.code == rule.code]
    else:
        applies = rule.applies_to(context.submission.template)
        problems = functions()[rule.code](context) if applies else ()
        made = tuple(finding_of(rule, each, rule.severity) for each in problems)
        found = list(without_excused(made, context))
    assert [str(each.cell or "") for each in found] == list(case.expected)
    if case.fires:
        assert told(case, found) == what_is_told()[str(case)]
'''


def _register_behind(text: str) -> str:
    codes = {name: code for code, _, name in _RULE.findall(text)}
    calls = "".join(f'rule("{code}")({name})\n' for name, code in codes.items())
    return _RULE.sub(r"\2", text) + (f"\n\n{calls}" if calls else "")


def main(folder: Path) -> None:
    """Make the copy; it must not exist."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__"))
    for path in (folder / "src" / "mineralcheck" / "rules").glob("*.py"):
        path.write_text(_register_behind(path.read_text(encoding="utf-8")), encoding="utf-8")
    for name in _LEFT_OUT:
        (folder / "tests" / "rules" / name).unlink()
    with (folder / "tests" / "rules" / "cases.py").open("a", encoding="utf-8") as file:
        file.write(_CHECK)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(_CONFIG)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
