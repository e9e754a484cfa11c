"""The store in, files for people and other programs out; no fact is computed here."""
