"""Commands whose options are the fields of a dataclass, so that a long list of them is no long function."""

import functools
import inspect
from collections.abc import Callable
from typing import TypeVar

Options = TypeVar("Options")


def takes(options: Callable[..., Options]) -> Callable[[Callable[[Options], None]], Callable[..., None]]:
    """Make a command of a function of one argument: every field of that dataclass becomes an option.

    Fields are annotated as the parameters of a command would be. Name and help come from the function.
    """
    signature = inspect.signature(options)

    def wrap(run: Callable[[Options], None]) -> Callable[..., None]:
        @functools.wraps(run)
        def command(**given: object) -> None:
            run(options(**given))

        command.__annotations__ = {name: one.annotation for name, one in signature.parameters.items()}
        command.__signature__ = signature  # type: ignore[attr-defined]  # read by inspect, unknown to types
        return command

    return wrap
