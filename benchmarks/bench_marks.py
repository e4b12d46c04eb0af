"""Which changed copies of a protected mark are found, and how many avatars that are none are held by mistake?

Draws logos by code, protects them as ``goodstanding names mark`` does (the whole and slightly cropped copies), and asks with
copies changed in fifteen ways and with logos that were never protected. Run: ``python benchmarks/bench_marks.py [--marks 300]``.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from goodstanding.adapters.images.hashing import cropped_hashes, hash_of
from goodstanding.core.signals.image_hash import NEAR_BITS, HashIndex
from tests.factories.logos import COPIES, logo

_STRANGERS = 100_000
"""First seed of the logos nobody protected."""
_ASKED = 50


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marks", type=int, default=300)
    count = parser.parse_args().marks
    logos = [logo(seed) for seed in range(count)]
    hashes: list[str] = []
    owners: list[int] = []
    whole: list[int] = []
    for number, image in enumerate(logos):
        own = [hash_of(image), *cropped_hashes(image)]
        whole.append(len(hashes))
        hashes += own
        owners += [number] * len(own)
    index, bare = HashIndex(hashes), HashIndex([hashes[at] for at in whole])
    print(f"{count} marks, {len(hashes)} hashes, up to {NEAR_BITS} bits\n")
    print("| copy | found | found by the whole alone | also like another mark |\n| --- | --- | --- | --- |")
    for name, change in COPIES.items():
        found = alone = others = 0
        for number, image in enumerate(logos):
            asked = hash_of(change(image))
            near = {owners[at] for _, at in index.within(asked, NEAR_BITS)}
            found += number in near
            alone += any(at == number for _, at in bare.within(asked, NEAR_BITS))
            others += bool(near - {number})
        print(f"| {name} | {found / count:.1%} | {alone / count:.1%} | {others} |")
    _strangers(index, count)


def _strangers(index: HashIndex, count: int) -> None:
    asked = [hash_of(logo(_STRANGERS + seed)) for seed in range(count)]
    nearest = sorted(index.within(one, 256)[0][0] for one in asked)
    held = sum(distance <= NEAR_BITS for distance in nearest)
    print(f"\n{count} logos that are not protected: {held} held; the nearest differs by {nearest[0]} bits")
    begun = time.process_time()
    for one in asked[:_ASKED]:
        index.within(one, NEAR_BITS)
    print(f"one comparison with all hashes: {(time.process_time() - begun) / _ASKED * 1000:.2f} ms of CPU")


if __name__ == "__main__":
    main()
