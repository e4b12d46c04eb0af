"""The configuration, read once at start into one typed object.

Every setting is a field of ``Config``. It is given as the environment variable ``GOODSTANDING_<FIELD>`` or as a key of the
TOML file named by ``GOODSTANDING_CONFIG``; the environment wins. A key nobody knows is an error, so that a typing mistake
cannot quietly leave a default in force.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from goodstanding.config.errors import ConfigurationInvalid

PREFIX = "GOODSTANDING_"
IDENTITY_GATES = ("known", "all", "off")


@dataclass(frozen=True, slots=True)
class Config:
    """What an operator of the platform may set."""

    debug: bool = False
    """Django's debug pages. Never on a public server."""
    state_dir: Path = Path("var")
    """Directory for the database file, generated keys and outgoing mail of a small installation."""
    secret_key: str = ""
    """Signs sessions and forms; generated under ``state_dir/keys`` when empty."""
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    """Host names the server answers to."""
    trusted_origins: tuple[str, ...] = ()
    """Origins (with scheme) whose forms are accepted, when a proxy stands in front."""
    public_url: str = "http://127.0.0.1:8000"
    """Where people reach this installation; printed in notices."""
    platform_name: str = "示例平台"
    """The platform's name as its notices and pages show it."""
    secure_cookies: bool = False
    """Send cookies over HTTPS only, and ask browsers to stay on HTTPS."""
    database_url: str = ""
    """``postgresql://…`` or ``sqlite:///…``; empty for ``state_dir/goodstanding.sqlite3``."""
    static_root: str = ""
    """Directory filled by ``collectstatic``; empty serves the packaged files directly."""
    sealing_keys: tuple[str, ...] = ()
    """Key ring for personal data, newest first, each ``id:base64 of 32 bytes``; generated when empty."""
    audit_key: str = ""
    """Ed25519 seed for log checkpoints, ``id:base64 of 32 bytes``; generated when empty."""
    audit_former_keys: tuple[str, ...] = ()
    """Public halves of retired checkpoint keys, each ``id:base64 of 32 bytes``."""
    mail_channel: str = "goodstanding.adapters.mail.FileMail"
    """Dotted path of the mail channel; the default writes letters to ``state_dir/mail``."""
    mail_from: str = "no-reply@platform.invalid"
    """Sender of notices by mail."""
    sms_channel: str = "goodstanding.adapters.sms.FileSms"
    """Dotted path of what carries codes to mobiles; the default writes them to ``state_dir/sms``."""
    identity_provider: str = "goodstanding.adapters.identity.HttpIdentity"
    """Dotted path of the adapter that asks an identity provider."""
    identity_gate: str = "known"
    """Whose publications are withheld for want of a verified identity: ``known`` (subjects on record that are not verified, and
    accounts still applied for), ``all`` (every account without a verified subject on record), ``off``."""
    identity_url: str = ""
    """Base address of the identity provider; empty: nobody is asked and people look at documents."""
    payments_provider: str = "goodstanding.adapters.identity.HttpPayments"
    """Dotted path of the adapter that has small sums sent to the accounts of organizations."""
    payments_url: str = ""
    """Base address of the provider that sends them; empty: this way of verifying is not offered."""
    identity_key: str = ""
    """Key the identity provider and the one of payments know us by; sent as a bearer token."""
    webhook_sender: str = "goodstanding.adapters.webhooks.HttpSender"
    """Dotted path of what calls the platform's webhook addresses."""
    webhook_private_addresses: bool = False
    """Let webhooks call http and private addresses. For development and closed networks only."""
    avatar_reader: str = "goodstanding.adapters.images.avatars.AvatarProcess"
    """Dotted path of what hashes uploaded avatars; without ``goodstanding[media]`` only the same file is recognised."""
    images: bool = False
    """Read the images of published contents; needs ``goodstanding[media]`` where the worker runs."""
    image_reader: str = "goodstanding.adapters.images.ImageProcess"
    """Dotted path of what reads images."""
    media_source: str = "goodstanding.adapters.images.MediaFetcher"
    """Dotted path of what fetches media."""
    media_hosts: tuple[str, ...] = ()
    """Hosts media may be fetched from; ``.example.com`` allows every host below it."""
    media_dir: str = ""
    """Directory with media whose address in events is a plain path; empty for none."""
    media_private_addresses: bool = False
    """Let media be fetched by http and from private addresses. For development and closed networks only."""
    source_checks: bool = False
    """Let the worker look whether links given as sources of reposts lead anywhere; it then calls public web addresses."""
    source_probe: str = "goodstanding.adapters.sources.SourceProbe"
    """Dotted path of what looks."""
    source_private_hosts: tuple[str, ...] = ()
    """``host:port`` inside our own network that may be asked as well. For tests and closed networks only."""
    model_server_url: str = ""
    """Base address of an OpenAI-compatible model server, for packs with a ``model_server`` signal; empty: off."""
    model_server_key: str = ""
    """Bearer token for it."""
    model_server_price: str = ""
    """Yuan for 1,000 tokens of it, for the record."""
    checkpoint_every: int = 3600
    """Seconds between two signed checkpoints of the log."""
    log_format: str = "json"
    """``json`` for machines, ``console`` for people."""
    language: str = "zh-hans"
    """Default language of pages and notices."""
    registry_numbers: tuple[str, ...] = ()
    """Numbers of the registry that differ from the defaults, each ``name=value``: caps, deadlines, intervals."""
    second_factor: str = "personal_data"
    """Who must sign in with a second factor: ``personal_data`` (those who may read such) or ``off``. The demo asks nobody."""
    confirm_after: int = 900
    """Seconds after which something sensitive asks for the password again; 0: never. The demo never asks."""
    demo: bool = False
    """The demo's first page, where anybody may sign in as one of the demo's people. Never on a public server."""


def _boolean(text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False, "": False}
    return known[text.strip().lower()]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


_READERS: dict[str, Callable[[str], Any]] = {
    "bool": _boolean,
    "int": int,
    "str": str,
    "Path": Path,
    "tuple[str, ...]": _words,
}
_TOML_KINDS: dict[str, type] = {"bool": bool, "int": int, "str": str, "Path": str, "tuple[str, ...]": list}


def read_config(environment: Mapping[str, str], /) -> Config:
    """Read the configuration.

    Args:
        environment: Usually ``os.environ``.

    Raises:
        ConfigurationInvalid: A key is unknown or its value malformed; the message names both.
    """
    kinds = {field.name: str(field.type) for field in fields(Config)}
    values = _from_file(environment.get(f"{PREFIX}CONFIG", ""), kinds)
    for name, kind in kinds.items():
        text = environment.get(PREFIX + name.upper())
        if text is None:
            continue
        try:
            values[name] = _READERS[kind](text)
        except (KeyError, ValueError) as fault:
            raise ConfigurationInvalid(
                f"The environment variable {PREFIX}{name.upper()} is not a {kind}.",
                hint="Booleans are true or false; lists are separated by commas.",
            ) from fault
    return _sound(Config(**values))


def _sound(config: Config) -> Config:
    """Refuse what would only fail later, far from where it was written."""
    if config.identity_gate not in IDENTITY_GATES:
        raise ConfigurationInvalid(
            f"identity_gate: “{config.identity_gate}” is unknown.", hint=f"Use one of {', '.join(IDENTITY_GATES)}."
        )
    for pair in config.registry_numbers:
        name, _, value = pair.partition("=")
        if not name or not value.isdecimal():
            raise ConfigurationInvalid(f"registry_numbers: “{pair}” is not name=number.", hint="For example cap_organization=3.")
    if config.second_factor not in {"personal_data", "off"}:
        raise ConfigurationInvalid(f"second_factor: “{config.second_factor}” is none of personal_data, off.")
    return config


def _from_file(path: str, kinds: Mapping[str, str]) -> dict[str, Any]:
    if not path:
        return {}
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ConfigurationInvalid(f"The configuration file {path} cannot be read: {fault}.") from fault
    return {name: _toml_value(path, name, value, kinds) for name, value in table.items()}


def _toml_value(path: str, name: str, value: object, kinds: Mapping[str, str]) -> object:
    kind = kinds.get(name)
    if kind is None:
        raise ConfigurationInvalid(f"{path}: “{name}” is not a setting.", hint=f"Known settings: {', '.join(sorted(kinds))}.")
    if type(value) is not _TOML_KINDS[kind]:
        raise ConfigurationInvalid(f"{path}: “{name}” must be a {kind}.")
    if kind == "Path":
        return Path(str(value))
    return tuple(map(str, value)) if isinstance(value, list) else value


def kept_secret(path: Path, /, *, make: Callable[[], str] = lambda: secrets.token_urlsafe(48)) -> str:
    """Read a secret kept in a file, generating it once; two processes starting together agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
