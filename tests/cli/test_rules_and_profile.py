"""The commands `rules` and `profile`."""

import json
from pathlib import Path

import pytest
import typer
from fixtures.builder import template
from typer.testing import CliRunner

from mineralcheck.cli.app import app
from mineralcheck.cli.profile import profile_app
from mineralcheck.cli.rules import rules
from mineralcheck.rules.profile import BUILT_IN, built_in_text, starting_text

rules_app = typer.Typer()
rules_app.command()(rules)


def run(app: typer.Typer, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_all_rules_are_listed() -> None:
    code, out, _ = run(rules_app)
    assert code == 0
    assert out.startswith("MC001")
    assert "MC792" in out


def test_a_rule_is_explained() -> None:
    code, out, _ = run(rules_app, "duplicate-smelter-row")
    assert code == 0
    assert out.startswith("MC404 duplicate-smelter-row (warning)")
    assert "Why it matters" in out


@pytest.mark.parametrize("arguments", [(), ("MC404",)])
def test_rules_as_json_and_markdown(arguments: tuple[str, ...]) -> None:
    code, out, _ = run(rules_app, *arguments, "--format", "json")
    assert code == 0
    assert json.loads(out)
    code, out, _ = run(rules_app, *arguments, "--format", "markdown")
    assert code == 0
    assert out.startswith("# ")


def test_a_rule_that_does_not_exist_is_wrong_usage() -> None:
    code, out, err = run(rules_app, "MC999")
    assert (code, out) == (2, "")
    assert "There is no rule 'MC999'" in err


def test_a_profile_is_started_checked_and_shown(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    code, _, err = run(profile_app, "init", str(file))
    assert code == 0
    assert "profile check" in err
    assert file.read_text(encoding="utf-8") == starting_text()
    code, out, _ = run(profile_app, "check", str(file))
    assert (code, "is valid" in out) == (0, True)
    code, out, _ = run(profile_app, "show", str(file))
    assert code == 0
    assert 'profile.name = "my-company"' in out


def test_a_profile_is_started_from_a_built_in_one(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    assert run(profile_app, "init", str(file), "--from", "strict")[0] == 0
    assert file.read_text(encoding="utf-8") == built_in_text("strict")
    code, _, err = run(profile_app, "init", str(file))
    assert (code, "exists already" in err) == (2, True)
    code, _, err = run(profile_app, "init", str(tmp_path / "other.toml"), "--from", "lax")
    assert (code, "no built-in profile 'lax'" in err) == (2, True)


def test_built_in_profiles_are_listed() -> None:
    code, out, _ = run(profile_app, "show", "--list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == list(BUILT_IN)


def test_a_mistake_in_a_profile_names_line_and_key(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[profile]\nname = "x"\n[smelters]\ndenny = []\n', encoding="utf-8")
    code, out, err = run(profile_app, "check", str(file))
    assert (code, out) == (2, "")
    assert "mine.toml:4: smelters.denny: unknown key; did you mean 'deny'?" in err


WAIVED = """
[[waiver]]
supplier = "{supplier}"
rule = "open-required-field"
cell = "Declaration!D15"
reason = "no single person is responsible"
approved_by = "K. Mori"
expires = 2026-12-31
"""


def test_waived_findings_are_counted_and_shown_apart(tmp_path: Path) -> None:
    book = template("CMRT", "6.5").company(contact_name=None)
    book.save(tmp_path / "open.xlsx")
    (tmp_path / "mine.toml").write_text(
        '[profile]\nname = "x"\n[rules]\nwaivers = "w.toml"\n', encoding="utf-8"
    )
    arguments = ["validate", str(tmp_path / "open.xlsx"), "--as-of", "2026-06-30"]
    arguments += ["--profile", str(tmp_path / "mine.toml")]
    (tmp_path / "w.toml").write_text(WAIVED.format(supplier="Somebody else"), encoding="utf-8")
    code, out, _ = run(app, *arguments, "--format", "json")
    report = json.loads(out)["files"][0]
    assert (code, report["verdict"], report["waived"]) == (1, "fail", [])
    (tmp_path / "w.toml").write_text(WAIVED.format(supplier=report["company"]["name"]), encoding="utf-8")
    code, out, err = run(app, *arguments, "--format", "json")
    report = json.loads(out)["files"][0]
    assert (code, report["verdict"], report["findings"]) == (0, "pass", [])
    assert [(each["code"], each["cell"], each["expires"]) for each in report["waived"]] == [
        ("MC101", "Declaration!D15", "2026-12-31")
    ]
    assert json.loads(out)["totals"]["waived"] == 1
    assert "Findings waived: 1." in err
    code, out, _ = run(app, *arguments)
    assert "waived  MC101" in out
    assert "no single person is responsible (K. Mori, until 2026-12-31)" in " ".join(out.split())
