"""The public card of an account: read only, without personal data."""
