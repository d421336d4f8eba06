"""The themes of the field, what is tagged with them, and how much of each report is on each."""

from django.db import models
from django.urls import reverse

from reports.models.history import KEPT_THEME, keep_history


@keep_history("ThemeHistory", KEPT_THEME)
class Theme(models.Model):
    """A theme: a name, a sentence, and the searches that find its paragraphs (a line each)."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80, unique=True)
    about = models.CharField(max_length=300, help_text="One sentence: what belongs here.")
    expressions = models.TextField(
        help_text='One search a line: words, "phrases", or, -without. A text that any line finds is on the theme.'
    )
    order = models.PositiveSmallIntegerField(default=0)
    edited = models.BooleanField(
        default=False,
        help_text="Changed by a curator; the list that comes with the code no longer overwrites it.",
    )

    tagging = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="The version of tagging (reports.themes.TAGGING) by which the whole archive was tagged with it.",
    )

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])


class ParagraphTheme(models.Model):
    """A paragraph that is on a theme."""

    paragraph = models.ForeignKey("reports.Paragraph", on_delete=models.CASCADE, related_name="theme_tags")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="paragraph_tags")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "theme"], name="one_tag_per_paragraph_theme")
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} {self.theme_id}"


class RecommendationTheme(models.Model):
    """A recommendation that is on a theme."""

    recommendation = models.ForeignKey(
        "reports.Recommendation", on_delete=models.CASCADE, related_name="theme_tags"
    )
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="recommendation_tags")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "theme"], name="one_tag_per_recommendation_theme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.theme_id}"


class ThemeShare(models.Model):
    """How much of one report, under one grade, is on a theme; without a theme: how much there is in all.

    Counted when a report is tagged, so that no page has to count paragraphs.
    """

    inspection = models.ForeignKey(
        "reports.Inspection", on_delete=models.CASCADE, related_name="theme_shares"
    )
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="shares")
    grade = models.CharField(
        max_length=20, blank=True, help_text="Of the strand that the paragraphs are under."
    )
    paragraphs = models.PositiveIntegerField()
    words = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "theme", "grade"],
                name="one_share_per_theme_grade",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.theme_id} {self.grade}: {self.paragraphs}"
