"""The event lake: Parquet files by day, read through Ibis on DuckDB here and on Spark on a cluster, by the same expressions."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from goodstanding.core.kernel.errors import GoodstandingError

Engine = Literal["duckdb", "spark"]

_TEXTS = ("id", "source", "type", "subject", "data")
_ENGINES_ERRORS = ("duckdb", "pyarrow.lib", "pyspark.errors", "py4j.protocol")
"""Packages whose errors, while a lake is read, speak of the files and not of this code."""


class LakeUnreadable(GoodstandingError):
    """The event lake cannot be read."""

    code = "batch:lake_unreadable"


def events(lake: Path, /, *, engine: Engine) -> Any:
    """Return the lake's events as an Ibis table.

    Args:
        lake: The directory that holds ``events/day=YYYY-MM-DD/*.parquet``, that ``events`` directory, or one Parquet file.
        engine: ``duckdb`` in this process, or ``spark``: the session of the environment, whose workers run this Python unless
            ``PYSPARK_PYTHON`` names theirs; Goodstanding must be installed there.

    Raises:
        LakeUnreadable: There are no Parquet files, one is none, a column is missing or of another type, or what the engine needs
            is not installed.
    """
    files = _files(lake)
    connection = _connected(engine)
    with naming_bad_files():
        table = connection.read_parquet(files)
        _check_columns(table.schema(), files)
    return table


@contextmanager
def naming_bad_files() -> Iterator[None]:
    """Tell what the engine says about files it cannot read as a fault of the lake.

    Raises:
        LakeUnreadable: The engine gave up.
    """
    try:
        yield
    except Exception as fault:
        if not type(fault).__module__.startswith(_ENGINES_ERRORS):
            raise
        said = next((line.strip() for line in str(fault).splitlines() if line.strip()), type(fault).__name__)
        raise LakeUnreadable(
            f"The lake cannot be read: {said}", hint="Every file must be a whole Parquet file of events."
        ) from fault


def _check_columns(schema: Any, files: str) -> None:
    missing = [name for name in (*_TEXTS, "time") if name not in schema]
    if missing:
        raise LakeUnreadable(
            f"The events in {files} lack {'the column' if len(missing) == 1 else 'the columns'} {', '.join(missing)}.",
            hint="An event's columns are id, source, type, time, subject and data.",
        )
    wrong = [f"{name} is {schema[name]}, not text" for name in _TEXTS if not schema[name].is_string()]
    if not schema["time"].is_timestamp():
        wrong.append(f"time is {schema['time']}, not a timestamp")
    if wrong:
        raise LakeUnreadable(f"The events in {files} have columns of another type: {'; '.join(wrong)}.")


def _files(lake: Path) -> str:
    if lake.is_file():
        return str(lake)
    root = lake / "events" if (lake / "events").is_dir() else lake
    if not any(root.glob("**/*.parquet")):
        raise LakeUnreadable(f"There is no Parquet file in {root}.", hint="A lake holds events/day=YYYY-MM-DD/*.parquet.")
    return str(root / "**" / "*.parquet") if any(root.glob("*/*.parquet")) else str(root / "*.parquet")


def _connected(engine: Engine) -> Any:
    try:
        import ibis
    except ImportError as fault:
        raise LakeUnreadable("Reading a lake needs the extra “lake”.", hint="pip install goodstanding[lake]") from fault
    if engine == "duckdb":
        return ibis.duckdb.connect()
    try:
        from pyspark.sql import SparkSession
    except ImportError as fault:
        raise LakeUnreadable("The engine Spark needs the extra “spark”.", hint="pip install goodstanding[spark]") from fault
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.appName("goodstanding").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    return ibis.pyspark.connect(session)
