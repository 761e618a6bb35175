"""The site builds without a warning, its links lead somewhere, and who reads it asks nobody else."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Page(HTMLParser):
    """Anchors and links of a page, and what it loads while it is shown."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.language = ""
        self.unnamed: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in {"script", "img", "iframe", "source"} and values.get("src"):
            self.loaded.append(values["src"])
        if tag == "link" and values.get("rel") not in {"canonical", "next", "prev", "alternate"}:
            self.loaded.append(values.get("href", ""))
        if tag == "img" and not values.get("alt"):
            self.unnamed.append(values.get("src", ""))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Page]:
    pytest.importorskip("mkdocs", reason="needs .[docs]")
    folder = tmp_path_factory.mktemp("site")
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return {path: Page(path) for path in sorted(folder.rglob("*.html"))}


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(site: dict[Path, Page]) -> None:
    broken = []
    for path, page in site.items():
        for link in page.links:
            address, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", address) or path.name == "404.html":
                continue
            target = (path.parent / address).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (anchor and target in site and anchor not in site[target].ids):
                broken.append(f"{path.parent.name}: {link}")
    assert broken == []


def test_reading_the_site_asks_nobody_else(site: dict[Path, Page]) -> None:
    assert [one for page in site.values() for one in page.loaded if re.match(r"(https?:)?//", one)] == []


def test_everything_that_pages_include_is_there(site: dict[Path, Page]) -> None:
    assert [
        path.name for path in site if "--8" in path.read_text(encoding="utf-8").replace("<!--8", "")
    ] == []


def test_pictures_have_a_text_for_who_cannot_see_them(site: dict[Path, Page]) -> None:
    assert [one for page in site.values() for one in page.unnamed] == []


def test_pages_say_their_language(site: dict[Path, Page]) -> None:
    languages = {path: page.language for path, page in site.items()}
    japanese = {path for path in site if "ja" in path.relative_to(next(iter(site)).parent).parts}
    assert japanese
    assert all(languages[path] == ("ja" if path in japanese else "en") for path in site)


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("analysts", "../ja/analysts/"),
        ("suppliers", "../ja/suppliers/"),
        ("rules", "../ja/"),
        ("ja/analysts", "../../analysts/"),
        ("ja/suppliers", "../../suppliers/"),
    ],
)
def test_the_language_switch_leads_to_the_same_page_where_there_is_one(
    site: dict[Path, Page], address: str, other: str
) -> None:
    (path,) = (path for path in site if path.as_posix().endswith(f"site0/{address}/index.html"))
    assert other in site[path].links
    text = path.read_text(encoding="utf-8")
    assert (
        f'<a href="./" hreflang="{"ja" if address.startswith("ja/") else "en"}"' in text or address == "rules"
    )
    assert 'rel="alternate"' not in text, "the theme would lead every such link to the first page"
