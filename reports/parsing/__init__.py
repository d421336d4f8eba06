"""Reading one inspection report: bytes in, one value out. Plain Python, no Django."""
