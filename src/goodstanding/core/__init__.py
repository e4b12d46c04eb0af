"""The pure part: text, signals, policy, engine, scoring. No server, database, clock or randomness."""
