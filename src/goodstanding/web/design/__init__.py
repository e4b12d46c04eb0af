"""The common look of the pages: base templates, styles, icons, words, and the tags that print them. Faces build on it."""
