"""What everybody shares: tables, store, queries, portfolio, reference files, settings and clock."""
