"""Matters of the registers at the desk: what each kind shows and how it is decided. One file a kind, listed in ``kinds``."""
