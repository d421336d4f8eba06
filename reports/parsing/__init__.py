"""Reading one inspection report: bytes in, one value out. Plain Python, no Django."""

# Goes up with every change of what the parser makes of a file; each source keeps the version that read it.
PARSER_VERSION = "12"
