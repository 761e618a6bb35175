"""The HTML report in a browser: it sorts, filters, leads to cells, asks nobody, and all can read it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fixtures.campaign_generator import Spec, plan_campaign
from tests.support.attacks import ATTACKS
from tests.support.campaigns import rolled_plan
from tests.support.check_reports import (
    a_mixed_run,
    a_run,
    a_smelter_report,
    a_submission,
    an_open_field,
    poisoned,
)
from tests.support.check_reports import a_report as a_check_report

from mineralcheck.campaign.report import RollUp
from mineralcheck.check.run import Run
from mineralcheck.reporters.formats import Format
from mineralcheck.reporters.html import render_rollup
from mineralcheck.reporters.saving import save
from mineralcheck.reporters.writing import write_whole

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LISTS = ("files", "findings", "smelters", "rows", "open")
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as running:
        own = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield own
        own.close()


@pytest.fixture
def opened(browser: "Browser") -> Iterator[Open]:
    """Opens a report; at the end nothing was asked of a network and nothing was complained of."""
    noted: list[str] = []
    contexts = []

    def _open(path: Path, route: str = "", **options: object) -> "Page":
        context = browser.new_context(**options)  # type: ignore[arg-type]  # options of the browser
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note(noted, request.url, path))
        page.on("console", lambda message: noted.append(message.text))
        page.on("pageerror", lambda error: noted.append(str(error)))
        page.on("dialog", lambda dialog: noted.append(dialog.message))
        page.goto(path.as_uri() + route)
        return page

    yield _open
    for context in contexts:
        context.close()
    assert noted == []


def _note(noted: list[str], url: str, path: Path) -> None:
    if url.partition("#")[0] != path.as_uri():
        noted.append(url)


def many(files: int = 300) -> Run:
    smelters = tuple(
        a_smelter_report(5 + n, name=f"Kestrel {n}", smelter_id=f"CID99{n:04d}") for n in range(4)
    )
    submission = a_submission(smelters=smelters)
    return a_run(
        *(a_check_report(f"inbox/{n:03d}.xlsx", (an_open_field(),), submission) for n in range(files))
    )


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("check") / "report.html"
    with a_mixed_run() as run:
        save(run, path)
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "report.html"
    with many() as run:
        save(run, path)
    return path


@pytest.fixture(scope="module")
def roll_up() -> Iterator[RollUp]:
    with rolled_plan(plan_campaign(Spec().scaled(40))) as found:
        yield found


@pytest.fixture(scope="module")
def campaign(roll_up: RollUp, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("campaign") / "report.html"
    write_whole(path, render_rollup(roll_up))
    return path


def first_column(page: "Page", place: int = 1) -> list[str]:
    return [text.strip() for text in page.locator(f"#view tbody td:nth-child({place})").all_inner_texts()]


def test_a_header_sorts_with_the_keyboard_and_says_so(opened: Open, large: Path) -> None:
    page = opened(large, "#/files")
    assert first_column(page)[0] == "000.xlsx"
    header = page.get_by_role("columnheader", name="File")
    header.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    assert first_column(page)[0] == "299.xlsx"


def test_filters_leave_what_they_say_and_count_it(opened: Open, large: Path) -> None:
    page = opened(large, "#/rows")
    assert page.get_by_role("status").inner_text() == "1–100 of 1,200"
    page.get_by_label("Search").fill("cid990002")
    page.get_by_text("filtered from 1,200").wait_for()
    assert page.get_by_role("status").inner_text() == "1–100 of 300 (filtered from 1,200)"
    assert "q=cid990002" in page.url
    page.get_by_role("button", name="Clear filters").click()
    assert page.get_by_role("status").inner_text() == "1–100 of 1,200"


def test_pages_are_turned(opened: Open, large: Path) -> None:
    page = opened(large, "#/files")
    page.get_by_role("button", name="Next").click()
    assert page.get_by_text("Page 2 of 3").is_visible()
    assert first_column(page)[0] == "100.xlsx"
    page.get_by_role("button", name="Last").click()
    assert page.get_by_text("Page 3 of 3").is_visible()
    assert page.get_by_role("button", name="Next").get_attribute("aria-disabled") == "true"


def test_a_headline_figure_of_a_check_leads_to_a_cell(opened: Open, check: Path) -> None:
    page = opened(check)
    page.get_by_role("link", name="Errors").click()
    assert page.get_by_label("Severity").input_value() == "error"
    page.get_by_role("link", name="Declaration!D16").first.click()
    marked = page.locator("tr.marked").first
    assert "Declaration!D16" in marked.inner_text()
    assert page.get_by_role("heading", level=1).inner_text() == "inbox/tamarind.xlsx"


def test_a_figure_of_a_campaign_leads_to_file_and_cell(opened: Open, campaign: Path) -> None:
    page = opened(campaign)
    page.locator("a.card", has_text="Response rate").click()
    page.get_by_label("Counted").select_option("yes")
    cell = page.locator("#view tbody a.cell").first
    place = cell.inner_text()
    cell.click()
    assert page.locator(".place strong").inner_text() == place


def test_the_rows_behind_a_figure_of_one_mineral_are_about_it(opened: Open, campaign: Path) -> None:
    page = opened(campaign, "#/figure/identified_rate%3Amineral%3ATin")
    fraction = page.locator(".facts dd").nth(1).inner_text()
    assert page.get_by_role("status").inner_text().endswith(f"of {fraction.split(' of ')[1]}")
    page.get_by_label("Counted").select_option("yes")
    assert f"of {fraction.split(' of ')[0]} " in page.get_by_role("status").inner_text() + " "


def test_the_rows_behind_every_figure_are_those_it_was_counted_from(
    opened: Open, campaign: Path, roll_up: RollUp
) -> None:
    page = opened(campaign)
    shown = page.evaluate(
        "Object.fromEntries(FIGURES.map((one) => [one.address, evidenceOf(one).map("
        "(row) => [row.counted, row.file ? row.file.path : row.name, row.cell])]))"
    )
    assert len(shown) == len(roll_up.figures)
    for metric in roll_up.figures:
        counted = roll_up.evidence(metric.name, metric.part)
        expected = sorted(["yes" if one.counted else "no", one.file, one.cell] for one in counted)
        assert sorted(shown[f"{metric.name}:{metric.part}"]) == expected, metric


def test_a_formula_is_shown_on_focus_and_goes_away_with_escape(opened: Open, check: Path) -> None:
    page = opened(check)
    card = page.locator("a.card").first
    tip = page.locator(f"#{card.get_attribute('aria-describedby')}")
    assert not tip.is_visible()
    card.focus()
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    card.hover()
    assert tip.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("route", ["", *(f"#/{name}" for name in LISTS), "#/file/1?cell=Declaration!D16"])
def test_a_check_is_accessible(opened: Open, check: Path, route: str, scheme: str) -> None:
    assert violations(opened(check, route, color_scheme=scheme)) == []


@pytest.mark.parametrize("route", ["", "#/suppliers", "#/supplier/0", "#/figure/response_rate%3Aall"])
def test_a_roll_up_is_accessible(opened: Open, campaign: Path, route: str) -> None:
    assert violations(opened(campaign, route, viewport={"width": 375, "height": 800})) == []


def violations(page: "Page") -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_supplier_does_anything(opened: Open, tmp_path: Path, attack: str) -> None:
    path = tmp_path / "report.html"
    with a_run(poisoned(ATTACKS[attack])) as run:
        save(run, path, Format.HTML)
    page = opened(path)
    for route in (*LISTS, "file/0"):
        page.evaluate("route => { location.hash = route }", f"#/{route}")
        page.wait_for_function(
            "route => document.title.length && !document.getElementById('view').hidden", arg=route
        )
        assert page.locator("#view script, #view img, #view [onerror], #view [onmouseover]").count() == 0


def test_a_narrow_screen_has_no_sideways_scrolling_but_in_tables(opened: Open, check: Path) -> None:
    for route in ("", "#/findings", "#/file/1"):
        page = opened(check, route, viewport={"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_printed_table_has_every_row(opened: Open, large: Path) -> None:
    page = opened(large, "#/files")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#view tbody tr").count() == 300
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#view tbody tr").count() == 100
