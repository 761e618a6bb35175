"""What goes beside a release: the bill of materials and the licences of what the single file holds."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
RELEASE = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
REQUIRED = {"pydantic", "python-calamine", "rapidfuzz", "lxml", "typer", "pygal", "msoffcrypto-tool"}


@pytest.fixture(scope="module")
def notices() -> ModuleType:
    pytest.importorskip("piplicenses", reason="needs .[dev]")
    spec = importlib.util.spec_from_file_location("notices", ROOT / "packaging" / "notices.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_notices_are_about_everything_that_is_bundled_and_nothing_else(notices: ModuleType) -> None:
    names = notices.bundled()
    assert REQUIRED | {"cryptography", "markupsafe", "pydantic-core"} <= names
    assert names.isdisjoint({"pytest", "mkdocs", "pyarrow", "mypy", "pip-licenses"})


def test_notices_name_the_libraries_under_the_lesser_licence_and_how_to_change_them(
    notices: ModuleType,
) -> None:
    text = notices.text()
    preface = text.partition("\n\n")[2].partition("\n\n")[0]
    assert re.search(r"pebble [\d.]+, pycountry [\d.]+, pygal [\d.]+ are under the GNU Lesser", preface)
    assert "packaging/single_file.py" in preface
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    missing = [
        name for name in notices.bundled() if not re.search(rf"(?im)^{name.replace('-', '[-_.]')}$", text)
    ]
    assert missing == []


def bill(target: Path) -> bytes:
    command = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "environment",
        "--pyproject",
        str(ROOT / "pyproject.toml"),
    ]
    options = ["--output-reproducible", "--validate", "--of", "JSON", "-o", str(target), sys.prefix]
    subprocess.run([*command, *options], check=True, capture_output=True)
    return target.read_bytes()


def test_the_bill_of_materials_is_valid_complete_and_repeatable(tmp_path: Path) -> None:
    pytest.importorskip("cyclonedx_py", reason="needs .[dev]")
    one, two = (bill(tmp_path / name) for name in ("one.json", "two.json"))
    assert one == two
    body = json.loads(one)
    assert body["bomFormat"] == "CycloneDX"
    assert body["metadata"]["component"]["name"] == "mineralcheck"
    listed = {part["name"].lower(): part for part in body["components"]}
    assert set(listed) >= REQUIRED
    assert all(listed[name]["licenses"] and listed[name]["purl"] for name in REQUIRED)


def test_the_release_makes_the_bill_as_the_test_does_and_publishes_without_a_token() -> None:
    steps = [step for job in RELEASE["jobs"].values() for step in job["steps"]]
    scripts = "\n".join(step.get("run", "") for step in steps)
    assert "cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --validate" in scripts
    assert "THIRD-PARTY-NOTICES" in scripts
    assert RELEASE["jobs"]["publish"]["permissions"]["id-token"] == "write"
    assert "secrets." not in json.dumps(RELEASE)


def test_the_single_file_is_tried_with_commands_that_end_as_the_workflow_says(tmp_path: Path) -> None:
    """Here with the program as it is installed; on a tag with the file that was built."""
    (step,) = [one for one in RELEASE["jobs"]["single-file"]["steps"] if one.get("name") == "It runs"]
    program = tmp_path / "single" / "mineralcheck"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mineralcheck "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    result = subprocess.run(script, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    written = {path.relative_to(tmp_path / "sample").parts[0] for path in tmp_path.glob("sample/**/*.*")}
    assert {"findings.xlsx", "report", "letters"} <= written
