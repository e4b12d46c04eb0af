"""Credit: ledger, score, level. Empty until it is built; the pack already holds its numbers."""
