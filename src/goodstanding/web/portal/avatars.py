"""The avatar a form brings: digested and hashed, never kept."""

from __future__ import annotations

from django.http import HttpRequest

from goodstanding.apps.registry.avatars import LONGEST_READ, digest_avatar


def chosen_avatar(request: HttpRequest, /) -> dict[str, str]:
    """Return the avatar that was chosen as fields of a profile; nothing where none was.

    Raises:
        AvatarRefused: It cannot be taken, and why.
    """
    file = request.FILES.get("avatar")
    return digest_avatar(file.read(LONGEST_READ)).fields() if file is not None else {}
