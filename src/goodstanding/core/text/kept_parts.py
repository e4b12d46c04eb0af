"""What was compiled, kept as named parts of plain bytes: nothing is unpickled, and nothing made otherwise is taken for ours.

A key names the inputs, the libraries and the code and tables that made the parts. What is read back must fit its own digest:
automata are trusted with memory, so one that was changed or cut short is compiled anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.compiled_store import chosen_store, keeps_nothing

Part = bytes | npt.NDArray[np.integer]
WORTH_KEEPING = 2_000
"""Phrases; fewer compile about as fast as they are read."""
_DIGEST = 32
_MADE_OF = (".py", ".tsv", ".npz")


def key_of(what: str, /, *inputs: Iterable[str]) -> str:
    """Name something compiled by what it is, the texts it was made from, in order, and what made it.

    Args:
        what: Its kind, so that two things made from like texts stay apart.
    """
    digest = hashlib.sha256(f"{what} {code_digest()} {version('daachorse')} {np.__version__}".encode())
    for texts in inputs:
        listed = tuple(texts)
        digest.update(f"\n{len(listed)}:{','.join(map(str, map(len, listed)))}\n".encode())
        digest.update("".join(listed).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def kept_parts(key: str, /) -> dict[str, memoryview] | None:
    """Return the parts kept under a key; None where there are none or they do not fit their digest."""
    data = chosen_store().read(key)
    if data is None:
        return None
    content = memoryview(data)[_DIGEST:]
    if hashlib.sha256(content).digest() != data[:_DIGEST]:
        return None
    end = data.index(b"\n", _DIGEST)
    parts, at = {}, end + 1
    for name, size in json.loads(data[_DIGEST:end]):
        parts[name] = memoryview(data)[at : at + size]
        at += size
    return parts


def keep_parts(key: str, parts: Mapping[str, Part], /) -> None:
    """Keep parts under a key."""
    if keeps_nothing():
        return
    written = {name: part if isinstance(part, bytes) else part.tobytes() for name, part in parts.items()}
    sizes = json.dumps([[name, len(part)] for name, part in written.items()]).encode()
    content = b"".join((sizes, b"\n", *written.values()))
    chosen_store().keep(key, hashlib.sha256(content).digest() + content)


def in_bytes(parts: Mapping[str, Part], /) -> dict[str, memoryview]:
    """Return parts as `kept_parts` gives them."""
    return {name: memoryview(part if isinstance(part, bytes) else part.tobytes()) for name, part in parts.items()}


@cache
def code_digest() -> str:
    """Return a digest of the modules and tables of this package."""
    digest = hashlib.sha256()
    for file in _sources(files(__package__)):
        digest.update(f"{file.name}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _sources(folder: Traversable) -> Iterable[Traversable]:
    for inside in sorted(folder.iterdir(), key=lambda found: found.name):
        if inside.is_dir():
            yield from _sources(inside)
        elif inside.name.endswith(_MADE_OF):
            yield inside
