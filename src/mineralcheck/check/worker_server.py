"""What the process loads from which workers are forked; imported by nothing else.

A pool that is stopped takes its locks away, and a worker that is only starting then fails before it can do
anything. The pool notices; on the terminal of somebody who pressed Ctrl-C, its traceback would be noise.
"""

import sys
from types import TracebackType

from mineralcheck.check import file, work

__all__ = ["file", "work"]


def _say_nothing(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What fails in a task is sent to the pool; only what fails before a worker works comes here."""


sys.excepthook = _say_nothing
