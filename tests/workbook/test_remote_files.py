"""Files behind URLs: found, named and refused as those of this machine are."""

import io
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from fixtures.builder import template

from mineralcheck.model.errors import UnreadableFileError, UsageError
from mineralcheck.workbook.discovery import Skipped, find_files, read_bytes
from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.remote import as_given, is_absolute, url_of

fsspec = pytest.importorskip("fsspec", reason="the extra mineralcheck[remote] is not installed")


@pytest.fixture
def stored() -> Iterator[Mapping[str, bytes]]:
    """A folder of object storage with a workbook, an archive, and what is passed over."""
    workbook = template().bytes()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("inside.xlsx", workbook)
    contents = {
        "a.xlsx": workbook,
        "sub/b.xlsx": workbook,
        "mail.zip": archive.getvalue(),
        "~$a.xlsx": b"",
        "notes.txt": b"",
        ".hidden/c.xlsx": workbook,
        ".hidden/d.xlsx": workbook,
    }
    storage = fsspec.filesystem("memory")
    for name, content in contents.items():
        storage.pipe(f"/bucket/inbox/{name}", content)
    yield contents
    storage.rm("/bucket", recursive=True)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("s3://bucket/inbox", "s3://bucket/inbox"),
        ("gs://bucket/a b/c.xlsx", "gs://bucket/a b/c.xlsx"),
        ("file:///data/inbox", "file:///data/inbox"),
        ("inbox/a.xlsx", None),
        ("/data/inbox", None),
        ("C:/data/inbox", None),
        ("a:b.xlsx", None),
        ("simplecache::s3:/bucket/a", None),
    ],
)
def test_what_is_a_url(given: str, url: str | None) -> None:
    assert url_of(Path(given)) == url
    assert as_given(Path(given)) == (url or given)
    assert is_absolute(Path(given)) == (url is not None or given.startswith("/"))


def test_a_folder_is_searched_as_one_of_this_machine(stored: Mapping[str, bytes]) -> None:
    found = find_files([Path("memory://bucket/inbox")])
    assert [file.name for file in found.files] == [
        "inbox/a.xlsx",
        "inbox/mail.zip/inside.xlsx",
        "inbox/sub/b.xlsx",
    ]
    assert found.skipped == {Skipped.LOCK: 1, Skipped.HIDDEN: 1, Skipped.OTHER: 1}
    assert {read_bytes(file) for file in found.files} == {stored["a.xlsx"]}


def test_a_file_may_be_named_by_itself(stored: Mapping[str, bytes]) -> None:
    (file,) = find_files([Path("memory://bucket/inbox/sub/b.xlsx")]).files
    assert file.name == "b.xlsx"
    assert read_bytes(file) == stored["a.xlsx"]


@pytest.mark.usefixtures("stored")
def test_limits_hold_there_too() -> None:
    (file,) = find_files([Path("memory://bucket/inbox/a.xlsx")]).files
    with pytest.raises(UnreadableFileError, match="too large"):
        read_bytes(file, Limits(file_bytes=100))


@pytest.mark.usefixtures("stored")
def test_a_file_that_is_gone_cannot_be_opened() -> None:
    (file,) = find_files([Path("memory://bucket/inbox/a.xlsx")]).files
    fsspec.filesystem("memory").rm("/bucket/inbox/a.xlsx")
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        read_bytes(file)


def test_an_error_of_the_storage_is_one_of_the_file(
    stored: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = find_files([Path("memory://bucket/inbox/a.xlsx")]).files

    def fail(*_: object) -> bytes:
        raise LookupError("the line went dead")

    assert stored
    monkeypatch.setattr("fsspec.implementations.memory.MemoryFile.read", fail)
    with pytest.raises(UnreadableFileError, match="the line went dead"):
        read_bytes(file)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("memory://nobody/inbox", "there is no such file or folder"),
        ("nonsense://bucket/inbox", "cannot be opened"),
        ("ftp://user:secret@host/inbox", "a password in it"),
    ],
)
def test_what_cannot_be_listed_is_refused(url: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as error:
        find_files([Path(url)])
    assert "secret" not in str(error.value)


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageError, match=r"pip install mineralcheck\[remote\]"):
        find_files([Path("memory://bucket/inbox")])
