"""Every command that the documentation shows does what the page says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from docs.commands_run import (
    LEFT_OUT,
    Command,
    commands,
    correct,
    differences,
    fences,
    mentioned,
    pages,
    run,
    sample,
    shown,
)

ROOT = Path(__file__).resolve().parents[2]
PAGES = {page.relative_to(ROOT).as_posix(): page for page in pages()}
WITH_COMMANDS = [
    name for name, page in PAGES.items() if any(fence.language == "console" for fence in fences(page))
]
SHELL = {"sh", "powershell"}
# Commands that install something, and are run by the tests of the packages or by `.ci/run`.
INSTALLING = re.compile(
    r"""^(
        python3\ -m\ venv\ \.venv(\ &&\ \.venv/bin/pip\ install\ .*)?
        | py\ -m\ venv\ \.venv
        | \.venv[/\\](bin|Scripts)[/\\](pip\ install\ \.|mineralcheck\ --version|pytest\b.*)
        | \.venv/bin/python\ -m\ docs\.generate
        | Set-Alias\ mineralcheck\ "\$PWD\\mineralcheck\.exe"
        | pipx\ install\ \.
        | uvx\ --from\ \.\ mineralcheck\ --version
        | \.ci/run\b.*
        | mineralcheck\ validate\ inbox/\ --format\ markdown\ >>\ "\$GITHUB_STEP_SUMMARY"
    )$""",
    re.VERBOSE,
)


def test_there_are_pages_with_commands() -> None:
    assert {"docs/quick-start.md", "docs/suppliers.md", "docs/ci.md"} <= set(WITH_COMMANDS)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all pages: most of them check the same sample campaign."""
    return tmp_path_factory.mktemp("answers")


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_commands_print_what_the_page_says(name: str, answers: Path) -> None:
    assert [str(one) for one in differences(PAGES[name], answers)] == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_command_is_shown_that_no_test_runs(name: str) -> None:
    for fence in fences(PAGES[name]):
        if fence.language == "console":
            continue
        lines = [line for line in fence.lines if line.strip()]
        if fence.language in SHELL:
            unknown = [line for line in lines if not INSTALLING.match(line)]
        else:
            unknown = [line for line in lines if re.match(r"\s*(\$ |\S*bin/)?mineralcheck [a-z-]+ ", line)]
        if fence.language in {"text", "yaml"} and name in {"docs/commands.md", "docs/ci.md"}:
            continue  # generated from the code, or included from examples that have tests of their own
        assert unknown == [], f"line {fence.line}"


@pytest.mark.parametrize(
    "name", [name for name, page in PAGES.items() if "```python\n" in page.read_text("utf-8")]
)
def test_python_on_a_page_runs(name: str, tmp_path: Path) -> None:
    sample(tmp_path / "campaign")
    for fence in fences(PAGES[name]):
        if fence.language == "python":
            command = [sys.executable, "-W", "error", "-c", "\n".join(fence.lines)]
            subprocess.run(command, cwd=tmp_path / "campaign", check=True, capture_output=True)


MENTIONED = sorted({words for page in PAGES.values() for words in mentioned(page)})


def test_commands_are_mentioned_within_the_text() -> None:
    assert {"mineralcheck doctor", "mineralcheck rules MC402"} <= set(MENTIONED)


@pytest.mark.parametrize("words", MENTIONED)
def test_a_command_within_the_text_is_no_wrong_usage(words: str, answers: Path, tmp_path: Path) -> None:
    sample(tmp_path / "campaign")
    only_named = len(words.split()) == 2
    command = Command(f"{words} --help" if only_named else words, (), 0, 0)
    code, printed = run(command, tmp_path / "campaign", tmp_path / "home", answers)
    assert code in ({0} if only_named else {0, 1, 3}), printed


def page(folder: Path, text: str) -> Path:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


def found(path: Path) -> list[Command]:
    return [one for fence in fences(path) if fence.language == "console" for one in commands(fence)]


def test_commands_are_read_with_their_output_code_and_continuation(tmp_path: Path) -> None:
    text = (
        "<!-- exit 3 -->\n```console\n$ one \\\n  more\nout\n\nput\n$ two\n```\n\n```console\n$ three\n```\n"
    )
    one, two, three = found(page(tmp_path, text))
    assert (one.words, one.output, one.code) == ("one \\\n  more", ("out", "", "put"), 3)
    assert (two.words, two.output, two.code) == ("two", (), 3)
    assert three.code == 0


def test_a_wrong_page_is_found_and_corrected(tmp_path: Path) -> None:
    path = page(tmp_path, "before\n\n```console\n$ printf 'a\\nb\\nc\\n'\na\nx\n…\n$ false\n```\n\nafter\n")
    output, code = differences(path)
    assert (output.code, output.lines) == (0, ("a", "b", LEFT_OUT))
    assert (code.command.words, code.code) == ("false", 1)
    correct(path, [output, code])
    assert path.read_text(encoding="utf-8").split("\n")[3:8] == [
        "$ printf 'a\\nb\\nc\\n'",
        "a",
        "b",
        LEFT_OUT,
        "$ false",
    ]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (("x",), ("1", "2", "3", "4")),
        (("x", LEFT_OUT), ("1", LEFT_OUT)),
        ((LEFT_OUT, "y"), (LEFT_OUT, "4")),
        (("x", LEFT_OUT, "y", "z"), ("1", LEFT_OUT, "3", "4")),
    ],
)
def test_what_is_left_out_stays_left_out(output: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert shown(Command("x", output, 1, 2), ["1", "2", "3", "4"]) == expected
