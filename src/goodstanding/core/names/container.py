"""A file of arrays that is opened by mapping it: a JSON header, then each array on a border of 64 bytes."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from goodstanding.core.kernel.errors import GoodstandingError

_MAGIC = b"GSNAMES\x01"
_BORDER = 64


class UnreadableNames(GoodstandingError):
    """The file is not a compiled register of names, or one of another version."""

    code = "names:unreadable"


def write_arrays(path: Path, arrays: Mapping[str, npt.NDArray[Any]], /, *, version: str) -> None:
    """Write arrays to a file, which appears whole or not at all."""
    described, place = [], 0
    for name, array in arrays.items():
        described.append({"name": name, "dtype": array.dtype.str, "length": len(array), "at": place})
        place += -(-array.nbytes // _BORDER) * _BORDER
    header = json.dumps({"version": version, "arrays": described}).encode()
    header += b" " * (-(len(_MAGIC) + 8 + len(header)) % _BORDER)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    with unfinished.open("wb") as file:
        file.write(_MAGIC + len(header).to_bytes(8, "little") + header)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes())
            file.write(bytes(-array.nbytes % _BORDER))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def read_arrays(path: Path, /, *, version: str) -> dict[str, npt.NDArray[Any]]:
    """Map the arrays of a file.

    Raises:
        UnreadableNames: The file is missing, cut short, of another kind or of another version.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC) + 8)
            length = int.from_bytes(start[len(_MAGIC) :], "little")
            header = json.loads(file.read(min(length, 1 << 20))) if start.startswith(_MAGIC) else {}
        if header.get("version") != version:
            raise _unreadable(path)
        mapped = np.memmap(path, np.uint8, "r")
        begin = len(start) + length
        return {one["name"]: _array(mapped, begin + one["at"], one) for one in header["arrays"]}
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise _unreadable(path) from fault


def _array(mapped: npt.NDArray[np.uint8], start: int, described: Mapping[str, Any]) -> npt.NDArray[Any]:
    dtype = np.dtype(described["dtype"])
    size = int(described["length"]) * dtype.itemsize
    if start + size > len(mapped):
        raise ValueError("The file is cut short.")
    return np.asarray(mapped[start : start + size]).view(dtype)


def _unreadable(path: Path) -> UnreadableNames:
    return UnreadableNames(
        f"“{path}” is not a compiled register of names that this version can read.",
        hint="Build it anew from the register.",
    )
