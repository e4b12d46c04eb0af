"""Copy the few front-end files the pages need out of their npm packages, pinned and checked.

Run ``python tools/vendor_frontend.py`` to fetch the versions named in ``VERSIONS.json`` again, ``--upgrade`` to move to the
newest version of each range, ``--check`` to compare the committed files with their recorded digests (no network).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).parent.parent / "src/goodstanding/web/design/static/vendor"
VERSIONS = VENDOR / "VERSIONS.json"


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: the range we follow and the files we take (path in the package → name in ``vendor/``)."""

    name: str
    range: str
    files: dict[str, str]


PACKAGES = (Package("htmx.org", "^2.0.0", {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"}),)


class VendorError(Exception):
    """A package could not be fetched or is not what was recorded."""


def _npm(*arguments: str, cwd: Path | None = None) -> Any:
    command = ["npm", *arguments, "--json"]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise VendorError(f"“{' '.join(command)}” failed: {done.stderr.strip()}")
    return json.loads(done.stdout)


def newest(package: Package, /) -> str:
    """Return the newest version of the package's range."""
    found = _npm("view", f"{package.name}@{package.range}", "version")
    return found if isinstance(found, str) else max(found, key=lambda version: [int(part) for part in version.split(".")])


def fetch(package: Package, version: str, /, *, integrity: str | None) -> dict[str, Any]:
    """Download one version, check its integrity, copy its files, and return the record for ``VERSIONS.json``.

    Raises:
        VendorError: The tarball differs from what the registry or the record says.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        packed = _npm("pack", f"{package.name}@{version}", cwd=folder)[0]
        tarball = folder / packed["filename"]
        digest = "sha512-" + base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
        if digest != packed["integrity"] or (integrity is not None and digest != integrity):
            raise VendorError(f"{package.name}@{version} has integrity {digest}, expected {integrity or packed['integrity']}.")
        digests = _copy(tarball, package)
    return {"version": version, "integrity": digest, "files": digests}


def _copy(tarball: Path, package: Package) -> dict[str, str]:
    digests = {}
    with tarfile.open(tarball) as archive:
        for inside, name in package.files.items():
            member = archive.extractfile(f"package/{inside}")
            if member is None:
                raise VendorError(f"{package.name} holds no file {inside}.")
            content = member.read()
            (VENDOR / name).write_bytes(content)
            digests[name] = hashlib.sha256(content).hexdigest()
    return digests


def problems() -> list[str]:
    """Compare the committed files with their recorded digests; return what differs."""
    found = []
    for name, record in json.loads(VERSIONS.read_text(encoding="utf-8")).items():
        for file, digest in record["files"].items():
            path = VENDOR / file
            actual = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"
            if actual != digest:
                found.append(f"{file} of {name}@{record['version']}: recorded {digest}, found {actual}")
    return found


def main() -> int:
    """Fetch or check; exit 1 when something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="compare committed files with their digests")
    choice.add_argument("--upgrade", action="store_true", help="move to the newest version of each range")
    arguments = parser.parse_args()
    if arguments.check:
        found = problems()
        print("\n".join(found) or "Vendored files are as recorded.")
        return 1 if found else 0
    recorded = json.loads(VERSIONS.read_text(encoding="utf-8")) if VERSIONS.exists() else {}
    VENDOR.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        known = None if arguments.upgrade else recorded.get(package.name)
        version = known["version"] if known else newest(package)
        recorded[package.name] = fetch(package, version, integrity=known["integrity"] if known else None)
        print(f"{package.name}@{version}")
    VERSIONS.write_text(json.dumps(recorded, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
