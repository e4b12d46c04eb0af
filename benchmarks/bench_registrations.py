"""How many rings of registrations that were planted are found, how many found ones were planted, and what does it cost?

    python benchmarks/bench_registrations.py [--seeds 6] [--singles 8000] [--rings 40]

The sample is made by code (``goodstanding.demo.registrations``) and labelled as it is made: families, classes and agencies belong
together in a lawful way and count as false where they are found. The weights of ``core.scoring.rings`` were chosen on other seeds
than those measured here, which begin at 100.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime

from goodstanding.core.scoring.intervals import Share
from goodstanding.core.scoring.rings import find_rings
from goodstanding.demo.registrations import simulated_registrations

FIRST_SEED = 100
START = datetime(2026, 11, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--singles", type=int, default=8_000)
    parser.add_argument("--rings", type=int, default=40)
    asked = parser.parse_args()
    right = found = caught = planted = named = reached = rings = traces = 0
    spent = 0.0
    for seed in range(FIRST_SEED, FIRST_SEED + asked.seeds):
        sample = simulated_registrations(singles=asked.singles, rings=asked.rings, seed=seed, start=START)
        start = time.process_time()
        result = find_rings(sample.traces)
        spent += time.process_time() - start
        truth, inside = sample.planted, {name for ring in result for name in ring.subjects}
        right += sum(2 * len(truth & set(ring.subjects)) > len(ring.subjects) for ring in result)
        reached += sum(2 * len(ring & inside) >= len(ring) for ring in sample.rings)
        found, rings, traces = found + len(result), rings + len(sample.rings), traces + len(sample.traces)
        caught, planted, named = caught + len(truth & inside), planted + len(truth), named + len(inside)
    for name, share in (
        ("precision, rings", Share(right, found)),
        ("recall, rings (half of it found)", Share(reached, rings)),
        ("precision, subjects", Share(caught, named)),
        ("recall, subjects", Share(caught, planted)),
    ):
        low, high = share.interval
        print(f"{name:34} {100 * (share.rate or 0):5.1f} % ({100 * low:.1f}-{100 * high:.1f}), n = {share.whole:,}")
    print(f"{traces:,} traces: {1e6 * spent / traces:.1f} µs CPU a trace")


if __name__ == "__main__":
    main()
