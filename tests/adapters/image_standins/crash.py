"""Ends without an answer."""

from __future__ import annotations

import os

from tests.adapters.image_standins import ready

ready()
os.abort()
