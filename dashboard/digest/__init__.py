"""The weekly digest: collected as data, rendered as text, Markdown or HTML."""
