"""What search keeps of its own: the thesaurus, the vocabulary, and how much there is of everything."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func
from django.db.models.expressions import CombinedExpression

from reports.models.history import KEPT_THESAURUS, keep_history


def stems_tags_and_letters(*before: str) -> CombinedExpression:
    """The search vector of a text: the stems of its words, its tags, and its words as they are printed, in pairs.

    Of a pair such as `=the child's` (migration "letters") a phrase in quotes is made. No stem and no tag begins
    with `=`. `before` names columns whose stems are before the text's, and which hold no phrase of its own.
    """
    columns = [
        Func(F(column), function="reports_words_apart", output_field=models.TextField())
        for column in (*before, "text")
    ]
    tags = Func(F("tags"), function="array_to_tsvector", output_field=SearchVectorField())
    letters = Func(F("text"), function="reports_letters", output_field=SearchVectorField())
    vector = SearchVectorField()
    stems_and_tags = CombinedExpression(
        SearchVector(*columns, config="english"), "||", tags, output_field=vector
    )
    return CombinedExpression(stems_and_tags, "||", letters, output_field=vector)


@keep_history("ThesaurusHistory", KEPT_THESAURUS)
class ThesaurusEntry(models.Model):
    """A word or phrase that readers type, and what the reports say for it."""

    class Kind(models.TextChoices):
        ACRONYM = "acronym", "Acronym and what it stands for"
        NAME = "name", "Another name of the same thing, old or new"
        EVERYDAY = "everyday", "Everyday word for a term of art"
        RELATED = "related", "Related word"

    term = models.CharField(
        max_length=80, unique=True, help_text="As people type it: kids, CSE, council flat."
    )
    expansions = ArrayField(
        models.CharField(max_length=120),
        help_text="What is searched as well, best first; several are separated by commas.",
    )
    kind = models.CharField(
        max_length=10,
        choices=Kind,
        help_text="How close the meanings are: the closer, the more a match counts.",
    )
    both_ways = models.BooleanField(
        default=False, help_text="Whoever searches for one of the expansions searches for the term as well."
    )
    enabled = models.BooleanField(default=True)
    edited = models.BooleanField(
        default=False,
        editable=False,
        help_text="Changed by a curator; the list that comes with the code no longer overwrites it.",
    )

    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["term"]
        verbose_name_plural = "thesaurus entries"

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        """Refuse a term without a letter or digit, and one that is its own expansion."""
        if not any(character.isalnum() for character in self.term):
            raise ValidationError({"term": "A term needs a letter or a digit."})
        if self.term.casefold() in {str(expansion).casefold() for expansion in self.expansions or ()}:
            raise ValidationError({"expansions": "A term cannot be its own expansion."})


class Word(models.Model):
    """A word of the archive as it is written, and how many paragraphs hold it: what "did you mean" offers."""

    word = models.CharField(max_length=60, primary_key=True)
    paragraphs = models.PositiveIntegerField()

    class Meta:
        indexes = [GinIndex(fields=["word"], name="word_trigrams", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word


class Total(models.Model):
    """How many paragraphs and words carry a tag; the empty tag counts them all."""

    tag = models.CharField(max_length=120, primary_key=True)
    paragraphs = models.PositiveIntegerField()
    words = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.tag or 'all'}: {self.paragraphs}"


class OwedCount(models.Model):
    """A transaction that wrote paragraphs since these counts were made. The database writes the rows itself, whoever
    writes the paragraphs (migration "owed counts").
    """

    class Kind(models.TextChoices):
        TOTALS = "totals", "Totals"
        WORDS = "words", "Words"

    kind = models.CharField(max_length=10, choices=Kind)
    transaction = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "transaction"], name="one_mark_of_a_transaction")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.transaction}"
