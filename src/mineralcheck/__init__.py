"""Check RMI reporting templates, match smelters and roll up campaigns, offline.

The public names are those of `mineralcheck.api`; each is loaded when it is first used, so that the command
line starts without them.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Cell",
    "CellRef",
    "CheckReport",
    "ConsolidatedSmelter",
    "Finding",
    "Format",
    "Match",
    "Metric",
    "MineralcheckError",
    "OutputError",
    "RollUp",
    "RollUpFormat",
    "Run",
    "Severity",
    "SmelterStatus",
    "StatusValue",
    "Submission",
    "SupplierResult",
    "Tier",
    "UnreadableFileError",
    "UnreadableReason",
    "UsageError",
    "Verdict",
    "check",
    "read",
    "rollup",
    "save",
]

if TYPE_CHECKING:
    from mineralcheck.api import (
        Cell,
        CellRef,
        CheckReport,
        ConsolidatedSmelter,
        Finding,
        Format,
        Match,
        Metric,
        MineralcheckError,
        OutputError,
        RollUp,
        RollUpFormat,
        Run,
        Severity,
        SmelterStatus,
        StatusValue,
        Submission,
        SupplierResult,
        Tier,
        UnreadableFileError,
        UnreadableReason,
        UsageError,
        Verdict,
        check,
        read,
        rollup,
        save,
    )
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module("mineralcheck.api"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
