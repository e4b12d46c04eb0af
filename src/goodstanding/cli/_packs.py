"""Which policy pack a command means: the one named, the environment's, or the one that ships."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from goodstanding.adapters.compiled_files import CompiledFiles, user_cache
from goodstanding.adapters.model_server_settings import server_from, settings_in
from goodstanding.core.policy.bundled import bundled_pack_dir
from goodstanding.core.policy.loader import load_pack
from goodstanding.core.policy.model import Pack
from goodstanding.core.signals.model_server import use_model_server
from goodstanding.core.text.compiled_store import use_store

F = TypeVar("F", bound=Callable[..., Any])
ENVIRONMENT = "GOODSTANDING_PACK"


def pack_option(function: F, /) -> F:
    """Give a command the option ``--pack``."""
    option = click.option(
        "--pack",
        "pack_dir",
        type=click.Path(path_type=Path),
        help=f"Directory of the policy pack. Default: ${ENVIRONMENT}, or the pack that ships.",
    )
    return option(function)


def pack_directory(named: Path | None, /) -> Path:
    """Return the directory of the pack a command means.

    Raises:
        PackUnreadable: None was named and the shipped pack is missing.
    """
    if named is not None:
        return named
    from_environment = os.environ.get(ENVIRONMENT)
    return Path(from_environment) if from_environment else bundled_pack_dir()


def open_pack(named: Path | None, /) -> Pack:
    """Load the pack a command means.

    Raises:
        PackUnreadable: There is no pack there.
        PackInvalid: Its files say something that cannot be meant.
    """
    use_store(CompiledFiles(user_cache()))
    use_model_server(server_from(settings_in(os.environ), folder=user_cache().parent / "model-answers"))
    return load_pack(pack_directory(named))
