"""Whole stories, told through the doors people and platforms use."""
