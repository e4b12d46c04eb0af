"""Tests of what reaches outside."""
