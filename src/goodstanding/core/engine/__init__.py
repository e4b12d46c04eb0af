"""The decision engine: a pack compiled once, then facts → signals (only those needed, once) → rules → effects, with a trace."""
