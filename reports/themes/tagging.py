"""Themes: loading the list that comes with the code, and tagging what the archive holds with them.

A text is on a theme where any line of the theme's expressions finds it (`reports.expressions` says how they are
written). Tagging is one statement for a report, whatever the number of themes.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from reports.models import Inspection, Paragraph, ParagraphTheme, RecommendationTheme, Theme, ThemeShare
from reports.themes.expressions import Search, alternatives, joined, mistakes, searches

LIST = Path(__file__).parents[1] / "data" / "themes.toml"

# How texts are tagged, whatever the themes say. Raise it with any change of the statement below or of how expressions
# are read, and `load_themes` tags the whole archive again, curators' themes too.
TAGGING = 2
# Headings over facts about the place, and over what a report says of itself and of its grades: "2,310 children have
# been assessed as in need of help" and "outstanding: care leavers …" are not findings on a theme.
NO_FINDINGS = (
    r"^(information about (this|the)\M|about (this|the) (inspection|review)|service information|the inspection team|"
    r"(what )?the (local authority |lscb )?inspection judge?ments?( and what they)? mean|record of main findings|"
    r"child(ren living| protection|ren looked after) in this area|local leadership|"
    r"(other|previous) ofsted inspections|other information about)"
)

# The searches of the themes (`reports.expressions`), and the texts that they are put to with the words that are in
# each: those of one report, or those of the archive that the index finds for any of them.
FIND = """
    WITH searches AS MATERIALIZED (
        SELECT theme_id, wholly,
            websearch_to_tsquery('english', stems) AS stems,
            CASE WHEN letters <> '' THEN websearch_to_tsquery('simple', letters) END AS letters
        FROM unnest(%(themes)s::bigint[], %(stems)s::text[], %(letters)s::text[], %(wholly)s::boolean[])
            AS search(theme_id, stems, letters, wholly)
    ),
    texts AS MATERIALIZED (
        SELECT id, search_vector AS stems, to_tsvector('simple', text) AS letters
        FROM reports_{table} WHERE {which} AND {findings}
    )
    {what}
    FROM texts JOIN searches ON CASE
        WHEN wholly THEN texts.letters @@ searches.letters
        WHEN searches.letters IS NULL THEN texts.stems @@ searches.stems
        ELSE texts.stems @@ searches.stems AND texts.letters @@ searches.letters
    END
"""
WRITE = "INSERT INTO reports_{table}theme ({table}_id, theme_id) SELECT DISTINCT texts.id, searches.theme_id"
ONE_REPORT = "inspection_id = %(inspection)s"
ANY_OF_THEM = """search_vector @@ (
    SELECT string_agg('(' || searches.stems::text || ')', ' | ')::tsquery
    FROM searches WHERE numnode(searches.stems) > 0
)"""
# Of each table, the rows that may be on a theme.
FINDINGS = {
    "paragraph": "coalesce(section[cardinality(section)], '') !~* %(no_findings)s",
    "recommendation": "true",
}
FINDS_NOTHING = """
    SELECT line.number FROM unnest(%s::text[]) WITH ORDINALITY AS line(stems, number)
    WHERE numnode(websearch_to_tsquery('english', line.stems)) = 0
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
    """Write the list of the code into the archive and tag again what changed.

    A theme that a curator has edited keeps the curator's wording. Every theme is tagged again whose tags were made
    in another way than now (TAGGING).
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
    tag_again(Theme.objects.exclude(tagging=TAGGING))
    return Loaded(len(new), len(changed), len(standing) - len(changed))


@transaction.atomic
def tag_inspection(inspection: Inspection) -> None:
    """Tag the paragraphs and recommendations of one report, in place of the tags that they had."""
    themes = list(Theme.objects.values_list("pk", flat=True))
    if not themes:
        load_themes()
        themes = list(Theme.objects.values_list("pk", flat=True))
    ParagraphTheme.objects.filter(paragraph__inspection=inspection)._raw_delete("default")
    RecommendationTheme.objects.filter(recommendation__inspection=inspection)._raw_delete("default")
    ThemeShare.objects.filter(inspection=inspection)._raw_delete("default")
    _run(
        [*(tagging(table, ONE_REPORT) for table in FINDINGS), COUNT_SHARES, COUNT_ALL],
        Theme.objects.all(),
        inspection.pk,
    )


@transaction.atomic
def tag_again(themes: Iterable[Theme]) -> None:
    """Tag the whole archive with these themes, in place of the tags that were there: after a curator's change."""
    themes = list(themes)
    keys = [theme.pk for theme in themes]
    if not keys:
        return
    ParagraphTheme.objects.filter(theme__in=keys)._raw_delete("default")
    RecommendationTheme.objects.filter(theme__in=keys)._raw_delete("default")
    ThemeShare.objects.filter(theme__in=keys)._raw_delete("default")
    _run([*(tagging(table, ANY_OF_THEM) for table in FINDINGS), COUNT_SHARES], themes, None)
    Theme.objects.filter(pk__in=keys).update(tagging=TAGGING)


def faults(expressions: str) -> list[str]:
    """What is wrong with a theme's expressions, a sentence each: how they are written, and lines that find nothing."""
    lines = [line for line in expressions.splitlines() if line.strip()]
    if wrong := mistakes(expressions):
        return wrong
    queries = [joined(one.stems for one in alternatives(line)) for line in lines]
    with connection.cursor() as cursor:
        cursor.execute(FINDS_NOTHING, [queries])
        return [
            f"“{lines[number - 1].strip()}” finds nothing: it asks for no word, or for common ones alone."
            for (number,) in cursor.fetchall()
        ]


def without_finds(expressions: str) -> list[str]:
    """The lines of a theme's expressions that find no paragraph; none while the archive holds no paragraph at all."""
    lines = [line.strip() for line in expressions.splitlines() if line.strip()]
    if not lines or not Paragraph.objects.exists():
        return []
    found = {place for place, _ in found_by(lines)}
    return [line for place, line in enumerate(lines) if place not in found]


def found_by(expressions: Iterable[str]) -> list[tuple[int, int]]:
    """Which paragraphs of the archive each of these searches finds: its place among them, the paragraph's key."""
    asked = [(place, search) for place, line in enumerate(expressions) for search in searches(line)]
    statement = finding("paragraph", ANY_OF_THEM, what="SELECT DISTINCT searches.theme_id, texts.id")
    with connection.cursor() as cursor:
        cursor.execute(statement, _values(asked, None))
        return [(place, key) for place, key in cursor.fetchall()]


def tagging(table: str, which: str) -> str:
    """The statement that tags a table's rows."""
    return finding(table, which, what=WRITE.format(table=table))


def finding(table: str, which: str, *, what: str) -> str:
    """The statement that does `what` with the rows of a table that searches find."""
    return FIND.format(table=table, which=which, what=what, findings=FINDINGS[table])


def _run(statements: list[str], themes: Iterable[Theme], inspection: int | None) -> None:
    values = _values(
        [(theme.pk, search) for theme in themes for search in searches(theme.expressions)], inspection
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)


def _values(asked: list[tuple[int, Search]], inspection: int | None) -> dict[str, Any]:
    return {
        "themes": [key for key, _ in asked],
        "stems": [search.stems for _, search in asked],
        "letters": [search.letters for _, search in asked],
        "wholly": [search.wholly for _, search in asked],
        "inspection": inspection,
        "no_findings": NO_FINDINGS,
    }
