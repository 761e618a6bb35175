"""Parquet: typed columns, read back by pyarrow; without it a message that names the extra."""

import builtins
import io
from typing import Any

import pytest
from tests.support.check_reports import a_mixed_run
from tests.support.rendering import rendered

from mineralcheck.model.errors import UsageError
from mineralcheck.reporters.formats import Format

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


def table(name: Format) -> Any:
    return parquet.read_table(io.BytesIO(rendered(a_mixed_run(), name)))


def test_findings_are_rows() -> None:
    found = table(Format.PARQUET)
    assert found.column("code").to_pylist() == ["MC106", "MC101", "MC402", "MC101", None]


def test_smelters_have_typed_columns() -> None:
    found = table(Format.PARQUET_SMELTERS)
    kinds = {field.name: str(field.type) for field in found.schema}
    assert kinds["row"] == "int64"
    assert kinds["score"] == "double"
    assert kinds["status_as_of"] == "date32[day]"
    assert found.column("score").to_pylist() == [100.0, 100.0, None]


def test_without_pyarrow_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"mineralcheck\[parquet\]"):
        rendered(a_mixed_run(), Format.PARQUET)
