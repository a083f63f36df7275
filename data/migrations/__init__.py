"""Alembic migrations; scripts in versions/."""
