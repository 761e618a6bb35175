"""Every official blank is read with family, version and language right, and nothing invented."""

from pathlib import Path

import pytest
from tests.conftest import SHARED

from mineralcheck.model.submission import Family
from mineralcheck.reader.submission import SHEETS, read_submission
from mineralcheck.workbook.opening import open_workbook

BLANKS = sorted((SHARED / "templates").glob("*.xlsx"))
# The blank of CMRT 6.4 at hand has one entry left in it.
LEFT_OVER = {"RMI_CMRT_6.4": 1}
# Both blanks of the CRT call themselves 2.2, the one named 2.21 too.
SAYS = {"2.21": "2.2"}


def test_all_sixteen_are_there(shared: Path) -> None:
    assert len(BLANKS) == 16, shared


@pytest.mark.parametrize("blank", BLANKS, ids=lambda path: path.stem)
def test_blank(blank: Path, shared: Path) -> None:
    submission, layout = read_submission(open_workbook(blank.read_bytes(), sheets=SHEETS))
    _, family, version = blank.stem.split("_")
    version = SAYS.get(version, version)
    template = submission.template
    assert (template.family, template.version, template.layout) == (Family(family), version, version)
    assert template.language == "中文 Chinese"
    assert template.exact
    assert layout.version == version
    assert submission.notes == ()
    rows = (len(submission.smelters), len(submission.mines), len(submission.products))
    assert rows == (LEFT_OVER.get(blank.stem, 0), 0, 0)
    assert submission.effective_date is None
