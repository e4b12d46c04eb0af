"""Which model server is configured, if any. It is off unless an address is given, and then needs the extra ``model-server``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from goodstanding.core.signals.base import SignalError
from goodstanding.core.signals.model_server import ModelServer

PREFIX = "GOODSTANDING_MODEL_SERVER_"


class AddressWrong(SignalError):
    """What is configured for the model server cannot be used."""

    code = "signal:model_server_configuration"


def server_from(settings: Mapping[str, str], /, *, folder: Path) -> ModelServer | None:
    """Return the server that is configured, or None.

    Args:
        settings: ``url``, ``key`` and ``price`` (yuan for 1,000 tokens), each possibly empty or absent.
        folder: Where answers are kept.

    Raises:
        AddressWrong: The address or the price cannot be used, or the extra is not installed.
    """
    url = settings.get("url", "")
    if not url:
        return None
    try:
        price = Decimal(settings["price"]) if settings.get("price") else None
    except InvalidOperation:
        raise AddressWrong("The price of 1,000 tokens must be a decimal number of yuan.") from None
    try:
        from goodstanding.adapters.model_server import KeptAnswers, OpenAIServer
    except ImportError:
        hint = "Install it with: pip install 'goodstanding[model-server]'"
        raise AddressWrong("A model server is configured, but httpx is not installed.", hint=hint) from None
    return KeptAnswers(OpenAIServer(url, key=settings.get("key", ""), price=price), folder)


def settings_in(environment: Mapping[str, str], /) -> dict[str, str]:
    """Return what the environment says about the model server."""
    return {name: environment.get(PREFIX + name.upper(), "") for name in ("url", "key", "price")}
