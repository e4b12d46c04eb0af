"""Documents handed in by strangers, drawn page by page in a process of their own."""
