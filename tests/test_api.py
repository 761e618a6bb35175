"""The public interface: what it offers, that it is light until used, and that a script can rely on it."""

import datetime as dt
import inspect
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from fixtures.builder import template

import mineralcheck
from mineralcheck import api

DAY = dt.date(2026, 6, 30)

# Whoever uses the library depends on these lines: a change of them is a matter of version and CHANGELOG.md.
SIGNATURES = """
check(paths, *, reference, status, as_of, profile, language, jobs, passwords)
read(path, *, passwords)
rollup(paths, *, suppliers, columns, assign, store, label, reference, status, as_of, profile, language, jobs,\
 passwords)
save(result, path, report_format, language)
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    template().save(tmp_path / "good.xlsx")
    template("EMRT", "2.1").company(contact_name=None).save(tmp_path / "open.xlsx")
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    return tmp_path


def shown(name: str) -> str:
    parameters = inspect.signature(getattr(api, name)).parameters.values()
    words = []
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in words:
            words.append("*")
        words.append(parameter.name)
    return f"{name}({', '.join(words)})"


def test_functions_keep_their_parameters() -> None:
    functions = sorted(name for name in api.__all__ if inspect.isfunction(getattr(api, name)))
    assert [shown(name) for name in functions] == SIGNATURES.split("\n")[1:-1]


def test_every_public_name_is_offered_by_the_package_and_documented() -> None:
    assert api.__all__ == mineralcheck.__all__
    assert set(api.__all__) <= set(dir(mineralcheck))
    for name in api.__all__:
        assert getattr(api, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        mineralcheck.no_such_name  # type: ignore[attr-defined]  # noqa: B018 - that it fails is the point
    with pytest.raises(AttributeError, match="Path"):
        mineralcheck.Path  # type: ignore[attr-defined]  # noqa: B018 - an import of the module is not public


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, mineralcheck; print(sorted(m for m in sys.modules if m.startswith('mineralcheck.')))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_read_gives_every_value_with_its_cell(inbox: Path) -> None:
    submission = mineralcheck.read(inbox / "good.xlsx")
    assert str(submission.template.family) == "CMRT"
    assert submission.smelters
    assert all(cell.at.sheet == "Declaration" for cell in submission.fields.values())


def test_read_raises_the_reason(inbox: Path) -> None:
    with pytest.raises(mineralcheck.UnreadableFileError) as caught:
        mineralcheck.read(inbox / "bad.xlsx")
    assert caught.value.reason is mineralcheck.UnreadableReason.NOT_A_WORKBOOK
    with pytest.raises(mineralcheck.MineralcheckError):
        mineralcheck.read(str(inbox / "nowhere.xlsx"))


def test_check_holds_a_report_for_each_file(inbox: Path) -> None:
    with api.check(inbox, as_of=DAY) as run:
        verdicts = {report.path.rpartition("/")[2]: report.verdict for report in run}
        again = [report.path for report in run]
    assert verdicts == {
        "bad.xlsx": mineralcheck.Verdict.UNREADABLE,
        "good.xlsx": mineralcheck.Verdict.PASS,
        "open.xlsx": mineralcheck.Verdict.FAIL,
    }
    assert len(run) == len(again) == 3
    assert run.totals.unreadable == 1


def test_check_takes_one_path_or_several_in_any_form(inbox: Path) -> None:
    with (
        api.check(str(inbox / "good.xlsx")) as one,
        api.check(inbox.glob("*.xlsx")) as all_of_them,
    ):
        assert (len(one), len(all_of_them)) == (1, 3)


def test_check_refuses_what_cannot_be_asked(inbox: Path) -> None:
    with pytest.raises(mineralcheck.UsageError, match="no such file"):
        api.check(inbox / "nowhere")
    with pytest.raises(mineralcheck.UsageError):
        api.check(inbox, reference=inbox / "bad.xlsx")


def test_save_writes_the_format_of_the_suffix_or_the_one_that_is_named(inbox: Path, tmp_path: Path) -> None:
    with api.check(inbox, as_of=DAY) as run:
        api.save(run, tmp_path / "report.json")
        api.save(run, tmp_path / "report.out", api.Format.SARIF)
        with pytest.raises(mineralcheck.UsageError, match="suffix"):
            api.save(run, tmp_path / "report.unknown")
    assert json.loads((tmp_path / "report.json").read_bytes())["totals"]["files"] == 3
    assert json.loads((tmp_path / "report.out").read_bytes())["version"] == "2.1.0"


def test_a_profile_decides_what_is_accepted(inbox: Path) -> None:
    (inbox / "ours.toml").write_text(
        '[profile]\nname = "ours"\n[template]\nfamilies = ["EMRT"]\n', encoding="utf-8"
    )
    with api.check(inbox / "good.xlsx", as_of=DAY, profile=inbox / "ours.toml") as run:
        assert [report.verdict for report in run] == [mineralcheck.Verdict.FAIL]
    with pytest.raises(mineralcheck.UsageError, match="nowhere"):
        api.check(inbox, profile="nowhere.toml")


CAMPAIGN = Path(__file__).resolve().parents[1] / "fixtures" / "campaign"


def test_rollup_gives_figures_with_the_rows_behind_them(tmp_path: Path) -> None:
    with api.rollup(CAMPAIGN, suppliers=CAMPAIGN / "suppliers.csv", as_of=dt.date(2026, 10, 1)) as campaign:
        rates = {one.part.value: one for one in campaign.figures if one.name == "response_rate"}
        rate = rates["3tg"]
        rows = list(campaign.evidence(rate.name, rate.part))
        api.save(campaign, tmp_path / "rollup.json")
        api.save(campaign, tmp_path / "everything")
        with pytest.raises(mineralcheck.UsageError, match="suffix"):
            api.save(campaign, tmp_path / "rollup.unknown")
        with pytest.raises(mineralcheck.UsageError, match="sarif"):
            api.save(campaign, tmp_path / "rollup.json", api.Format.SARIF)
    assert (rate.numerator, rate.denominator) == (Decimal(6), Decimal(10))
    assert len(rows) == 10
    assert json.loads((tmp_path / "rollup.json").read_bytes())["schema"].startswith("mineralcheck/")
    assert (tmp_path / "everything" / "smelters.csv").exists()
