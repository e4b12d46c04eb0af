"""Answers what nobody understands."""

from __future__ import annotations

import sys

from tests.adapters.image_standins import ready

ready()
sys.stdout.buffer.write(b"\\xff\\xff\\xff\\xffnonsense")
sys.stdout.buffer.flush()
