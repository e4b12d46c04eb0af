"""Where the pack that ships with Goodstanding lies: in the installed wheel, or in the source tree."""

from __future__ import annotations

from pathlib import Path

import goodstanding
from goodstanding.core.policy.errors import PackUnreadable

PACK_ID = "cn-public-accounts"


def bundled_pack_dir() -> Path:
    """Return the directory of the shipped pack.

    Raises:
        PackUnreadable: Neither the installation nor the source tree holds it.
    """
    package = Path(goodstanding.__file__).resolve().parent
    for candidate in (package / "packs" / PACK_ID, package.parents[1] / "packs" / PACK_ID):
        if (candidate / "pack.yaml").is_file():
            return candidate
    raise PackUnreadable(f"The shipped pack {PACK_ID} is missing.", hint="Name a pack with --pack or GOODSTANDING_PACK.")
