"""Tables and calendars for people's own tools: CSV for a German Excel, XLSX, JSON, iCalendar."""
