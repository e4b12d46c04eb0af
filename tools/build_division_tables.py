"""Build the table of administrative division codes and the list of place names from the published revisions of GB/T 2260.

Run ``python tools/build_division_tables.py FOLDER``; FOLDER holds ``gb2260_history.csv`` and ``current_areas.csv``. Commit what
it writes. Provinces and prefectures are kept with counties: some cities have no counties, and their code stands in ID numbers.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

CORE = Path(__file__).parents[1] / "src" / "goodstanding" / "core"
LATEST_REVISION = "201904"
NAMELESS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "直辖县级", "省直辖行政单位"}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    folder = Path(sys.argv[1])
    history = {row["code"]: row for row in read(folder / "gb2260_history.csv")}
    newer = [row for row in read(folder / "current_areas.csv") if row["code"] not in history]
    lines = ["# code, first year, last year (empty: in force), name. Made by tools/build_division_tables.py"]
    for code, row in sorted(history.items()):
        last = "" if row["last_revision"] >= LATEST_REVISION else row["last_revision"][:4]
        lines.append(f"{code}\t{row['first_revision'][:4]}\t{last}\t{row['name']}")
    lines += [f"{row['code']}\t2019\t\t{row['name']}" for row in newer]
    (CORE / "identifiers" / "data" / "divisions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    current = [row for row in history.values() if row["last_revision"] >= LATEST_REVISION]
    names = {row["name"] for row in [*current, *newer]} - NAMELESS
    (CORE / "names" / "data" / "places.txt").write_text("\n".join(sorted(names)) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} codes, {len(newer)} of them newer than {LATEST_REVISION}; {len(names)} names of places")


if __name__ == "__main__":
    main()
