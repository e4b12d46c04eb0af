"""Claims about the report of the platform's own duties."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from goodstanding.cli.report import command


@pytest.mark.django_db
def test_rq008_vacancy_shows_in_the_report_of_duties():
    done = CliRunner().invoke(command, ["duties", "--format", "json"])

    rows = json.loads(done.stdout)
    assert ("content_safety_officer", "red", "vacant") == tuple(rows[0][name] for name in ("name", "state", "detail"))
    assert 2 + 9 + 1 == len(rows)
