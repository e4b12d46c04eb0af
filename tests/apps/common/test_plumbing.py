"""References, time limits, sealing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.apps.common import checks, clock
from goodstanding.apps.common.calendar import add_working_days, due, is_working_day, last_known_day
from goodstanding.apps.common.errors import CalendarUnknown, SealBroken
from goodstanding.apps.common.refs import ALPHABET, new_ref, new_ulid_ref, read_ref
from goodstanding.apps.common.sealing import blind_index, needs_resealing, seal, unseal
from goodstanding.config.configuration import Config

OLD, NEW = {"old": bytes(32)}, {"new": bytes(range(32)), "old": bytes(32)}


def test_a_short_reference_can_be_read_aloud():
    prefix, rest = new_ref("C").split("-")

    assert ("C", 8, set()) == (prefix, len(rest), set(rest) - set(ALPHABET))


def test_long_references_sort_by_the_time_they_were_made(monkeypatch):
    moments = iter([10**18, 10**18 + 2_000_000])
    monkeypatch.setattr("time.time_ns", lambda: next(moments))

    first, second = new_ulid_ref("E"), new_ulid_ref("E")

    assert first < second


@pytest.mark.parametrize("typed", ["c-7k2m9qx1", " C-7K2M9QXI ", "C-7K2M 9QXL"])
def test_a_reference_survives_being_typed(typed):
    assert "C-7K2M9QX1" == read_ref(typed)


@given(st.text())
def test_what_was_sealed_opens_again(plain):
    assert plain == unseal(seal(plain))


def test_equal_values_are_sealed_differently():
    assert seal("13800000000") != seal("13800000000")


def test_a_sealed_value_opens_only_as_what_it_is():
    sealed = seal("13800000000", context="registry.contact")

    with pytest.raises(SealBroken):
        unseal(sealed, context="redress.contact")


@given(st.data())
def test_a_changed_seal_does_not_open(data):
    sealed = bytearray(seal("13800000000"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(SealBroken):
        unseal(bytes(sealed))


@given(st.binary(max_size=40))
def test_what_was_never_sealed_does_not_open(data):
    with pytest.raises(SealBroken):
        unseal(data)


def test_a_new_key_in_front_leaves_old_seals_readable():
    with override_settings(SEALING_RING=OLD):
        sealed = seal("x")
    with override_settings(SEALING_RING=NEW):
        assert ("x", True, False) == (unseal(sealed), needs_resealing(sealed), needs_resealing(seal("x")))


def test_a_digest_finds_equal_values_after_a_new_key():
    with override_settings(SEALING_RING=OLD):
        before = blind_index("13800000000", context="phone")
    with override_settings(SEALING_RING=NEW):
        assert before == blind_index("13800000000", context="phone")


def test_one_value_in_two_contexts_has_unrelated_digests():
    assert blind_index("1", context="phone") != blind_index("1", context="id")


def local(year, month, day, hour=12):
    return datetime(year, month, day, hour, tzinfo=clock.LOCAL)


@pytest.mark.parametrize(
    ("begins", "days", "ends"),
    [
        (local(2026, 11, 23), 1, date(2026, 11, 24)),
        (local(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (local(2026, 9, 30), 1, date(2026, 10, 8)),  # over the National Day holiday
        (local(2026, 2, 13), 1, date(2026, 2, 14)),  # a Saturday worked in exchange
        (local(2026, 2, 14), 1, date(2026, 2, 24)),  # across the Spring Festival
        (local(2026, 11, 23), 0, date(2026, 11, 23)),
        (local(2026, 12, 31), 1, date(2027, 1, 1)),  # beyond the published calendar plain weekdays count
    ],
)
def test_working_days_follow_the_published_calendar(begins, days, ends):
    """RQ-096."""
    assert datetime(ends.year, ends.month, ends.day, 23, 59, 59, tzinfo=clock.LOCAL) == add_working_days(begins, days)


def test_a_day_begins_in_shanghai():
    late_evening_in_utc = datetime(2026, 11, 23, 17, tzinfo=UTC)  # already the 24th in Shanghai

    assert date(2026, 11, 25) == due(late_evening_in_utc, 1, "days").date()


def test_hours_run_on_without_regard_to_days(at):
    assert timedelta(hours=24) == due(at, 24, "hours") - at


def test_an_unpublished_year_is_said_to_be_unknown():
    with pytest.raises(CalendarUnknown):
        is_working_day(date(last_known_day().year + 1, 6, 1))


@pytest.mark.parametrize(("ahead", "ids"), [(-400, []), (-10, ["goodstanding.W001"]), (1, ["goodstanding.E001"])])
def test_a_calendar_that_runs_out_is_found_at_start(monkeypatch, ahead, ids):
    today = datetime.combine(last_known_day() + timedelta(days=ahead), datetime.min.time(), tzinfo=clock.LOCAL)
    monkeypatch.setattr(clock, "now", lambda: today)

    assert ids == [found.id for found in checks.calendar_is_current(None)]


HTTPS = {"public_url": "https://platform.invalid"}
KEPT = {"secret_key": "x", "sealing_keys": ("a:b",), "audit_key": "a:b"}


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({}, []),
        ({"debug": True}, []),  # on one's own machine
        ({**HTTPS, **KEPT, "secure_cookies": True}, []),
        ({**HTTPS, **KEPT, "secure_cookies": True, "debug": True}, ["goodstanding.E002"]),
        ({**HTTPS, **KEPT, "secure_cookies": True, "demo": True}, ["goodstanding.E003"]),
        ({**HTTPS, **KEPT}, ["goodstanding.W002"]),
        ({**HTTPS, "secure_cookies": True}, ["goodstanding.W003"]),
    ],
)
def test_an_unsafe_installation_is_told_at_start(given, ids):
    with override_settings(CONFIG=Config(**given)):
        assert ids == [found.id for found in checks.installation_is_safe(None)]
