"""The configuration: read once, typed, and strict about what it does not know."""

from __future__ import annotations

import base64
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from goodstanding.config.configuration import Config, kept_secret, read_config
from goodstanding.config.database import database_settings
from goodstanding.config.errors import ConfigurationInvalid
from goodstanding.config.keys import audit_key, sealing_ring
from goodstanding.config.logs import withhold_private_values


def test_nothing_given_is_a_working_default():
    assert Config() == read_config({})


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / "goodstanding.toml"
    file.write_text('language = "en"\nallowed_hosts = ["a.invalid", "b.invalid"]\ndebug = true\n', encoding="utf-8")

    config = read_config({"GOODSTANDING_CONFIG": str(file), "GOODSTANDING_LANGUAGE": "zh-hans"})

    assert ("zh-hans", ("a.invalid", "b.invalid"), True) == (config.language, config.allowed_hosts, config.debug)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('langauge = "en"', "langauge"),
        ("debug = 1", "debug"),
        ("= x", "goodstanding.toml"),
        ('allowed_hosts = "a"', "allowed_hosts"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path, text, named):
    file = tmp_path / "goodstanding.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationInvalid, match=named):
        read_config({"GOODSTANDING_CONFIG": str(file)})


def test_a_missing_file_is_named():
    with pytest.raises(ConfigurationInvalid, match=r"nowhere\.toml"):
        read_config({"GOODSTANDING_CONFIG": "nowhere.toml"})


@pytest.mark.parametrize(("name", "value"), [("GOODSTANDING_DEBUG", "perhaps"), ("GOODSTANDING_CHECKPOINT_EVERY", "soon")])
def test_a_malformed_variable_is_named(name, value):
    with pytest.raises(ConfigurationInvalid, match=name):
        read_config({name: value})


def test_sqlite_is_the_default_database():
    found = database_settings("", state_dir=Path("var"))

    assert ("django.db.backends.sqlite3", Path("var/goodstanding.sqlite3"), "IMMEDIATE") == (
        found["ENGINE"], found["NAME"], found["OPTIONS"]["transaction_mode"],
    )  # fmt: skip


def test_a_postgresql_address_is_taken_apart():
    found = database_settings("postgresql://us%40er:p%2Fw@db.invalid:5433/good?sslmode=require", state_dir=Path("var"))

    assert ("us@er", "p/w", "db.invalid", "5433", "good", {"sslmode": "require"}) == (
        found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"], found["OPTIONS"],
    )  # fmt: skip


def test_a_socket_directory_is_a_host():
    assert "/run/postgresql" == database_settings("postgresql:///good?host=/run/postgresql", state_dir=Path("var"))["HOST"]


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "nonsense"])
def test_another_database_is_refused_without_repeating_the_address(url):
    with pytest.raises(ConfigurationInvalid) as refused:
        database_settings(url, state_dir=Path("var"))

    assert url not in refused.value.message


def test_processes_that_start_together_agree_on_a_secret(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: kept_secret(tmp_path / "keys" / "secret"), range(16)))

    assert (1, ["secret"], 0o600) == (
        len(set(found)),
        [path.name for path in (tmp_path / "keys").iterdir()],
        (tmp_path / "keys" / "secret").stat().st_mode & 0o777,
    )


def test_keys_are_generated_once_for_a_small_installation(tmp_path):
    config = Config(state_dir=tmp_path)

    assert (audit_key(config), sealing_ring(config)) == (audit_key(config), sealing_ring(config))


def test_the_first_named_key_seals():
    keys = tuple(f"{name}:{base64.b64encode(bytes(32)).decode()}" for name in ("new", "old"))

    assert ["new", "old"] == list(sealing_ring(Config(sealing_keys=keys)))


@pytest.mark.parametrize("key", ["nokey", "id:short", "id:!!!", f":{base64.b64encode(bytes(32)).decode()}"])
def test_a_malformed_key_is_refused_without_repeating_it(key):
    with pytest.raises(ConfigurationInvalid) as refused:
        audit_key(Config(audit_key=key))

    assert key not in refused.value.message


def test_private_values_never_reach_the_log():
    event = withhold_private_values(logging.getLogger(), "info", {"event": "seen", "contact": "13800000000", "case_ref": "C-1"})

    assert {"event": "seen", "contact": "withheld", "case_ref": "C-1"} == event
