"""Who still has to answer what: a list of open fields for each supplier, made with the library.

python examples/open_fields.py FOLDER [FOLDER...]
"""

import sys
from collections.abc import Iterator, Sequence

import mineralcheck


def open_fields(folders: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """File and the messages about its open fields, for each file that has any."""
    with mineralcheck.check(folders) as run:
        for report in run:
            messages = [found.message for found in report.findings if found.code == "MC101"]
            if messages:
                yield report.path, messages


def main() -> int:
    """Print the list; 1 when any field is open."""
    some = False
    for path, messages in open_fields(sys.argv[1:]):
        some = True
        print(path)
        for message in messages:
            print(f"  {message}")
    return int(some)


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except mineralcheck.MineralcheckError as error:
        raise SystemExit(f"open_fields: {error}") from None
