"""Measures on judged cases that join what scout reads with what the matcher judges."""
