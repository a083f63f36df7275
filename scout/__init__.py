"""Brings funding programmes and news into the store, with their history and the evidence for every fact."""
