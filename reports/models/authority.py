"""A council with responsibility for children's services, as the reference list names it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from reports.querysets import AuthorityQuerySet


class Authority(models.Model):
    """Present and former authorities; a former one names those that took over its services."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    gss_code = models.CharField("GSS code", max_length=9, unique=True)
    dfe_code = models.CharField("DfE code", max_length=3, blank=True)
    ofsted_urn = models.CharField("Ofsted URN", max_length=10, blank=True)
    region = models.CharField(max_length=40)
    type = models.CharField(max_length=40)
    former_names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    statistical_neighbours = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)
    abolished = models.DateField(null=True, blank=True)
    fictional = models.BooleanField(default=False, help_text="Made up for the project's own sample reports.")

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("authority", args=[self.slug])
