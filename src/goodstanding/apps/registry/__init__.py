"""Who operates which public account, and what each may do."""
