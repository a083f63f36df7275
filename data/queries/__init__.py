"""Named read queries that return small frozen dataclasses, never ORM objects."""
