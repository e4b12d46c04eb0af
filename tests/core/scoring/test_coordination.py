"""Meeting over several objects makes a pair, pairs make a group, many accounts on one object make a wave; nothing else does."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.core.scoring.coordination import Share, find_pairs, find_waves, groups_of

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SHARES = st.lists(
    st.builds(
        lambda name, seconds, account: Share(name, NOON + timedelta(seconds=seconds), account, f"{account}{seconds}"),
        st.sampled_from("wxyz"),
        st.integers(0, 300),
        st.sampled_from("abcde"),
    ),
    max_size=40,
)


def together(accounts: str, objects: str, *, apart: timedelta = timedelta(seconds=5)) -> list[Share]:
    return [
        Share(name, NOON + timedelta(hours=n) + place * apart, account, f"{account}-{name}")
        for n, name in enumerate(objects)
        for place, account in enumerate(accounts)
    ]


@given(SHARES, st.integers(0, 120), st.integers(1, 3))
def test_pairs_are_those_of_the_plain_rule(shares: list[Share], seconds: int, least: int) -> None:
    met: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one, other in combinations(shares, 2):
        is_near = abs(one.at - other.at) <= timedelta(seconds=seconds)
        if one.object == other.object and one.account != other.account and is_near:
            met[min(one.account, other.account), max(one.account, other.account)].add(one.object)

    found = find_pairs(shares, window=timedelta(seconds=seconds), least=least)

    expected = {names: objects for names, objects in met.items() if len(objects) >= least}
    assert expected == {(pair.a, pair.b): {one.object for one in pair.meetings} for pair in found}


@given(SHARES, st.randoms(use_true_random=False))
def test_order_of_the_shares_does_not_matter(shares: list[Share], random: object) -> None:
    shuffled = list(shares)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert find_pairs(shares, window=MINUTE, least=2) == find_pairs(shuffled, window=MINUTE, least=2)


@given(SHARES, st.integers(2, 4))
def test_every_wave_holds_enough_accounts_within_a_window(shares: list[Share], least: int) -> None:
    for wave in find_waves(shares, window=MINUTE, accounts=least):
        windows = [{s.account for s in wave.shares if timedelta() <= last.at - s.at <= MINUTE} for last in wave.shares]

        assert max(map(len, windows)) >= least


@given(SHARES, st.integers(2, 4))
def test_no_crowded_window_is_missed(shares: list[Share], least: int) -> None:
    waves = find_waves(shares, window=MINUTE, accounts=least)
    for last in shares:
        inside = [s for s in shares if s.object == last.object and timedelta() <= last.at - s.at <= MINUTE]

        if len({s.account for s in inside}) >= least:
            assert any(set(inside) <= set(wave.shares) for wave in waves)


def test_group_tells_when_and_how_strong() -> None:
    (group,) = groups_of(find_pairs(together("abc", "wxy"), window=MINUTE, least=3))

    assert (("a", "b", "c"), 3) == (group.accounts, len(group.pairs))
    assert (NOON, NOON + timedelta(hours=2, seconds=10), 0.2) == (group.first, group.last, group.score(3))


def test_group_below_the_least_accounts_is_left_out() -> None:
    assert () == groups_of(find_pairs(together("ab", "wxyz"), window=MINUTE, least=3), accounts=3)


def test_one_object_by_many_within_the_window_is_a_wave() -> None:
    (wave,) = find_waves(together("abcde", "w"), window=MINUTE, accounts=5)

    assert (("a", "b", "c", "d", "e"), NOON, NOON + timedelta(seconds=20)) == (wave.accounts, wave.first, wave.last)


def test_one_account_repeating_itself_is_no_wave() -> None:
    assert () == find_waves([Share("w", NOON + n * MINUTE / 10, "a") for n in range(9)], window=MINUTE, accounts=2)


def test_what_all_the_world_shares_once_costs_little() -> None:
    viral = [Share("w", NOON + n * timedelta(seconds=1), f"crowd-{n}") for n in range(20_000)]

    found = find_pairs([*viral, *together("ab", "xyz")], window=timedelta(days=30), least=2)

    assert [("a", "b")] == [(pair.a, pair.b) for pair in found]
