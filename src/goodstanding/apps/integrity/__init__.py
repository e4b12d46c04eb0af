"""Findings of coordination: farms of alike texts, waves of one text, accounts that act as one. People say what they are."""
