"""Readers shared by sites of one make."""
