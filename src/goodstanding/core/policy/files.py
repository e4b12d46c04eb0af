"""Which files make up a pack, and how they are read from a directory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from goodstanding.core.policy.errors import PackInvalid, PackUnreadable, Problem, did_you_mean
from goodstanding.core.policy.model import Location
from goodstanding.core.policy.nodes import MAX_FILE_BYTES

SINGLE_FILES: Mapping[str, str] = {
    "pack.yaml": "pack",
    "sources.yaml": "sources",
    "facts.yaml": "facts",
    "signals.yaml": "signals",
    "queues.yaml": "queues",
    "ladder.yaml": "ladder",
    "credit.yaml": "credit",
}
"""Files by name, with the schema each is checked against."""

FOLDERS: Mapping[str, str] = {"parameters": "parameters", "rules": "rules", "banks": "bank", "cases": "cases"}
"""Folders whose every YAML file is of one kind."""

REQUIRED = ("pack.yaml", "sources.yaml", "facts.yaml", "queues.yaml", "ladder.yaml")

MODEL_FILES = frozenset({"model.json", "weights.txt"})
"""Files of a trained model; each model has a folder of its own below ``models``."""

PROSE = frozenset({"CHANGELOG.md", "README.md", "NOTICE"})
"""Files for people; they belong to the pack's bytes but are not parsed."""

MAX_FILES = 2_000


def kind_of(path: str, /) -> str | None:
    """Return the schema name of a pack file, or None where the path has no place in a pack."""
    if path in SINGLE_FILES:
        return SINGLE_FILES[path]
    folder, _, name = path.partition("/")
    return FOLDERS.get(folder) if "/" not in name and name.endswith(".yaml") else None


def is_model_file(path: str, /) -> bool:
    """Say whether a path is one of a trained model's files: they belong to the pack's bytes and are read by its signals."""
    parts = path.split("/")
    return len(parts) == 3 and parts[0] == "models" and parts[2] in MODEL_FILES


def read_files(directory: Path, /) -> dict[str, str]:
    """Read a pack's files as texts by path, with line ends normalised.

    Raises:
        PackUnreadable: The directory does not exist, or is no pack.
        PackInvalid: A file has no place in a pack, is too large or is not UTF-8.
    """
    if not directory.is_dir():
        raise PackUnreadable(f"There is no pack directory {directory}.", hint="Name the directory that holds pack.yaml.")
    if not (directory / "pack.yaml").is_file():
        raise PackUnreadable(f"{directory} holds no pack.yaml.", hint="Name the directory that holds pack.yaml.")
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_dir() or any(part.startswith((".", "__")) for part in Path(name).parts):
            continue
        if len(texts) >= MAX_FILES:
            raise PackUnreadable(f"{directory} holds more than {MAX_FILES} files.")
        read = _read(path, name)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            texts[name] = read
    if problems:
        raise PackInvalid(problems)
    return texts


def _read(path: Path, name: str) -> str | Problem:
    where = Location(name, 1)
    if kind_of(name) is None and name not in PROSE and not is_model_file(name):
        return Problem(f"{name} has no place in a pack.", where, did_you_mean(name, [*SINGLE_FILES, *PROSE]))
    if path.is_symlink():
        return Problem(f"{name} is a symbolic link.", where, "Copy the file: a pack must be whole in itself.")
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return Problem(f"{name} is larger than {MAX_FILE_BYTES // 2**20} MiB.", where, "Split it into several files.")
        return normalised(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Problem(f"{name} is not UTF-8: byte {error.start + 1} cannot be read.", where, "Save the file as UTF-8.")
    except OSError as error:
        return Problem(f"{name} cannot be read: {error.strerror}.", where)


def normalised(text: str, /) -> str:
    """Return the text with bare line feeds as line ends and exactly one at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
