"""Reading images: fetched from allowed places only, decoded and read in a process with limits (ADR 0023)."""

from __future__ import annotations

from goodstanding.adapters.images.fetching import MediaFetcher
from goodstanding.adapters.images.process import ImageProcess

__all__ = ["ImageProcess", "MediaFetcher"]
