"""Tests of the originality app."""
