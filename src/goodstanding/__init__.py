"""Goodstanding: governance of public accounts, with reasons, appeals and a record that can be proved."""

__version__ = "0.1.0"
