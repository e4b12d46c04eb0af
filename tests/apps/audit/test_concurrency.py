"""Several writers at once, each in its own process or thread: no gap, no double, nothing done twice."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from django.db import connection, connections, transaction

from goodstanding.apps.audit.models import LogEntry
from goodstanding.apps.audit.services import record
from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.common.clock import now
from goodstanding.apps.identity.actors import SYSTEM

WRITERS, EACH = 3, 12

START = """
import django
from django.conf import settings
ours = [f"goodstanding.apps.{app}" for app in ("common", "identity", "audit")]
settings.INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", *ours]
django.setup()
"""
PROGRAM = f"""
from django.db import transaction
from goodstanding.apps.audit.services import record
from goodstanding.apps.common.clock import now
from goodstanding.apps.common.services import claim_due, enqueue
from goodstanding.apps.identity.actors import SYSTEM
for number in range({EACH}):
    with transaction.atomic():
        record("case:opened", actor=SYSTEM, subject_kind="case", subject_ref=f"C-{{number}}", at=now())
        enqueue("test.work", key=str(number), payload={{}}, at=now())
for _ in range({EACH}):
    for message in claim_due(["test.work"], at=now(), limit=2):
        print(message.id)
"""


def run(code, environment):
    return subprocess.Popen([sys.executable, "-c", START + code], env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_processes_sharing_one_sqlite_file_wait_for_each_other(tmp_path):
    connection.ensure_connection()
    with closing(sqlite3.connect(tmp_path / "goodstanding.sqlite3")) as file:
        connection.connection.backup(file)  # the tables and triggers, without migrating again
    environment = {**os.environ, "GOODSTANDING_STATE_DIR": str(tmp_path), "GOODSTANDING_DATABASE_URL": ""}

    writers = [run(PROGRAM, environment) for _ in range(WRITERS)]
    claimed = [line for writer in writers for line in writer.communicate()[0].split()]
    verdict = run("from goodstanding.apps.audit.verification import verify_log; print(verify_log())", environment).communicate()[
        0
    ]

    assert f"Verdict(is_whole=True, size={WRITERS * EACH}, checkpoints=0, broken='', reason='')\n" == verdict
    assert WRITERS * EACH == len(claimed) == len(set(claimed))


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql_leave_no_gap():
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL; an in-memory SQLite database belongs to one thread")

    def write():
        for number in range(EACH):
            with transaction.atomic():
                record("case:opened", actor=SYSTEM, subject_kind="case", subject_ref=f"C-{number}", at=now())
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (list(range(WRITERS * EACH)), True) == (
        sorted(LogEntry.objects.values_list("index", flat=True)),
        verify_log().is_whole,
    )
