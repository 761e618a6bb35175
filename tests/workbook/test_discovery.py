"""Which files of a folder are read, under which names, and what is never followed."""

import copy
import dataclasses
import io
import os
import socket
import sys
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pytest
from tests.workbook.containers import one_sheet, zipped

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason, UsageError
from mineralcheck.workbook.discovery import Found, Skipped, find_files, read_bytes
from mineralcheck.workbook.limits import DEFAULT_LIMITS, MIB, Limits
from mineralcheck.workbook.names import entry_name, shown
from mineralcheck.workbook.package import open_directory

BOOK = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs links, pipes or modes of POSIX")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty folder named inbox."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(folder: Path, *names: str, content: bytes = BOOK) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def names(*paths: Path, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    return [found.name for found in find_files(paths, limits).files]


def refusal_of(found: Found, limits: Limits = DEFAULT_LIMITS) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(found, limits)
    assert "\n" not in caught.value.message
    return caught.value


def only(path: Path) -> Found:
    (found,) = find_files([path]).files
    return found


def test_folders_are_searched_through_and_others_counted(inbox: Path) -> None:
    put(inbox, "b.xlsx", "A.XLSM", "sub/deep/c.xls", "sub/d.xlsb", "e.ods")
    put(inbox, "~$b.xlsx", ".hidden.xlsx", ".git/x.xlsx", "notes.txt", "sub/logo.png")
    discovery = find_files([inbox])
    assert [found.name for found in discovery.files] == [
        "inbox/A.XLSM",
        "inbox/b.xlsx",
        "inbox/e.ods",
        "inbox/sub/d.xlsb",
        "inbox/sub/deep/c.xls",
    ]
    assert discovery.skipped == {Skipped.HIDDEN: 2, Skipped.LOCK: 1, Skipped.OTHER: 2}
    assert all(read_bytes(found) == BOOK for found in discovery.files)


def test_relative_paths_are_shown_as_written(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(inbox, "sub/a.xlsx")
    monkeypatch.chdir(inbox)
    assert names(Path()) == ["sub/a.xlsx"]
    assert names(Path("sub")) == ["sub/a.xlsx"]
    assert names(Path("../inbox/sub/a.xlsx")) == ["../inbox/sub/a.xlsx"]


def test_names_do_not_tell_where_the_folder_lies(tmp_path: Path) -> None:
    for place in ("one", "two"):
        put(tmp_path / place / "inbox", "a.xlsx", "sub/b.xlsx")
    assert names(tmp_path / "one" / "inbox") == names(tmp_path / "two" / "inbox")


def test_a_file_named_by_itself_is_taken_whatever_its_name(inbox: Path) -> None:
    put(inbox, "answer.dat", "~$lock.xlsx")
    assert names(inbox / "answer.dat", inbox / "~$lock.xlsx") == ["inbox/answer.dat", "inbox/~$lock.xlsx"]


def test_a_file_that_two_paths_lead_to_is_taken_once(inbox: Path) -> None:
    put(inbox, "a.xlsx", "b.xlsx")
    assert names(inbox, inbox / "a.xlsx", inbox) == ["inbox/a.xlsx", "inbox/b.xlsx"]


def test_files_of_the_same_name_are_numbered(tmp_path: Path) -> None:
    put(tmp_path, "one/inbox/a.xlsx", "two/inbox/a.xlsx")
    assert names(tmp_path / "two" / "inbox", tmp_path / "one" / "inbox") == [
        "inbox/a.xlsx",
        "inbox/a.xlsx (2)",
    ]


def test_a_path_that_does_not_exist_is_a_wrong_usage(inbox: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.xlsx: there is no such file"):
        find_files([inbox / "nowhere.xlsx"])


def test_an_empty_folder_has_no_files(inbox: Path) -> None:
    discovery = find_files([inbox])
    assert (discovery.files, discovery.skipped) == ((), {})


def test_a_file_over_the_limit_is_not_read(inbox: Path) -> None:
    put(inbox, "a.xlsx", content=bytes(2 * MIB))
    limits = dataclasses.replace(DEFAULT_LIMITS, file_bytes=MIB)
    error = refusal_of(only(inbox), limits)
    assert (error.reason, "over 1 MiB" in error.message) == (UnreadableReason.TOO_LARGE, True)


def test_a_file_that_vanished(inbox: Path) -> None:
    put(inbox, "a.xlsx")
    found = only(inbox)
    found.path.unlink()
    assert refusal_of(found).reason is UnreadableReason.NOT_READABLE


@posix_only
def test_links_that_stay_inside_are_followed(inbox: Path) -> None:
    put(inbox, "sub/a.xlsx")
    (inbox / "link.xlsx").symlink_to("sub/a.xlsx")
    (found,) = find_files([inbox]).files
    assert read_bytes(found) == BOOK


@posix_only
def test_links_that_lead_out_are_refused(inbox: Path) -> None:
    put(inbox.parent, "secret.xlsx", "outside/b.xlsx")
    (inbox / "a.xlsx").symlink_to(inbox.parent / "secret.xlsx")
    (inbox / "folder").symlink_to(inbox.parent / "outside")
    found = only(inbox)
    assert found.name == "inbox/a.xlsx"
    error = refusal_of(found)
    assert (error.reason, "leads out" in error.message) == (UnreadableReason.NOT_READABLE, True)


@posix_only
def test_a_link_named_by_itself_is_followed(inbox: Path) -> None:
    put(inbox.parent, "real.xlsx")
    (inbox / "a.xlsx").symlink_to(inbox.parent / "real.xlsx")
    assert read_bytes(only(inbox / "a.xlsx")) == BOOK


@posix_only
@pytest.mark.parametrize("target", ["a.xlsx", "nothing.xlsx"])
def test_links_to_themselves_or_to_nothing(inbox: Path, target: str) -> None:
    (inbox / "a.xlsx").symlink_to(target)
    assert refusal_of(only(inbox)).reason is UnreadableReason.NOT_READABLE
    assert refusal_of(only(inbox / "a.xlsx")).reason is UnreadableReason.NOT_READABLE


@posix_only
def test_a_folder_that_links_to_itself_ends(inbox: Path) -> None:
    put(inbox, "a.xlsx")
    (inbox / "again").symlink_to(inbox)
    assert names(inbox) == ["inbox/a.xlsx"]


@posix_only
def test_pipes_sockets_and_devices_are_refused_at_once(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(inbox / "pipe.xlsx")
    monkeypatch.chdir(inbox)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.xlsx")
        found = [*find_files([inbox]).files, *find_files([Path("/dev/zero")]).files]
        assert len(found) == 3
        assert all("no plain file" in refusal_of(one).message for one in found)


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_what_is_closed_to_us_is_reported(inbox: Path) -> None:
    put(inbox, "a.xlsx", "closed/b.xlsx")
    (inbox / "a.xlsx").chmod(0)
    (inbox / "closed").chmod(0)
    found = find_files([inbox]).files
    (inbox / "closed").chmod(0o700)
    assert [one.name for one in found] == ["inbox/a.xlsx", "inbox/closed"]
    assert all("Permission denied" in refusal_of(one).message for one in found)


def test_workbooks_in_archives(inbox: Path) -> None:
    inner = zipped({"x.xls": BOOK})
    put(
        inbox,
        "mail.zip",
        content=zipped({"b.xlsx": BOOK, "sub/a.xlsx": BOOK, "in.zip": inner, "~$b.xlsx": b""}),
    )
    put(inbox, "c.xlsx")
    discovery = find_files([inbox])
    assert [found.name for found in discovery.files] == [
        "inbox/c.xlsx",
        "inbox/mail.zip/b.xlsx",
        "inbox/mail.zip/in.zip/x.xls",
        "inbox/mail.zip/sub/a.xlsx",
    ]
    assert discovery.skipped == {Skipped.LOCK: 1}
    assert all(read_bytes(found) == BOOK for found in discovery.files)


def test_a_workbook_under_the_name_of_an_archive(inbox: Path) -> None:
    put(inbox, "answer.zip", content=BOOK)
    put(inbox, "mail.zip", content=zipped({"renamed.zip": BOOK}))
    found = find_files([inbox]).files
    assert [one.name for one in found] == ["inbox/answer.zip", "inbox/mail.zip/renamed.zip"]
    assert all(read_bytes(one) == BOOK for one in found)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped({"readme.txt": b"x"}), "holds no workbook"),
        (zipped({}), "holds no workbook"),
        (zipped({"a.xlsx": BOOK})[:-40], "end of the file is missing"),
        (b"no archive at all", "end of the file is missing"),
        (zipped({f"{number}.xlsx": b"" for number in range(2_001)}), "more than 2000 files"),
    ],
)
def test_an_archive_that_gives_nothing_is_reported(inbox: Path, content: bytes, words: str) -> None:
    put(inbox, "mail.zip", content=content)
    assert words in refusal_of(only(inbox)).message


def test_archives_in_archives_end_somewhere(inbox: Path) -> None:
    content = zipped({"a.xlsx": BOOK})
    for _ in range(4):
        content = zipped({"a.xlsx": BOOK, "deeper.zip": content})
    put(inbox, "mail.zip", content=content)
    found = find_files([inbox]).files
    assert [one.name for one in found] == [
        "inbox/mail.zip/a.xlsx",
        "inbox/mail.zip/deeper.zip/a.xlsx",
        "inbox/mail.zip/deeper.zip/deeper.zip",
    ]
    assert "too deep" in refusal_of(found[2]).message


def test_many_inner_archives_cost_a_bounded_amount(inbox: Path) -> None:
    inner = zipped({"filler.bin": bytes(MIB)}, zipfile.ZIP_STORED)
    put(inbox, "mail.zip", content=zipped({f"{number:02}.zip": inner for number in range(40)}))
    limits = dataclasses.replace(DEFAULT_LIMITS, unpacked_bytes=10 * MIB)
    found = find_files([inbox], limits).files
    assert all("inner archives are too large together" in refusal_of(one).message for one in found)


def opened_while_reading(found: Sequence[Found], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many directories of archives are parsed while these files are read."""
    parsed: list[object] = []

    def counted(file: IO[bytes], tail: bytes, limits: Limits) -> zipfile.ZipFile:
        parsed.append(file)
        return open_directory(file, tail, limits)

    monkeypatch.setattr("mineralcheck.workbook.archives.open_directory", counted)
    for one in found:
        assert read_bytes(one) == one.name.encode()
    return len(parsed)


def named_files(prefix: str, *inner: str) -> bytes:
    """An archive of files that hold their names, and of such archives."""
    plain = {f"{number}.xlsx": f"{prefix}/{number}.xlsx".encode() for number in range(20)}
    return zipped({**plain, **{name: named_files(f"{prefix}/{name}") for name in inner}})


def test_the_directory_of_an_archive_is_parsed_once_for_its_files(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(inbox, "mail.zip", content=named_files("inbox/mail.zip", "a.zip", "b.zip"))
    found = find_files([inbox]).files
    assert (len(found), opened_while_reading(found, monkeypatch)) == (60, 3)


def test_threads_that_read_from_archives_get_each_the_right_file(inbox: Path) -> None:
    for name in ("a.zip", "b.zip", "c.zip"):
        put(inbox, name, content=named_files(f"inbox/{name}", "1.zip", "2.zip", "3.zip"))
    found = find_files([inbox]).files
    scattered = sorted(found, key=lambda one: (one.member[-1], one.name))
    with ThreadPoolExecutor(4) as threads:
        contents = list(threads.map(read_bytes, scattered))
    assert contents == [one.name.encode() for one in scattered]


def test_an_archive_that_changed_is_opened_anew(inbox: Path) -> None:
    put(inbox, "mail.zip", content=zipped({"a.xlsx": b"old"}))
    (found,) = find_files([inbox]).files
    assert read_bytes(found) == b"old"
    put(inbox, "mail.zip", content=zipped({"filler": b"x", "a.xlsx": b"new"}))
    assert read_bytes(found) == b"x"
    put(inbox, "mail.zip", content=zipped({}))
    assert "has changed since it was listed" in refusal_of(found).message


def test_one_inner_archive_named_many_times_lists_a_bounded_number_of_files(inbox: Path) -> None:
    inner = zipped({f"{number}.xlsx": b"" for number in range(10)})
    outer = zipped({"0.zip": inner})
    with zipfile.ZipFile(io.BytesIO(outer)) as archive:
        (first,) = archive.infolist()
    content = named_again(outer, first, 30)
    put(inbox, "mail.zip", content=content)
    limits = dataclasses.replace(DEFAULT_LIMITS, inner_entries=100)
    found = find_files([inbox], limits).files
    refused = [one for one in found if one.problem]
    assert (len(found) - len(refused), len(refused)) == (100, 20)
    assert all("inner archives pack too many files together" in refusal_of(one).message for one in refused)
    assert not any(one.problem for one in find_files([inbox]).files)


def named_again(archive: bytes, member: zipfile.ZipInfo, times: int) -> bytes:
    """An archive whose directory names its only member many times."""
    buffer = io.BytesIO(archive)
    with zipfile.ZipFile(buffer, "a") as again:
        for number in range(1, times):
            other = copy.copy(member)
            other.filename = f"{number}.zip"
            again.filelist.append(other)
        again._didModify = True  # type: ignore[attr-defined]  # writes the directory anew
    return buffer.getvalue()


def test_a_bomb_in_an_archive(inbox: Path) -> None:
    put(inbox, "mail.zip", content=zipped({"a.xlsx": bytes(80 * MIB), "b.xlsx": BOOK}))
    first, second = find_files([inbox]).files
    assert refusal_of(first).reason is UnreadableReason.TOO_LARGE
    assert read_bytes(second) == BOOK


def test_an_encrypted_archive(inbox: Path) -> None:
    data = bytearray(zipped({"a.xlsx": BOOK}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    put(inbox, "mail.zip", content=bytes(data))
    assert refusal_of(only(inbox)).reason is UnreadableReason.PASSWORD


def test_names_in_archives_never_leave_it(inbox: Path) -> None:
    hostile = ["../../evil.xlsx", "/etc/passwd.xlsx", "C:\\Windows\\a.xlsx", "b\x1b[31m\nc.xlsx", "./d.xlsx"]
    put(inbox, "mail.zip", content=zipped(dict.fromkeys(hostile, BOOK)))
    assert names(inbox) == [
        "inbox/mail.zip/Windows/a.xlsx",
        "inbox/mail.zip/b\ufffd[31m\ufffdc.xlsx",
        "inbox/mail.zip/d.xlsx",
        "inbox/mail.zip/etc/passwd.xlsx",
        "inbox/mail.zip/evil.xlsx",
    ]
    assert [path.name for path in inbox.parent.rglob("*") if path.is_file()] == ["mail.zip"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Müller Größe.xlsx", "cp437"),
        ("Schröder.xlsx", "cp437"),
        ("冶炼厂调查表.xlsx", "gb2312"),
        ("製錬所リスト.xlsx", "cp932"),
        ("テスト.xlsx", "cp932"),
        ("供應商.xlsx", "gbk"),
        ("données é.xlsx", "utf-8"),
        ("plain.xlsx", "ascii"),
    ],
)
def test_names_in_archives_from_any_code_page(name: str, encoding: str) -> None:
    member = zipfile.ZipInfo(name.encode(encoding).decode("cp437"))
    assert entry_name(member) == name


def test_names_that_say_they_are_utf8_are_believed() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("製錬所.xlsx", b"")
    assert [entry_name(member) for member in zipfile.ZipFile(buffer).infolist()] == ["製錬所.xlsx"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a\x1b[2Jb.xlsx", "a\ufffd[2Jb.xlsx"),
        ("a\u202excod.xlsx", "a\ufffdxcod.xlsx"),
        ("e\u0301.xlsx", "\u00e9.xlsx"),
        ("\udcff.xlsx", "\ufffd.xlsx"),
        ("‏מכרה.xlsx", "\ufffdמכרה.xlsx"),
    ],
)
def test_shown_names_are_harmless(name: str, safe: str) -> None:
    assert shown(name) == safe
