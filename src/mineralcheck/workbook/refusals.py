"""Why a file cannot be read: one sentence on the reason, one on the remedy."""

from enum import Enum

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason

_SAVE_AS = "Open it in Excel or LibreOffice and save it as .xlsx."
_ASK_WORKBOOK = "Ask for the workbook itself, as .xlsx."
_ASK_AGAIN = "Ask for the file again."
_STRAY_CELL = "Delete the cell far below or to the right of the form, or raise --limit cells."


class Refusal(Enum):
    """A reason for programs with the sentences for people; `{}` fields are filled in by `refused`."""

    EMPTY = UnreadableReason.EMPTY, f"The file is empty. {_ASK_AGAIN}"
    CUT_OFF = (
        UnreadableReason.DAMAGED,
        "The end of the file is missing, as after an interrupted upload. Ask for the file again.",
    )
    DAMAGED = UnreadableReason.DAMAGED, f"The file is damaged: {{what}}. {_ASK_AGAIN}"
    DAMAGED_SHEET = UnreadableReason.DAMAGED, f"The sheet {{sheet!r}} is damaged: {{what}}. {_ASK_AGAIN}"
    DOCTYPE = (
        UnreadableReason.DAMAGED,
        f"The workbook declares a document type, which no spreadsheet program writes. {_SAVE_AS}",
    )
    PASSWORD = (
        UnreadableReason.PASSWORD,
        "The workbook has a password. Ask for it without one, or give the password with --password-file.",
    )
    WRONG_PASSWORD = (
        UnreadableReason.PASSWORD,
        "The workbook has a password, and none of those given opens it. Ask for it without one.",
    )
    ENCRYPTION = (
        UnreadableReason.PASSWORD,
        "The workbook is encrypted in a way that is not supported. Ask for it without a password.",
    )
    ZIP_PASSWORD = (
        UnreadableReason.PASSWORD,
        "The archive is encrypted with a password. Unpack it and check the files in it.",
    )
    TOO_LARGE = (
        UnreadableReason.TOO_LARGE,
        "The file is too large: {what}. Remove what is not part of the template, or raise the --limit.",
    )
    SPANS = (
        UnreadableReason.TOO_LARGE,
        f"The sheet {{sheet!r}} spans {{rows}} rows x {{columns}} columns. {_STRAY_CELL}",
    )
    IMAGE = UnreadableReason.NOT_A_WORKBOOK, f"This is an image, whatever its name says. {_ASK_WORKBOOK}"
    PDF = UnreadableReason.NOT_A_WORKBOOK, f"This is a PDF document, not a workbook. {_ASK_WORKBOOK}"
    HTML = (
        UnreadableReason.NOT_A_WORKBOOK,
        f"This is a web page, not a workbook (some systems export them under the name .xls). {_SAVE_AS}",
    )
    EXCEL_2003_XML = (
        UnreadableReason.NOT_A_WORKBOOK,
        f"This is an Excel 2003 XML file, which cannot be read as a template. {_SAVE_AS}",
    )
    FLAT_ODS = (
        UnreadableReason.NOT_A_WORKBOOK,
        f"This is an OpenDocument file in flat XML, which cannot be read. {_SAVE_AS}",
    )
    XML = UnreadableReason.NOT_A_WORKBOOK, f"This is an XML file, not a workbook. {_ASK_WORKBOOK}"
    TEXT = (
        UnreadableReason.NOT_A_WORKBOOK,
        f"This is plain text (such as CSV), not a workbook. {_ASK_WORKBOOK}",
    )
    OLD_EXCEL = (
        UnreadableReason.NOT_A_WORKBOOK,
        f"This is a workbook of Excel 4 or older, which cannot be read. {_SAVE_AS}",
    )
    WORD = UnreadableReason.NOT_A_WORKBOOK, f"This is a text document, not a workbook. {_ASK_WORKBOOK}"
    SLIDES = UnreadableReason.NOT_A_WORKBOOK, f"This is a presentation, not a workbook. {_ASK_WORKBOOK}"
    MAIL = (
        UnreadableReason.NOT_A_WORKBOOK,
        "This is an e-mail message, not a workbook. Save its attachment and check that.",
    )
    ARCHIVE = (
        UnreadableReason.NOT_A_WORKBOOK,
        "This is an archive, not a workbook. Unpack it, or name it .zip if it is a zip archive.",
    )
    EMPTY_ARCHIVE = (
        UnreadableReason.NOT_A_WORKBOOK,
        f"The archive holds no workbook. {_ASK_WORKBOOK}",
    )
    DEEP_ARCHIVE = (
        UnreadableReason.TOO_LARGE,
        "The archive lies too deep inside other archives. Unpack it and check the files in it.",
    )
    UNKNOWN = UnreadableReason.NOT_A_WORKBOOK, f"The file is of no known kind. {_ASK_WORKBOOK}"
    NOT_A_FILE = (
        UnreadableReason.NOT_READABLE,
        "This is no plain file but a device, pipe or socket. Copy the workbook to a plain file.",
    )
    LINK_OUT = (
        UnreadableReason.NOT_READABLE,
        "This is a link that leads out of the folder. Name its target on the command line to check it.",
    )
    CANNOT_OPEN = UnreadableReason.NOT_READABLE, "It cannot be opened ({what}). Check the access rights."


def refused(refusal: Refusal, **fields: object) -> UnreadableFileError:
    """The exception for a refusal, its sentence filled in."""
    reason, sentence = refusal.value
    return UnreadableFileError(reason, sentence.format(**fields))


def in_sheet(error: UnreadableFileError, sheet: str) -> UnreadableFileError:
    """The same refusal with the sheet that caused it, unless it names one."""
    if repr(sheet) in error.message:
        return error
    return UnreadableFileError(error.reason, f"Sheet {sheet!r}: {error.message}")
