"""Reports that travel packed: nothing is lost, texts are made once, counts are those of the report."""

import pickle

import pytest
from tests.support.check_reports import a_finding, a_mixed_run, a_report, an_unreadable

from mineralcheck.check.answer import Answer, answer_key, text_key
from mineralcheck.check.packed import PackedReport, pack, unpack
from mineralcheck.check.report import CheckReport
from mineralcheck.check.results import ResultSet
from mineralcheck.check.totals import Totals
from mineralcheck.model.errors import UnreadableReason
from mineralcheck.model.finding import Severity, Verdict
from mineralcheck.reporters.table_blocks import Drawing


def shout(report: CheckReport) -> str:
    assert report.path == ""
    return f"{report.verdict.value.upper()} \N{HIRAGANA LETTER A}"


def never(report: CheckReport) -> str:
    raise AssertionError(report.path)


def reports() -> list[CheckReport]:
    with a_mixed_run() as run:
        return list(run)


def test_what_was_packed_is_unpacked_with_care() -> None:
    assert unpack(pack(b"x" * 100)) == b"x" * 100
    for blob in (b"garbage", pack(b"x" * 1000)[:-6]):
        with pytest.raises(ValueError, match="packed report"):
            unpack(blob)


def test_a_report_comes_back_as_it_was() -> None:
    for report in reports():
        packed = pickle.loads(pickle.dumps(PackedReport.of(report, shout)))
        assert packed.report() == report
        assert packed.rendered(never) == shout(report.model_copy(update={"path": ""}))
        assert PackedReport.of(report).rendered(shout) == packed.rendered(never)
        assert PackedReport.of(report).with_text(shout) == packed
        assert packed.with_text(never) is packed


def test_an_answer_comes_back_from_what_was_kept() -> None:
    for report in reports():
        answer = Answer.of(report)
        assert report.sha256
        assert Answer.of_kept(report.path, report.sha256, answer.kept()) == answer
        assert Answer.of_kept("other", "0" * 64, answer.kept()) == Answer(
            answer.packed._replace(path="other"), answer.totals, "0" * 64, lasts=True
        )


@pytest.mark.parametrize(
    "kept", [b"", b"\n", b"{}x\nbody", b"[1]\nbody", b"{}\nbody", b'{"files":"many"}\nbody']
)
def test_what_is_no_answer_is_not_taken_for_one(kept: bytes) -> None:
    assert Answer.of_kept("a.xlsx", "0" * 64, kept) is None


def test_what_may_be_otherwise_the_next_time_does_not_last() -> None:
    unreadable = an_unreadable()
    assert Answer.of(unreadable).lasts
    assert not Answer.of(unreadable.model_copy(update={"sha256": None})).lasts
    for reason in (UnreadableReason.NOT_READABLE, UnreadableReason.TIMEOUT, UnreadableReason.WORKER_DIED):
        assert not Answer.of(unreadable.model_copy(update={"reason": reason})).lasts


def test_counts_add_up() -> None:
    totals = Totals()
    for report in reports():
        totals.add(Totals.of(report))
    with a_mixed_run() as run:
        assert run.totals == totals
    assert (totals.files, totals.unreadable) == (4, 1)
    assert totals.verdicts[Verdict.UNREADABLE] == 1
    assert totals.findings.total() == sum(len(report.findings) for report in reports())
    assert totals.at_least(Severity.INFO) == totals.findings.total()


def test_texts_made_with_the_check_are_not_made_again() -> None:
    with ResultSet(shout) as results:
        results.add(Answer.of(a_report(findings=(a_finding(),)), shout))
        results.add(Answer.of(an_unreadable(), shout))
        assert [path for path, _ in results.texts(shout)] == list(results.paths)
        assert [text for _, text in results.texts(shout)] == ["FAIL あ", "UNREADABLE あ"]
        assert results[1] == an_unreadable()
        with pytest.raises(AssertionError):
            list(results.texts(never))
        with pytest.raises(IndexError):
            results[2]


def test_reports_beyond_the_memory_limit_come_back_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mineralcheck.check.results._IN_MEMORY", 1000)
    made = [a_report(f"inbox/{number:03}.xlsx") for number in range(20)]
    with ResultSet.of(made) as results:
        assert results[7] == made[7]
        assert list(results) == made
        assert len(list(results.texts(shout))) == len(results) == 20


def test_keys_tell_reporters_apart() -> None:
    key = answer_key("context", "0" * 64)
    assert key != answer_key("context", "1" * 64) != answer_key("contexu", "1" * 64)
    renders = (shout, never, Drawing(80, color=False), Drawing(81, color=False), Drawing(80, color=True))
    assert len({key, *(text_key(key, render) for render in renders)}) == 6
    assert text_key(key, Drawing(80, color=False)) == text_key(key, Drawing(80, color=False))
