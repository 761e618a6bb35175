"""What other systems run: the steps of the action, of the GitLab example and of the hook, as written."""

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
PLACEHOLDER = re.compile(r"\$\{\{ *([a-z0-9_.-]+) *\}\}")


class Runner:
    """As much of a GitHub runner as a composite action needs: inputs, outputs of steps, conditions."""

    def __init__(self, folder: Path, inputs: dict[str, str]) -> None:
        self.folder = folder
        self.inputs = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
        self.values = {f"inputs.{name}": value for name, value in self.inputs.items()}
        self.temporary = folder.parent / "runner"
        self.temporary.mkdir(exist_ok=True)
        self.values["steps.install.outputs.python"] = sys.executable

    def fill_in(self, text: str) -> str:
        return PLACEHOLDER.sub(lambda found: self.values[found[1]], text)

    def run_step(self, name: str) -> subprocess.CompletedProcess[str]:
        step = next(step for step in ACTION["runs"]["steps"] if step.get("name") == name)
        assert PLACEHOLDER.search(step["run"]) is None, "values reach a script through its environment alone"
        outputs = self.temporary / "outputs"
        outputs.write_text("", encoding="utf-8")
        own = {key: self.fill_in(value) for key, value in step.get("env", {}).items()}
        given = {
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_ACTION_PATH": str(ROOT),
        }
        result = subprocess.run(
            [*BASH, step["run"]],
            cwd=self.folder,
            env=os.environ | given | own,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        for line in outputs.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            self.values[f"steps.{step['id']}.outputs.{key}"] = value
        return result

    def run(self) -> tuple[int, str]:
        """The steps after the installation; exit code and output of the last."""
        for name in ("Collect the options", "Write the SARIF file"):
            result = self.run_step(name)
            assert result.returncode == 0, result.stderr
        result = self.run_step("Check")
        return result.returncode, result.stdout + result.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    shutil.copytree(ROOT / "fixtures" / "campaign", folder / "in box")
    return folder


def test_the_action_annotates_writes_sarif_and_fails(repository: Path) -> None:
    code, output = Runner(repository, {"paths": "in box", "as-of": "2026-10-01"}).run()
    assert code == 1
    assert re.search(r"^::error .*file=in box/brezina-2026-05-15\.xlsx.*MC105", output, re.MULTILINE)
    sarif = json.loads((repository / "mineralcheck.sarif").read_bytes())
    assert {found["ruleId"] for found in sarif["runs"][0]["results"]} >= {"MC101", "MC105"}


def test_the_action_passes_on_good_files_and_takes_several_paths(repository: Path) -> None:
    paths = "in box/brightwater-2026-05-04.xlsx\n\nin box/nordvik-2026-08-11.xlsx\n"
    code, output = Runner(repository, {"paths": paths, "annotations": "false"}).run()
    assert code == 0
    assert "2 files: 2 pass." in output
    assert "::" not in output


def test_the_action_tells_of_an_unreadable_file_in_the_end(repository: Path) -> None:
    code, _ = Runner(repository, {"paths": "in box/price-list.xlsx", "fail-on": "never"}).run()
    assert code == 3
    assert (repository / "mineralcheck.sarif").exists()


@pytest.mark.parametrize("paths", ["$(touch gone)", "`touch gone`", "x; touch gone", "--output=gone"])
def test_nothing_in_an_input_is_run_or_taken_for_an_option(repository: Path, paths: str) -> None:
    runner = Runner(repository, {"paths": paths})
    runner.run_step("Collect the options")
    assert runner.run_step("Check").returncode == 2
    assert not (repository / "gone").exists()


def test_a_mistyped_folder_fails_the_job(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / "inbox").mkdir(parents=True)
    runner = Runner(repository, {"paths": "inbox"})
    runner.run_step("Collect the options")
    written = runner.run_step("Write the SARIF file")
    assert written.returncode != 0
    assert "no workbook to check" in written.stderr
    job = yaml.safe_load((ROOT / "examples" / "gitlab-ci.yml").read_text(encoding="utf-8"))["declarations"]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    script = [*BASH, "\n".join(job["script"])]
    gitlab = subprocess.run(script, cwd=repository, env=os.environ | {"PATH": path}, check=False)
    assert gitlab.returncode != 0
    assert not list(repository.glob("*.*"))


def test_every_action_that_is_used_is_pinned_to_a_commit() -> None:
    files = [ROOT / "action.yml", *(ROOT / ".github" / "workflows").glob("*.yml")]
    used = [line for path in files for line in re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))]
    assert len(used) > 10
    assert [one for one in used if not re.search(r"@[0-9a-f]{40}$", one) and one != "./"] == []


def test_the_action_installs_itself(repository: Path) -> None:
    runner = Runner(repository, {"paths": "in box/brightwater-2026-05-04.xlsx"})
    assert runner.run_step("Install").returncode == 0
    assert runner.values["steps.install.outputs.python"] != sys.executable
    code, output = runner.run()
    assert (code, "10 of 10" in output) == (0, True)


def test_the_gitlab_example_writes_test_results(repository: Path) -> None:
    job = yaml.safe_load((ROOT / "examples" / "gitlab-ci.yml").read_text(encoding="utf-8"))["declarations"]
    (repository / "in box").rename(repository / "inbox")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    codes = [
        subprocess.run([*BASH, line], cwd=repository, env=os.environ | {"PATH": path}, check=False).returncode
        for line in job["script"]
    ]
    assert codes == [0, 1]  # the table, then the job's result
    results = ET.parse(repository / job["artifacts"]["reports"]["junit"]).getroot()
    assert any(case.find("failure") is not None for case in results.iter("testcase"))


def test_the_hook_checks_what_is_committed(tmp_path: Path, repository: Path) -> None:
    pytest.importorskip("pre_commit", reason="needs .[dev]")
    source = tmp_path / "source"
    for part in ("src", "fixtures"):
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / part, source)
    me = ["-c", "user.name=tester", "-c", "user.email=tester@company.example"]
    for folder in (source, repository):
        for command in (["init", "-q"], ["add", "--all"], [*me, "commit", "-qm", "all"]):
            subprocess.run(["git", *command], cwd=folder, check=True)
    result = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(source), "mineralcheck", "--all-files"],
        cwd=repository,
        env=os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 1
    assert "Failed" in result.stdout
    assert "brezina-2026-05-15.xlsx" in result.stdout
