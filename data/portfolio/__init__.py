"""The portfolio as a file (YAML, spreadsheet) and in the store: reading, checking, importing, exporting."""
