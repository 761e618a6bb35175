"""GitHub: workflow commands, escaped, and no more of a kind than GitHub shows."""

from tests.support.check_reports import a_finding, a_mixed_run, a_report, a_run, an_open_field
from tests.support.rendering import text_of

from mineralcheck.check.run import Run
from mineralcheck.reporters.formats import Format


def lines(run: Run) -> list[str]:
    return text_of(run, Format.GITHUB).splitlines()


def test_each_finding_is_a_command_with_file_and_cell() -> None:
    first = lines(a_run(a_report(findings=(a_finding(),))))[0]
    place = "file=inbox/tamarind.xlsx,title=MC106 malformed-email Declaration!D16"
    assert first.startswith(f"::error {place}::Contact e-mail: “info at tamarind” ")


def test_severities_have_their_commands_and_totals_come_last() -> None:
    found = lines(a_mixed_run())
    assert [line.split(" ")[0] for line in found] == [
        "::error",
        "::error",
        "::warning",
        "::error",
        "::error",
        "::notice",
    ]
    assert "4 files: 2 fail, 1 pass, 1 unreadable" in found[-1]


def test_signs_that_end_a_property_or_a_line_are_escaped() -> None:
    name = "a:b,c%d.xlsx"
    first = lines(a_run(a_report(name, (a_finding(found="100%"),))))[0]
    assert "file=a%3Ab%2Cc%25d.xlsx," in first
    assert "“100%25”" in first


def test_findings_beyond_ten_are_lines_of_the_log() -> None:
    found = lines(
        a_run(a_report(findings=tuple(an_open_field(f"Declaration!D{row}") for row in range(1, 14))))
    )
    assert sum(line.startswith("::error") for line in found) == 10
    rest = found[found.index(next(line for line in found if line.startswith("::group"))) :]
    assert [line.split(":")[0] for line in rest[1:4]] == ["error inbox/tamarind.xlsx"] * 3
    assert rest[4] == "::endgroup::"
