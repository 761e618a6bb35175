"""Errors a user can cause, each with a message that names the file and the remedy."""

from enum import StrEnum


class UnreadableReason(StrEnum):
    """Why a file gives no submission (`files[].reason` of the JSON report starts with it)."""

    EMPTY = "empty"
    NOT_A_WORKBOOK = "not_a_workbook"
    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105 - the name of a reason, not a secret
    TOO_LARGE = "too_large"
    NOT_A_TEMPLATE = "not_a_template"
    UNKNOWN_REVISION = "unknown_revision"
    MOVED_LAYOUT = "moved_layout"
    NOT_READABLE = "not_readable"
    TIMEOUT = "timeout"
    WORKER_DIED = "worker_died"


class MineralcheckError(Exception):
    """Base of everything the command line reports as a message instead of a traceback."""


class UsageError(MineralcheckError):
    """A wrong option, or an option file that cannot be used; exit code 2."""


class OutputError(MineralcheckError):
    """A result could not be written; the previous file, if any, is intact."""


class UnreadableFileError(MineralcheckError):
    """A file that gives no submission; the rest of a run goes on.

    `reason` is for programs, the message is one line for people.
    """

    def __init__(self, reason: UnreadableReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message

    def __reduce__(self) -> tuple[type["UnreadableFileError"], tuple[UnreadableReason, str]]:
        return type(self), (self.reason, self.message)
