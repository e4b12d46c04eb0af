"""The record of what was done: an append-only Merkle log that can be proved and cannot be edited quietly."""
