"""Unpacking: the same with ISA-L and without it, for sound and for damaged data."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mineralcheck.workbook import inflating
from mineralcheck.workbook.inflating import inflated

CONTENT = b"<row><c><v>1</v></c></row>" * 400


def packed(content: bytes) -> bytes:
    stream = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stream.compress(content) + stream.flush()


def said(data: bytes, size: int, checksum: int) -> bytes | str | None:
    try:
        return inflated(data, size, checksum)
    except zlib.error:
        return "damaged"


def said_without_isal(data: bytes, size: int, checksum: int) -> bytes | str | None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inflating, "isal_zlib", None)
        return said(data, size, checksum)


@given(st.binary(max_size=2_000))
def test_content_comes_back(content: bytes) -> None:
    facts = (packed(content), len(content), zlib.crc32(content))
    assert said(*facts) == said_without_isal(*facts) == content


@given(st.integers(0, 10_000), st.integers(0, 255), st.integers(0, 10_000))
def test_damaged_data_gives_the_same_answer_with_both(at: int, value: int, length: int) -> None:
    data = bytearray(packed(CONTENT))
    data[at % len(data)] = value
    facts = (bytes(data[: length % len(data) + 1]), len(CONTENT), zlib.crc32(CONTENT))
    assert said(*facts) == said_without_isal(*facts)


@pytest.mark.parametrize("size", [0, len(CONTENT) - 1, len(CONTENT) + 1])
def test_another_size_than_declared_is_no_content(size: int) -> None:
    assert said(packed(CONTENT), size, zlib.crc32(CONTENT)) is None


def test_another_checksum_than_declared_is_no_content() -> None:
    assert said(packed(CONTENT), len(CONTENT), 1) is None


def test_a_bomb_is_not_unpacked_beyond_its_declared_size() -> None:
    assert said(packed(bytes(50_000_000)), 10, 0) is None
