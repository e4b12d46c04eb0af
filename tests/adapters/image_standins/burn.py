"""Uses up its processor time."""

from __future__ import annotations

import resource

from tests.adapters.image_standins import ready

ready()
resource.setrlimit(resource.RLIMIT_CPU, (1, 2))
while True:
    pass
