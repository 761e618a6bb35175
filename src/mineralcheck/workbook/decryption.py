"""Encrypted workbooks: Excel's built-in password first, then those the user gave.

Excel encrypts with a built-in password when only the structure of a workbook is protected, and opens such a
file without asking. msoffcrypto-tool knows all schemes, so it does the work.
"""

import binascii
import io
import struct
from collections.abc import Sequence
from typing import Protocol
from xml.parsers.expat import ExpatError

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.refusals import Refusal, refused

_BUILT_IN_PASSWORD = "VelvetSweatshop"  # noqa: S105 - published by Microsoft, no secret
_DOCTYPE = b"<!DOCTYPE"
_FAULTS = (
    FileFormatError,
    ParseError,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
    EOFError,
    struct.error,
    binascii.Error,
    ExpatError,
)
"""What msoffcrypto and olefile raise on damaged input, as found by feeding them damaged files."""


class _EncryptedFile(Protocol):
    def load_key(self, password: str) -> None: ...

    def decrypt(self, outfile: io.BytesIO) -> None: ...


def without_encryption(data: bytes, passwords: Sequence[str], limits: Limits) -> bytes:
    """The .xlsx container inside an encrypted one, or an .xls file with its encryption removed."""
    if _DOCTYPE in data:
        raise refused(Refusal.DOCTYPE)
    for password in (_BUILT_IN_PASSWORD, *passwords):
        try:
            return _decrypted_with(password, data, limits)
        except InvalidKeyError:
            continue
        except DecryptionError:
            raise refused(Refusal.ENCRYPTION) from None
        except _FAULTS:
            raise refused(Refusal.DAMAGED, what="its encryption cannot be read") from None
    raise refused(Refusal.WRONG_PASSWORD if passwords else Refusal.PASSWORD)


def _decrypted_with(password: str, data: bytes, limits: Limits) -> bytes:
    file = msoffcrypto.OfficeFile(io.BytesIO(data))
    info = getattr(file, "info", None) or {}
    if info.get("spinValue", 0) > limits.spin_count:
        raise DecryptionError("key derivation takes too many rounds")
    output = io.BytesIO()
    if getattr(file, "type", "") in {"agile", "standard"}:
        file.load_key(password=password, verify_password=True)
    else:
        file.load_key(password=password)
    file.decrypt(output)
    return output.getvalue()
