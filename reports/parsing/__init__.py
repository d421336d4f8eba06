"""Reading one inspection report: bytes in, one value out. Plain Python, no Django."""

# Goes up with every change of what the parser makes of a file; `ingest --reparse` reads again what is older.
PARSER_VERSION = "1"
