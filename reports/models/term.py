"""The archive's vocabulary: how many of its paragraphs hold a word."""

from django.db import models


class Term(models.Model):
    """A lexeme of the search configuration; the empty one counts all paragraphs that were looked at."""

    lexeme = models.CharField(max_length=255, primary_key=True)
    paragraphs = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.lexeme}: {self.paragraphs}"
