"""Tests of the screening app."""
