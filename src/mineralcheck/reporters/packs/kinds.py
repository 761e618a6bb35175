"""The packs there are; the command line offers them before any is made."""

from enum import StrEnum


class PackName(StrEnum):
    """What the tables of a pack are for."""

    FORM_SD = "form-sd"
    """Conflict minerals report with Form SD (United States)."""
    EU = "eu"
    """Articles 4 and 7 of Regulation (EU) 2017/821."""
    OECD = "oecd"
    """The five steps of the OECD guidance."""
