"""Hashes of file contents, by which an unchanged file is known."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.discovery import Found, read_bytes
from mineralcheck.workbook.limits import Limits

# Hashing leaves the interpreter lock alone, so threads do; more than a few only queue for the disk.
_HASHERS = 4


def content_hashes(files: Sequence[Found], limits: Limits) -> list[str | None]:
    """SHA-256 of each file, None for one that cannot be read."""
    with ThreadPoolExecutor(_HASHERS) as threads:
        return list(threads.map(lambda found: _content_hash(found, limits), files))


def _content_hash(found: Found, limits: Limits) -> str | None:
    try:
        return hashlib.sha256(read_bytes(found, limits)).hexdigest()
    except UnreadableFileError:
        return None
