"""Turn one database address into Django's dictionary: SQLite in one file, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from goodstanding.config.errors import ConfigurationInvalid

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers go on while one writes
    "PRAGMA synchronous=FULL",  # acknowledged means on the disk
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # INSERT OR REPLACE may not slip past the triggers that forbid DELETE
    "PRAGMA busy_timeout=20000",  # milliseconds
)


def database_settings(url: str, /, *, state_dir: Path) -> dict[str, Any]:
    """Read a database address.

    Args:
        url: ``sqlite:///relative/or/absolute/path``, ``postgresql://user:password@host:port/name`` (a socket directory as
            ``?host=/run/postgresql``), or an empty string for ``goodstanding.sqlite3`` in the state directory.
        state_dir: Where the default SQLite file lives.

    Raises:
        ConfigurationInvalid: The scheme is neither of the two, or the name is missing.
    """
    if not url:
        return _sqlite(state_dir / "goodstanding.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(url.removeprefix("sqlite:///"))))
    if parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
        return _postgresql(parts)
    raise ConfigurationInvalid(
        "GOODSTANDING_DATABASE_URL names no database that can be used.",
        hint="Write sqlite:///var/goodstanding.sqlite3 or postgresql://user:password@host:5432/name.",
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "; ".join(SQLITE_PRAGMAS)},
        "CONN_MAX_AGE": None,
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
