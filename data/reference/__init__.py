"""Curated reference files (portfolio, feeds, applicants) with typed loaders."""
