"""Rings of registrations: what joins two subjects, what does not, and how good the detector is on a labelled sample."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.core.scoring.intervals import Share
from goodstanding.core.scoring.rings import KINDS, LEAST_MEMBERS, LEAST_POINTS, Trace, find_bursts, find_rings
from goodstanding.demo.registrations import simulated_registrations

START = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def left(n: int, *, apart: timedelta = HOUR, **values: str) -> list[Trace]:
    """Let ``n`` subjects leave the same values, one after the other."""
    return [Trace(f"s{i}", kind, value, START + i * apart) for i in range(n) for kind, value in values.items()]


def test_subjects_with_one_document_are_a_ring() -> None:
    (found,) = find_rings(left(LEAST_MEMBERS, document="d"))

    assert ("s0", "s1", "s2", "s3") == found.subjects


def test_rq042_each_edge_says_why() -> None:
    (found,) = find_rings(left(4, device="v", phone_prefix="p", apart=2 * HOUR))

    first = found.edges[0]
    assert ("s0", "s1", 65) == (first.a, first.b, first.points)
    assert [("device", 45, 4, 2 * HOUR), ("phone_prefix", 20, 4, 2 * HOUR)] == [
        (one.kind, one.points, one.holders, one.apart) for one in first.reasons
    ]


def test_family_at_one_table_is_no_ring() -> None:
    assert () == find_rings(left(3, device="v", network="n", phone_prefix="p"))


def test_network_alone_joins_nobody() -> None:
    assert () == find_rings(left(12, network="n"))


def test_device_and_its_network_count_as_one() -> None:
    assert KINDS["device"].strength + KINDS["network"].strength >= LEAST_POINTS
    assert () == find_rings(left(6, device="v", network="n", apart=timedelta(hours=30)))


def test_value_that_many_hold_weighs_less() -> None:
    crowd = [Trace(f"x{i}", "contact_domain", "m", START) for i in range(400)]

    assert () == find_rings([*left(5, device="v", contact_domain="m", apart=timedelta(days=1)), *crowd])


def test_holders_counted_elsewhere_weigh_less() -> None:
    traces = left(5, device="v", contact_domain="m", apart=timedelta(days=1))

    assert find_rings(traces)
    assert () == find_rings(traces, holders={("contact_domain", "m"): 400})


def test_months_apart_joins_nobody() -> None:
    assert () == find_rings(left(6, device="v", phone_prefix="p", apart=timedelta(days=40)))


def test_device_in_a_burst_is_enough() -> None:
    (found,) = find_rings(left(5, device="v"))

    assert (5, {60}) == (len(found.bursts[0].subjects), {edge.points for edge in found.edges})


def test_rq042_velocity_is_counted_within_the_published_window() -> None:
    slow, fast = left(6, phone_prefix="slow", apart=timedelta(hours=20)), left(6, phone_prefix="fast", apart=HOUR)

    assert ["fast"] == [burst.value for burst in find_bursts([*slow, *fast])]


def test_two_bursts_of_one_value_stay_two() -> None:
    later = [Trace(f"t{i}", "phone_prefix", "p", START + timedelta(days=5) + i * HOUR) for i in range(6)]

    assert [6, 6] == [len(burst.subjects) for burst in find_bursts([*left(6, phone_prefix="p"), *later])]


def test_accounts_of_one_subject_are_one() -> None:
    again = [Trace("s0", "document", "d", START + i * HOUR) for i in range(9)]

    assert () == find_rings([*again, Trace("s1", "document", "d", START)])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Trace,
            st.sampled_from([f"s{i}" for i in range(9)]),
            st.sampled_from(sorted(KINDS)),
            st.sampled_from("abc"),
            st.integers(0, 200).map(lambda hours: START + hours * HOUR),
        ),
        max_size=60,
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_the_traces_does_not_matter(traces: list[Trace], chance: object) -> None:
    mixed = list(traces)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert find_rings(traces) == find_rings(mixed)


def test_large_crowd_on_one_document_hangs_together() -> None:
    (found,) = find_rings(left(500, document="d"))

    assert 500 == len(found.subjects)
    assert len(found.edges) < 1_000


@pytest.fixture(scope="module")
def sample() -> object:
    return simulated_registrations(singles=3_000, rings=30, seed=42, start=START)


def test_rq042_precision_is_measured_on_a_labelled_sample(sample: object) -> None:
    found = find_rings(sample.traces)  # type: ignore[attr-defined]
    planted = sample.planted  # type: ignore[attr-defined]

    right = [ring for ring in found if 2 * len(planted & set(ring.subjects)) > len(ring.subjects)]
    precision = Share(len(right), len(found))

    assert precision.whole >= 30
    assert precision.interval[0] > 0.7


def test_most_planted_subjects_are_found(sample: object) -> None:
    caught = {name for ring in find_rings(sample.traces) for name in ring.subjects}  # type: ignore[attr-defined]
    planted = sample.planted  # type: ignore[attr-defined]

    assert len(caught & planted) / len(planted) > 0.6


def test_sample_is_the_same_for_the_same_seed() -> None:
    one, other = (simulated_registrations(singles=50, rings=4, seed=7, start=START) for _ in range(2))

    assert one == other
