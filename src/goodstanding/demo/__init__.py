"""The demo: a small fictional platform told as stories, seeded through the same doors the product uses."""
