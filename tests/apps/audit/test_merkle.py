"""The arithmetic of the log against the recursive definition of RFC 6962."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.apps.audit.merkle import EMPTY_ROOT, consistency_ranges, fold, inclusion_ranges, leaf_hash, peaks
from goodstanding.apps.audit.proofs import verify_consistency, verify_inclusion

LEAVES = [leaf_hash(str(number).encode()) for number in range(130)]
SIZES = st.integers(1, 130)


def tree_hash(leaves):
    """MTH of RFC 6962, section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:])).digest()


def roots(ranges):
    return [tree_hash(LEAVES[start:end]) for start, end in ranges]


def test_known_answer_of_the_standard_holds():
    # The empty tree and the empty leaf, as RFC 6962 implementations publish them.
    assert "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" == EMPTY_ROOT.hex()
    assert "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" == leaf_hash(b"").hex()


@given(SIZES)
def test_peaks_fold_into_the_root(size):
    subtrees = [tree_hash(LEAVES[index << level : (index + 1) << level]) for level, index in peaks(0, size)]

    assert tree_hash(LEAVES[:size]) == fold(subtrees)


@given(SIZES, st.data())
def test_every_leaf_proves_its_place(size, data):
    index = data.draw(st.integers(0, size - 1))
    path = roots(inclusion_ranges(index, size))

    assert verify_inclusion(LEAVES[index], index=index, size=size, path=path, root=tree_hash(LEAVES[:size]))


@given(SIZES, st.data())
def test_no_leaf_proves_another_place(size, data):
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size + 3))
    path = roots(inclusion_ranges(index, size))

    proved = verify_inclusion(LEAVES[index], index=other, size=size, path=path, root=tree_hash(LEAVES[:size]))

    assert (other == index) == proved


@given(SIZES, st.data())
def test_a_longer_log_proves_its_beginning(second, data):
    first = data.draw(st.integers(1, second))
    path = roots(consistency_ranges(first, second)) if first < second else []

    old, new = tree_hash(LEAVES[:first]), tree_hash(LEAVES[:second])

    assert verify_consistency(first=first, second=second, first_root=old, second_root=new, path=path)


@given(st.integers(2, 130), st.data())
def test_a_rewritten_beginning_cannot_be_proved(second, data):
    first = data.draw(st.integers(1, second - 1))
    path = roots(consistency_ranges(first, second))
    forged = hashlib.sha256(tree_hash(LEAVES[:first])).digest()

    assert not verify_consistency(
        first=first, second=second, first_root=forged, second_root=tree_hash(LEAVES[:second]), path=path
    )
