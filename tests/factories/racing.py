"""Races with real threads on a real database: a script run by itself, on a SQLite file or in a PostgreSQL database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
needs_postgresql = pytest.mark.skipif(
    not os.environ.get("GOODSTANDING_DATABASE_URL", "").startswith("postgresql"),
    reason="GOODSTANDING_DATABASE_URL names no PostgreSQL",
)


def raced(script: str, url: str) -> Any:
    """Run a script against a database and return what its last line of output says, as JSON."""
    environment = os.environ | {"GOODSTANDING_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert 0 == done.returncode, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def sqlite_in(folder: Path) -> str:
    """Return the address of a new SQLite file."""
    return f"sqlite:///{folder / 'race.sqlite3'}"


@contextmanager
def own_postgresql(name: str) -> Iterator[str]:
    """Make a database beside the one the tests use, give its address, and drop it."""
    import psycopg

    base, own = os.environ["GOODSTANDING_DATABASE_URL"], f"{name}_{os.getpid()}"
    with psycopg.connect(base, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{own}"')
    try:
        head, _, query = base.partition("?")
        yield f"{head.rpartition('/')[0]}/{own}" + (f"?{query}" if query else "")
    finally:
        with psycopg.connect(base, autocommit=True) as server:
            server.execute(f'DROP DATABASE "{own}" WITH (FORCE)')
