"""The archive's vocabulary: how many of its paragraphs hold a word, and which words keep it company."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Term(models.Model):
    """A lexeme of the search configuration, or a concept ("=early-help"); the empty one counts all
    paragraphs that were looked at. `near` are the lexemes that keep it company, nearest first, and
    `nearness` how near each is."""

    lexeme = models.CharField(max_length=255, primary_key=True)
    paragraphs = models.PositiveIntegerField()
    near = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    nearness = ArrayField(models.FloatField(), default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.lexeme}: {self.paragraphs}"
