"""Credit arithmetic: ledger entries → score → level, with an explanation."""
