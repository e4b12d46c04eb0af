"""Plumbing every app stands on: references, clock and time limits, sealing, outbox, append-only tables, idempotency."""
