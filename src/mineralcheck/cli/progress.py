"""A progress bar on a terminal for what takes longer than a second; nothing anywhere else."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_DELAY = 1.0


@contextmanager
def progress_bar(doing: str = "Checking") -> Iterator[Callable[[int, int], None]]:
    """A function to call with the number of files done and the number of all files."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import Progress

    started = time.monotonic()
    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(doing)

    def step(done: int, total: int) -> None:
        if not bar.live.is_started and time.monotonic() - started > _DELAY:
            bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield step
    finally:
        bar.stop()
