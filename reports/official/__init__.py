"""The inspectorate's published statistics: reading its spreadsheets, and setting the archive beside them."""
