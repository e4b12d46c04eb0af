"""The process that opens images: it limits itself, says that it is ready, and answers one image at a time over its pipes.

Run as ``python -m goodstanding.adapters.images.child LIMITS [hashes]``; with ``hashes`` it hashes and reads nothing. A request is
a length (4 bytes, big-endian) and that many bytes of an image; an answer is a length and JSON. It opens no file, holds no secret,
and is ended by whoever started it.
"""

from __future__ import annotations

import contextlib
import os
import resource
import struct
import sys
import time
from typing import Any, BinaryIO

import msgspec

from goodstanding.adapters.images.limits import Limits

_HEAD = struct.Struct(">I")
_SPARE_SECONDS = 1


def main() -> int:
    """Serve until the pipe is closed."""
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not reach the pipe of answers
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    eye = _eye(limits, hashes_only="hashes" in sys.argv[2:])
    _send(answers, {"ready": eye.model, "model_sha256": eye.model_sha256})
    while (image := _next(requests, limits)) is not None:
        _send(answers, _read(eye, image, limits))
    return 0


def _eye(limits: Limits, *, hashes_only: bool) -> Any:
    if hashes_only:
        from goodstanding.adapters.images.hashing import HashEye

        return HashEye(limits)
    from goodstanding.adapters.images.reading import ImageEye

    return ImageEye(limits)


def _read(eye: Any, image: bytes, limits: Limits) -> dict[str, Any]:
    from goodstanding.adapters.images.reading import Refusal

    used = int(time.process_time()) + _SPARE_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (used + limits.cpu_seconds, resource.RLIM_INFINITY))
    try:
        return eye.read(image)  # type: ignore[no-any-return]
    except Refusal as refusal:
        return {"refused": refusal.reason}
    except MemoryError:
        return {"refused": "too_much_memory"}
    except Exception as fault:  # noqa: BLE001  a decoder fails in any way it likes; the image is refused all the same
        return {"refused": "unreadable", "fault": type(fault).__name__}


def _next(requests: BinaryIO, limits: Limits) -> bytes | None:
    head = requests.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    (size,) = _HEAD.unpack(head)
    if size > limits.bytes:
        return None  # the parent never sends so much: the pipe is out of step
    image = requests.read(size)
    return image if len(image) == size else None


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    body = msgspec.json.encode(answer)
    answers.write(_HEAD.pack(len(body)) + body)
    answers.flush()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        sys.exit(main())
