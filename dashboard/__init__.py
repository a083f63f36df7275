"""Everything that people meet: command line, views, the desk (what they decide) and the weekly digest."""
