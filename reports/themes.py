"""Themes: loading the list that comes with the code, and tagging what the archive holds with them.

A text is on a theme where any line of the theme's expressions finds it, as a search would. Tagging is one
statement for a report, whatever the number of themes.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from reports.models import Inspection, ParagraphTheme, RecommendationTheme, Theme, ThemeShare

LIST = Path(__file__).parent / "data" / "themes.toml"

# A theme's lines as one query: (line) | (line) | …; a line of stop words alone finds nothing.
QUERIES = """
    WITH queries AS MATERIALIZED (
        SELECT theme.id AS theme_id, string_agg('(' || line.query::text || ')', ' | ')::tsquery AS query
        FROM reports_theme AS theme
        CROSS JOIN LATERAL regexp_split_to_table(theme.expressions, E'[\\r\\n]+') AS expression
        CROSS JOIN LATERAL websearch_to_tsquery('english', expression) AS line(query)
        WHERE theme.id = ANY(%(themes)s) AND numnode(line.query) > 0
        GROUP BY theme.id
    )
"""
TAG_PARAGRAPHS = """
    INSERT INTO reports_paragraphtheme (paragraph_id, theme_id)
    SELECT paragraph.id, queries.theme_id
    FROM reports_paragraph AS paragraph
    JOIN queries ON paragraph.search_vector @@ queries.query
    WHERE %(inspection)s IS NULL OR paragraph.inspection_id = %(inspection)s
"""
TAG_RECOMMENDATIONS = """
    INSERT INTO reports_recommendationtheme (recommendation_id, theme_id)
    SELECT recommendation.id, queries.theme_id
    FROM reports_recommendation AS recommendation
    JOIN queries ON recommendation.search_vector @@ queries.query
    WHERE %(inspection)s IS NULL OR recommendation.inspection_id = %(inspection)s
"""
COUNT_SHARES = """
    INSERT INTO reports_themeshare (inspection_id, theme_id, grade, paragraphs, words)
    SELECT paragraph.inspection_id, tag.theme_id, paragraph.grade, count(*), sum(paragraph.words)
    FROM reports_paragraphtheme AS tag
    JOIN reports_paragraph AS paragraph ON paragraph.id = tag.paragraph_id
    WHERE tag.theme_id = ANY(%(themes)s)
        AND (%(inspection)s IS NULL OR paragraph.inspection_id = %(inspection)s)
    GROUP BY paragraph.inspection_id, tag.theme_id, paragraph.grade
"""
COUNT_ALL = """
    INSERT INTO reports_themeshare (inspection_id, theme_id, grade, paragraphs, words)
    SELECT inspection_id, NULL, grade, count(*), sum(words)
    FROM reports_paragraph WHERE inspection_id = %(inspection)s
    GROUP BY inspection_id, grade
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading the list did."""

    added: int
    changed: int
    kept: int


@transaction.atomic
def load_themes() -> Loaded:
    """Write the list of the code into the archive and tag anew what changed.

    A theme that a curator has edited keeps the curator's wording.
    """
    standing = {theme.slug: theme for theme in Theme.objects.all()}
    new, changed = [], []
    for order, entry in enumerate(tomllib.loads(LIST.read_text(encoding="utf-8"))["theme"], start=1):
        wanted = {
            "name": entry["name"],
            "about": entry["about"],
            "expressions": entry["expressions"].strip(),
            "order": order,
        }
        theme = standing.get(entry["slug"])
        if theme is None:
            new.append(Theme.objects.create(slug=entry["slug"], **wanted))
        elif not theme.edited and any(getattr(theme, field) != value for field, value in wanted.items()):
            searched_anew = theme.expressions != wanted["expressions"]
            for field, value in wanted.items():
                setattr(theme, field, value)
            theme.save()
            if searched_anew:
                changed.append(theme)
    tag_again([*new, *changed])
    return Loaded(len(new), len(changed), len(standing) - len(changed))


@transaction.atomic
def tag_inspection(inspection: Inspection) -> None:
    """Tag the paragraphs and recommendations of one report, in place of the tags that they had."""
    if not Theme.objects.exists():
        load_themes()
    ParagraphTheme.objects.filter(paragraph__inspection=inspection)._raw_delete("default")
    RecommendationTheme.objects.filter(recommendation__inspection=inspection)._raw_delete("default")
    ThemeShare.objects.filter(inspection=inspection)._raw_delete("default")
    themes = list(Theme.objects.values_list("pk", flat=True))
    _run(
        [QUERIES + TAG_PARAGRAPHS, QUERIES + TAG_RECOMMENDATIONS, COUNT_SHARES, COUNT_ALL],
        themes,
        inspection.pk,
    )


@transaction.atomic
def tag_again(themes: Iterable[Theme]) -> None:
    """Tag the whole archive with these themes, in place of the tags that stood: after a curator's change."""
    keys = [theme.pk for theme in themes]
    if not keys:
        return
    ParagraphTheme.objects.filter(theme__in=keys)._raw_delete("default")
    RecommendationTheme.objects.filter(theme__in=keys)._raw_delete("default")
    ThemeShare.objects.filter(theme__in=keys)._raw_delete("default")
    _run([QUERIES + TAG_PARAGRAPHS, QUERIES + TAG_RECOMMENDATIONS, COUNT_SHARES], keys, None)


def _run(statements: list[str], themes: list[int], inspection: int | None) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {"themes": themes, "inspection": inspection})
