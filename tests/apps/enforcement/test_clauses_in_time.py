"""Claims about which clauses a decision of a certain day may cite."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goodstanding.apps.enforcement.errors import ClauseNotOnFile
from tests.factories.matters import decided

IN_FORCE = datetime(2021, 2, 22, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_rq001_decision_before_the_regulation_cannot_cite_it(matters):
    before = IN_FORCE - timedelta(minutes=1)

    with pytest.raises(ClauseNotOnFile):
        decided(matters, at=before)


def test_rq001_decision_on_its_first_day_cites_it(matters):
    assert ["PA21:18(8)"] == [clause.ref for clause in decided(matters, at=IN_FORCE).clauses]
