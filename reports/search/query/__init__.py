"""What a reader typed: its words, names and years, and what the archive takes them to mean."""
