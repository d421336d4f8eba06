"""What the database is asked: what must match, how it is ranked, how much is looked at, what is counted."""
