"""Encrypted workbooks are opened with Excel's built-in password or a given one, else refused."""

import dataclasses
import io
import random

import msoffcrypto
import pytest
from tests.workbook.containers import biff8, encrypted_package, ole, one_sheet, record8, with_part, xls

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.workbook.limits import DEFAULT_LIMITS, Limits
from mineralcheck.workbook.opening import open_workbook

PLAIN = with_part(
    one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>'), "xl/media/1.bin", random.Random(1).randbytes(8_000)
)
BUILT_IN = "VelvetSweatshop"


def encrypted(password: str) -> bytes:
    """The plain workbook, encrypted."""
    return encrypted_package(PLAIN, password)


def refusal_of(
    data: bytes, passwords: tuple[str, ...] = (), limits: Limits = DEFAULT_LIMITS
) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        open_workbook(data, passwords=passwords, limits=limits)
    return caught.value


def test_the_built_in_password_is_tried_first() -> None:
    book = open_workbook(encrypted(BUILT_IN))
    assert (book.format, book.decrypted, book.sheet("Declaration").value(1, 1)) == ("xlsx", True, 1.0)


def test_a_given_password_is_used() -> None:
    assert open_workbook(encrypted("geheim"), passwords=["wrong", "geheim"]).decrypted


@pytest.mark.parametrize(
    ("passwords", "words"), [((), "--password-file"), (("wrong",), "none of those given")]
)
def test_an_unknown_password_is_a_clear_refusal(passwords: tuple[str, ...], words: str) -> None:
    error = refusal_of(encrypted("geheim"), passwords)
    assert error.reason is UnreadableReason.PASSWORD
    assert words in error.message


def test_no_password_is_in_any_message() -> None:
    assert "hunter2" not in refusal_of(encrypted("geheim"), ("hunter2",)).message


def test_a_key_derivation_that_takes_for_ever_is_refused() -> None:
    data = encrypted(BUILT_IN)
    slow = data.replace(b'spinCount="100000"', b'spinCount="999999"')
    assert slow != data
    limits = dataclasses.replace(DEFAULT_LIMITS, spin_count=500_000)
    assert "not supported" in refusal_of(slow, limits=limits).message


def test_entities_in_the_description_of_the_encryption_are_refused() -> None:
    data = encrypted(BUILT_IN)
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    assert head in data
    assert "document type" in refusal_of(data.replace(head, b"<!DOCTYPE x []>".ljust(len(head)))).message


@pytest.mark.parametrize("part", range(8))
def test_damaged_encryption_is_refused(part: int) -> None:
    data = encrypted(BUILT_IN)
    at = 512 + part * (len(data) - 512) // 8
    damaged = data[:at] + bytes(64) + data[at + 64 :]
    try:
        sheet = open_workbook(damaged).sheet("Declaration")
    except UnreadableFileError as error:
        sheet = None
        refusal = error.message
    assert refusal.endswith(".") if sheet is None else sheet.value(1, 1) == 1.0


def test_an_encrypted_file_without_its_description() -> None:
    assert refusal_of(ole({"EncryptedPackage": b"x"})).reason is UnreadableReason.DAMAGED


def test_an_encrypted_xls_of_unknown_password() -> None:
    rc4 = record8(0x2F, b"\x01\x00\x01\x00\x01\x00" + bytes(48))
    assert refusal_of(xls(biff8({(0, 0): 1.0}, book=rc4))).reason is UnreadableReason.PASSWORD


def test_an_encrypted_xls_of_unknown_scheme() -> None:
    unknown = record8(0x2F, b"\x07\x00" + bytes(52))
    reason = refusal_of(xls(biff8({(0, 0): 1.0}, book=unknown))).reason
    assert reason in {UnreadableReason.PASSWORD, UnreadableReason.DAMAGED}


def test_the_library_agrees_that_the_fixture_is_encrypted() -> None:
    assert msoffcrypto.OfficeFile(io.BytesIO(encrypted("x"))).is_encrypted()
