"""Checking proofs, without the log: RFC 6962 sections 2.1.1 and 2.1.2, in the iterative form of RFC 9162."""

from __future__ import annotations

from collections.abc import Sequence

from goodstanding.apps.audit.merkle import node_hash


def verify_inclusion(leaf: bytes, /, *, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether the path proves that the leaf stands at ``index`` in the tree of ``size`` leaves with this root.

    Args:
        leaf: The entry's leaf hash, 32 bytes.
        index: Position from 0.
        size: Leaves in the tree.
        path: Hashes from the leaf upwards.
        root: The root a checkpoint names.
    """
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf
    for hashed in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(hashed, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, hashed)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(*, first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Say whether the path proves that the tree with ``second`` leaves begins with the tree that had ``first``.

    Args:
        first: Leaves of the older tree, 1 or more.
        second: Leaves of the newer tree.
        first_root: The older root.
        second_root: The newer root.
        path: Hashes of the proof.
    """
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    nodes = list(path) if first & (first - 1) else [first_root, *path]
    if not nodes:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = nodes[0]
    for hashed in nodes[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(hashed, old), node_hash(hashed, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, hashed)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
