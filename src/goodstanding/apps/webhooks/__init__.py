"""Telling the platform, by signed calls to addresses it named, what was decided and what it has to carry out."""
