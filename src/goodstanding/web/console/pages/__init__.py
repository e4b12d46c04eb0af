"""Builders of what the pages show: they ask the apps' selectors and return frozen shapes."""
