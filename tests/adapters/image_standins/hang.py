"""Never answers."""

from __future__ import annotations

import time

from tests.adapters.image_standins import ready

ready()
time.sleep(60)
