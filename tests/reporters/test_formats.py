"""Every format of the list can be rendered, gives the same bytes twice, and keeps no files in memory."""

import tracemalloc
from itertools import chain

import pytest
from tests.support.check_reports import a_finding, a_mixed_run, a_report, a_run, an_open_field
from tests.support.rendering import rendered

from mineralcheck.reporters.formats import FACTS, Format, format_of, renderer, suffixes


@pytest.mark.parametrize("name", Format)
def test_every_format_renders_files_of_every_kind(name: Format) -> None:
    assert len(rendered(a_mixed_run(), name)) > 500


@pytest.mark.parametrize("name", Format)
def test_every_format_renders_a_run_without_files(name: Format) -> None:
    assert rendered(a_run(), name)


@pytest.mark.parametrize("name", Format)
def test_the_same_run_gives_the_same_bytes(name: Format) -> None:
    assert rendered(a_mixed_run(), name) == rendered(a_mixed_run(), name)


@pytest.mark.parametrize("name", [name for name in Format if not FACTS[name].binary])
def test_text_formats_are_utf_8_that_names_the_files(name: Format) -> None:
    text = rendered(a_mixed_run(), name).decode()
    assert "tamarind" in text


def test_suffixes_lead_to_one_format_each() -> None:
    of_facts = sorted(chain.from_iterable(facts.suffixes for facts in FACTS.values()))
    assert list(suffixes()) == of_facts
    assert {format_of(suffix.upper()) for suffix in of_facts} <= set(Format)
    assert format_of(".docx") is None


@pytest.mark.parametrize(
    ("name", "bytes_a_file"),
    [
        (Format.CSV, 500),
        (Format.JUNIT, 500),
        (Format.SARIF, 500),
        (Format.GITHUB, 500),
        (Format.XLSX, 4_000),  # three links, of which a sheet holds no more than Excel allows
    ],
)
def test_no_report_is_kept_in_memory(name: Format, bytes_a_file: int) -> None:
    rendered(a_mixed_run(), name)  # modules and caches are loaded by now

    def peak(files: int) -> int:
        findings = (a_finding(), an_open_field())
        run = a_run(*(a_report(f"inbox/{number:05}.xlsx", findings) for number in range(files)))
        with run.results:
            tracemalloc.start()
            try:
                for _ in renderer(name)(run):
                    pass
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    # The least of three: when garbage is collected moves a single peak, what is kept moves all of them.
    few, many = (min(peak(files) for _ in range(3)) for files in (150, 400))
    assert many - few < 250 * bytes_a_file  # one such report takes some 15,000 bytes
