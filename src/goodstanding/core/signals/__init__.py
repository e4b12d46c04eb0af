"""Signals: what can be observed about one event, each reading with the spans that show where and why."""
