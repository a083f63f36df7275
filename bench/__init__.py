"""Side-by-side measurements with peers, in one process and one run; not shipped in the wheel."""
