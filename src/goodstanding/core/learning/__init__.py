"""Trained text classifiers: what they look at, how they answer, and how they are stored. Nothing here trains one."""
