"""Files that other programs saved say what the original said."""

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from benchmarks.official_files import fill
from fixtures.builder import template
from tests.support.meaning import meaning
from tests.support.writers import WRITERS

from mineralcheck.model.submission import CompanyField, Submission
from mineralcheck.reader.submission import read_submission
from mineralcheck.workbook.opening import open_workbook

TEMPLATES = [("CMRT", "6.5"), ("EMRT", "2.1"), ("CRT", "2.2"), ("AMRT", "1.3")]


def filled(family: str, version: str) -> bytes:
    """A submission with an answer of every kind."""
    built = template(family, version).company(address="two  spaces, ＮＦＫＣ, \u200bzero width, R&D <x>")
    return built.bytes()


@cache
def original(family: str, version: str) -> tuple[bytes, Submission]:
    data = filled(family, version)
    return data, read_submission(open_workbook(data))[0]


def _meaning(submission: Submission) -> dict[str, object]:
    """Without the date as it is written: a number where the style went that makes it a date."""
    fields = {k: v for k, v in submission.fields.items() if k is not CompanyField.EFFECTIVE_DATE}
    return meaning(submission.model_copy(update={"fields": fields}))


def says_the_same(data: bytes, before: Submission) -> None:
    """The same, and nothing to complain of that was not there before."""
    after, _ = read_submission(open_workbook(data))
    said, meant = _meaning(after), _meaning(before)
    for name in meant:
        assert said[name] == meant[name], name
    assert after.notes == before.notes


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("family", "version"), TEMPLATES)
def test_a_file_saved_by_another_program_says_the_same(family: str, version: str, writer: str) -> None:
    data, before = original(family, version)
    changed = WRITERS[writer](data)
    assert changed != data
    says_the_same(changed, before)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", ["RMI_CMRT_6.5.xlsx", "RMI_EMRT_2.1.xlsx", "RMI_AMRT_1.3.xlsx"])
def test_an_official_template_saved_by_another_program_says_the_same(
    shared: Path, name: str, writer: str
) -> None:
    data = fill(shared / "templates" / name, 12, 1)
    before, _ = read_submission(open_workbook(data))
    says_the_same(WRITERS[writer](data), before)


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str, str], bytes]:
    """The submissions as LibreOffice saves them."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice (soffice), which is not installed")
    folder = tmp_path_factory.mktemp("libreoffice")
    for family, version in TEMPLATES:
        (folder / f"{family}.xlsx").write_bytes(original(family, version)[0])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def saved(family: str, version: str, form: str) -> bytes:
        out = folder / form
        if not out.exists():
            files = [str(folder / f"{one}.xlsx") for one, _ in TEMPLATES]
            command = [
                program,
                profile,
                "--headless",
                "--norestore",
                "--convert-to",
                form,
                "--outdir",
                str(out),
            ]
            subprocess.run([*command, *files], check=True, capture_output=True, timeout=600)
        return (out / f"{family}.{form}").read_bytes()

    return saved


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize(("family", "version"), TEMPLATES)
def test_a_file_saved_by_libreoffice_says_the_same(
    libreoffice: Callable[[str, str, str], bytes], family: str, version: str, form: str
) -> None:
    says_the_same(libreoffice(family, version, form), original(family, version)[1])
