"""The write side of the archive: reading files in, keeping, correcting, replacing and withdrawing reports."""
