"""Which version of a case the caller saw: told in the body, or as ``If-Match`` with the ETag the case came with."""

from __future__ import annotations

import re

from django.http import HttpRequest

from goodstanding.core.kernel.errors import GoodstandingError

_TAG = re.compile(r'^"?(\d{1,10})"?$')


class VersionMissing(GoodstandingError):
    """A change does not say which version of the case it is meant for."""

    code = "api:version_missing"
    status = 422


def entity_tag(version: int, /) -> str:
    """Write a version as an ETag."""
    return f'"{version}"'


def expected_version(request: HttpRequest, given: int | None, /) -> int:
    """Return the version the caller saw.

    Args:
        given: What the body says.

    Raises:
        VersionMissing: Neither the body nor If-Match says one.
    """
    found = _TAG.match(request.headers.get("If-Match", "").strip())
    if given is None and found is None:
        raise VersionMissing(
            "The request does not say which version of the case you saw.",
            hint="Give expected_version, or If-Match with the ETag.",
        )
    return given if given is not None else int(found[1] if found else 0)
