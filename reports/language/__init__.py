"""Plain Python about words: how they are spelt, stemmed, compared and written. No Django models."""
