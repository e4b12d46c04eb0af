"""How much does a log entry cost, does it cost more when the log is long, and how long does verifying take?

Run: .venv/bin/python benchmarks/bench_log.py [ENTRIES]   (a SQLite file in a temporary directory; CPU seconds of this process)
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import UTC, datetime

BATCH = 500


def main(entries: int) -> None:
    """Print one line for each tenth of the log, then the verification."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GOODSTANDING_STATE_DIR"] = folder
        os.environ["GOODSTANDING_DATABASE_URL"] = ""
        os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.config.settings"
        import django
        from django.conf import settings

        settings.INSTALLED_APPS = [
            "django.contrib.auth",
            "django.contrib.contenttypes",
            *(f"goodstanding.apps.{app}" for app in ("common", "identity", "audit")),
        ]
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, skip_checks=True)
        measure(entries)


def measure(entries: int) -> None:
    """Append, then verify."""
    from django.db import transaction

    from goodstanding.apps.audit.entries import Entry
    from goodstanding.apps.audit.services import record_many
    from goodstanding.apps.audit.verification import verify_log
    from goodstanding.apps.identity.actors import SYSTEM

    at = datetime(2026, 11, 23, 4, tzinfo=UTC)
    print("entries | CPU µs an entry, in batches of", BATCH)
    for tenth in range(10):
        began = time.process_time()
        for start in range(0, entries // 10, BATCH):
            drafts = [
                Entry("case:opened", SYSTEM, "case", f"C-{tenth}-{start + n}", {"severity": "minor", "rank": n})
                for n in range(BATCH)
            ]
            with transaction.atomic():
                record_many(drafts, at=at)
        print(f"{(tenth + 1) * entries // 10:>9,} | {(time.process_time() - began) / (entries // 10) * 1e6:.0f}")
    began = time.process_time()
    verdict = verify_log()
    cost = (time.process_time() - began) / verdict.size * 1e6
    print(f"verify: {verdict.size:,} entries, whole: {verdict.is_whole}, {cost:.0f} CPU µs an entry")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
