"""The parent's side: keeps one reading process, gives it an image at a time, and ends it when it takes too long."""

from __future__ import annotations

import base64
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any

import msgspec
import structlog

from goodstanding.adapters.images.limits import IMAGES_A_PROCESS, START_SECONDS, Limits
from goodstanding.apps.screening.ports import ImageFindings, ImageLine, ReaderUnavailable

_log: Any = structlog.get_logger()
_HEAD = struct.Struct(">I")
_LARGEST_ANSWER = 8 * 1024 * 1024
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR")
"""What of the environment the child is given: no key, no address of a database."""


class ImageProcess:
    """Reads images in a process of its own, started with the first image and kept for the next.

    Args:
        limits: What one image may cost.
        program: The module that is run; another one in tests.
        hashes_only: Perceptual hashes are made and nothing is read: no recogniser is loaded.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        program: str = "goodstanding.adapters.images.child",
        hashes_only: bool = False,
    ) -> None:
        self._limits = limits or Limits()
        self._options = ["hashes"] if hashes_only else []
        self._program = program
        self._child: subprocess.Popen[bytes] | None = None
        self._read = 0
        self._model = ("", "")
        self._lock = threading.Lock()

    def read(self, data: bytes, /) -> ImageFindings:
        """Read one image; whatever it does to the process, there is an answer.

        Raises:
            ReaderUnavailable: The process does not start: the libraries are not installed.
        """
        if len(data) > self._limits.bytes:
            return ImageFindings(refused="too_many_bytes")
        with self._lock:
            child = self._running()
            try:
                _write(child, data, until=time.monotonic() + self._limits.seconds)
                answer = _answer(child, until=time.monotonic() + self._limits.seconds)
            except (OSError, EOFError, TimeoutError, ValueError) as fault:
                return self._lost(child, fault)
            self._read += 1
            if self._read >= IMAGES_A_PROCESS or answer.get("refused") in {"too_much_memory", "unreadable"}:
                self._end()
        return _findings(answer, self._model)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        child = subprocess.Popen(
            [sys.executable, "-m", self._program, msgspec.json.encode(self._limits).decode(), *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        try:
            ready = _answer(child, until=time.monotonic() + START_SECONDS)
        except (OSError, EOFError, TimeoutError, ValueError) as fault:
            _end_process(child)
            raise ReaderUnavailable("Images cannot be read here.", hint="Install goodstanding[media].") from fault
        self._child, self._read = child, 0
        self._model = (str(ready.get("ready", "")), str(ready.get("model_sha256", "")))
        return child

    def _lost(self, child: subprocess.Popen[bytes], fault: Exception) -> ImageFindings:
        """Answer for a process that did not: it took too long, or the kernel ended it."""
        if isinstance(fault, TimeoutError):
            reason = "too_slow"
        else:
            try:
                code = child.wait(timeout=1.0)
            except subprocess.TimeoutExpired:
                code = 0
            reason = "too_slow" if code == -signal.SIGXCPU else "crashed"
        _log.warning("image reading ended", reason=reason)
        self._end()
        return ImageFindings(refused=reason, model=self._model[0], model_sha256=self._model[1])

    def _end(self) -> None:
        if self._child is not None:
            _end_process(self._child)
            self._child = None


def _end_process(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _write(child: subprocess.Popen[bytes], data: bytes, *, until: float) -> None:
    pipe = _pipe(child.stdin)
    os.set_blocking(pipe.fileno(), False)
    left = memoryview(_HEAD.pack(len(data)) + data)
    while left:
        _, ready, _ = select.select([], [pipe], [], _remaining(until))
        if not ready:
            raise TimeoutError
        left = left[os.write(pipe.fileno(), left[:65536]) :]


def _answer(child: subprocess.Popen[bytes], *, until: float) -> dict[str, Any]:
    (size,) = _HEAD.unpack(_exactly(child, _HEAD.size, until))
    if size > _LARGEST_ANSWER:
        raise ValueError(size)
    answer: dict[str, Any] = msgspec.json.decode(_exactly(child, size, until), type=dict[str, Any])
    return answer


def _exactly(child: subprocess.Popen[bytes], size: int, until: float) -> bytes:
    pipe = _pipe(child.stdout)
    got = bytearray()
    while len(got) < size:
        ready, _, _ = select.select([pipe], [], [], _remaining(until))
        if not ready:
            raise TimeoutError
        part = os.read(pipe.fileno(), size - len(got))
        if not part:
            raise EOFError
        got += part
    return bytes(got)


def _remaining(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _findings(answer: Mapping[str, Any], model: tuple[str, str]) -> ImageFindings:
    if "refused" in answer:
        return ImageFindings(refused=str(answer["refused"]), model=model[0], model_sha256=model[1])
    return ImageFindings(
        model=model[0],
        model_sha256=model[1],
        width=int(answer["width"]),
        height=int(answer["height"]),
        phash=str(answer["phash"]),
        cropped=tuple(str(one) for one in answer.get("cropped", ())),
        lines=tuple(_line(line) for line in answer["lines"]),
        codes=tuple(_line(code) for code in answer["codes"]),
        thumbnail=base64.b64decode(answer["thumbnail"]),
    )


def _line(given: Mapping[str, Any]) -> ImageLine:
    left, top, width, height = (int(number) for number in given["box"])
    return ImageLine(str(given["text"]), (left, top, width, height), float(given["score"]))
