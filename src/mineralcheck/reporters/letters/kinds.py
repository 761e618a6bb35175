"""Kinds of letters and their files; the command line needs the names before anything else."""

from enum import StrEnum


class LetterFormat(StrEnum):
    """Files that a letter is written as."""

    DOCX = "docx"
    HTML = "html"
    MD = "md"
    EML = "eml"


class Outcome(StrEnum):
    """What a letter says."""

    CHANGES = "changes"
    THANKS = "thanks"
    REMINDER = "reminder"
