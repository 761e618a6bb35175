"""A roll-up into a file or a folder; a folder gets all of its files or none."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from mineralcheck.campaign.report import RollUp
from mineralcheck.model.errors import OutputError
from mineralcheck.reporters import rollup_xlsx
from mineralcheck.reporters.packs.kinds import PackName
from mineralcheck.reporters.rollup_formats import BINARY, RollUpFormat, folder_files, marked, pieces
from mineralcheck.reporters.writing import scratch_folder, uninterrupted, write_whole


def save(roll_up: RollUp, path: Path, chosen: RollUpFormat, language: str = "en") -> None:
    """Write one document; raises OutputError."""
    if chosen in BINARY:
        write_whole(path, rollup_xlsx.render(roll_up, path.parent))
    else:
        write_whole(path, chain([marked(chosen)], pieces(roll_up, chosen, language=language)))


def save_all(roll_up: RollUp, folder: Path, language: str = "en", packs: Sequence[PackName] = ()) -> None:
    """Write every document and table into a folder, which is made if need be; raises OutputError."""
    files: dict[str, Iterable[str | bytes]] = dict(folder_files(roll_up, language))
    files["report.xlsx"] = rollup_xlsx.render(roll_up, folder)
    if packs:
        from mineralcheck.reporters.packs.writing import pack_files

        files |= pack_files(roll_up, packs, language)
    write_folder(folder, files)


def write_folder(folder: Path, files: Mapping[str, Iterable[str | bytes]]) -> None:
    """Write files into a folder; they appear there when all of them are complete, or none does."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with scratch_folder(folder) as part:
            for file, text in files.items():
                write_whole(part / file, text)
            with uninterrupted():
                _put(part, folder, list(files))
    except OSError as error:
        raise OutputError(
            f"{error.filename or folder}: cannot be written ({error.strerror}). Close the files of {folder} "
            "if they are open elsewhere, or name another folder with --output."
        ) from error


def _put(part: Path, folder: Path, files: Sequence[str]) -> None:
    """Move complete files to their places; what was there comes back when one of them cannot be moved."""
    before = part / "before"
    before.mkdir()
    moved: list[str] = []
    try:
        for file in files:
            if (folder / file).exists():
                (folder / file).replace(before / file)
            moved.append(file)
            (part / file).replace(folder / file)
    except OSError:
        for file in moved:
            if (before / file).exists():
                (before / file).replace(folder / file)
            else:
                (folder / file).unlink(missing_ok=True)
        raise
