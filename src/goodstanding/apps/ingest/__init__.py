"""Every event as it came, and the contents and counters drawn from events."""
