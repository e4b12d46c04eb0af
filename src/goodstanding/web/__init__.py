"""Faces of the product: what people and programs meet it through."""
