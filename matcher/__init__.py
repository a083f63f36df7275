"""Links stored programmes and news to projects, ideas and theme fields, and says why."""
