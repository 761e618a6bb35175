"""Work for worker processes that go wrong on purpose; in a module of its own, which workers import."""

import os
import signal
import time
from pathlib import Path

from mineralcheck.workbook.discovery import Found

SLOW = 60.0


def name_of(found: Found) -> str:
    """What every file gives that nothing is wrong with."""
    return found.name.upper()


def die_over_bad(found: Found) -> str:
    """The file named `bad` ends its process, as one does that takes all memory."""
    if found.name == "bad":
        os.kill(os.getpid(), signal.SIGKILL)
    return name_of(found)


def die_once(found: Found) -> str:
    """The file named `unlucky` ends the first process that works on it."""
    if found.name == "unlucky" and _first_time(found):
        os.kill(os.getpid(), signal.SIGKILL)
    return name_of(found)


def hang_over_bad(found: Found) -> str:
    """The file named `bad` takes for ever."""
    if found.name == "bad":
        time.sleep(SLOW)
    return name_of(found)


def hang_once(found: Found) -> str:
    """The file named `unlucky` takes for ever the first time."""
    if found.name == "unlucky" and _first_time(found):
        time.sleep(SLOW)
    return name_of(found)


def die_at_once() -> None:
    """What a worker does that cannot even start."""
    os._exit(1)


def _first_time(found: Found) -> bool:
    try:
        Path(found.path).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
