"""The texts of two reports as words and weighted terms."""
