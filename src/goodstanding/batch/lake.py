"""The event lake: Parquet files by day, read through Ibis on DuckDB here and on Spark on a cluster, by the same expressions."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Literal

from goodstanding.core.kernel.errors import GoodstandingError

Engine = Literal["duckdb", "spark"]


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
        LakeUnreadable: There are no Parquet files, or what the engine needs is not installed.
    """
    files = _files(lake)
    return _connected(engine).read_parquet(files)


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
