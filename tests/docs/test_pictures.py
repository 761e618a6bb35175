"""Pictures show what the program prints, and fetch nothing."""

import re
import sys

import pytest
from docs.pictures import FOLDER, PICTURES, Picture, shown_text, stale, svg

from docs import screenshots


@pytest.mark.skipif(sys.platform == "win32", reason="pictures are made on a system with pseudo-terminals")
def test_pictures_are_up_to_date() -> None:
    assert [path.name for path, _ in stale()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="pictures are made on a system with pseudo-terminals")
def test_a_picture_of_something_else_would_be_noticed() -> None:
    picture = Picture("version", "mineralcheck", ("--version",), width=80, lines=5)
    assert shown_text(svg(picture)).startswith("mineralcheck mineralcheck 0.")
    assert shown_text(svg(picture)) != shown_text((FOLDER / "validate.svg").read_text(encoding="utf-8"))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_fetches_nothing(picture: Picture) -> None:
    image = (FOLDER / f"{picture.name}.svg").read_text(encoding="utf-8")
    assert re.findall(r"(?:src|href|url\()[^>]*?(https?:[^\"') ]+)", image) == []
    assert "@font-face" not in image


def test_screenshots_show_what_letters_say_today() -> None:
    assert list(screenshots.stale()) == []
    assert all((FOLDER / f"{one.name}.png").stat().st_size > 10_000 for one in screenshots.SCREENSHOTS)
