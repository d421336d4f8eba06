"""What is around the paragraphs of a made-up archive: judgements, recommendations, themes, publication dates."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from reports import frameworks
from reports.benchmarks.scale_archive import Generator, copy
from reports.models import Authority, Theme

RECOMMENDATIONS_PER_REPORT = 12
# The share of the paragraphs that a theme tags; in real reports it is between 2 and 15 %.
THEME_SHARE = 0.06
REGIONS = 9
JUDGEMENT_COLUMNS = ("inspection_id", "order", "strand", "label", "printed_grade", "grade", "status", "page")
RECOMMENDATION_COLUMNS = (
    *("inspection_id", "order", "number", "text", "headings", "timescale", "addressee", "page"),
    *("category", "parts"),
)

# Each theme has its own part of the paragraphs, the same one each time.
TAG = """
    INSERT INTO reports_paragraphtheme (paragraph_id, theme_id)
    SELECT paragraph.id, theme.id FROM reports_theme AS theme JOIN reports_paragraph AS paragraph
    ON hashint8(paragraph.id * 1000 + theme.id) %% 1000 BETWEEN 0 AND %s
"""
SHARES = """
    INSERT INTO reports_themeshare (inspection_id, theme_id, grade, paragraphs, words)
    SELECT inspection_id, theme_id, coalesce(grade, ''), count(*), sum(words)
    FROM reports_paragraph AS paragraph JOIN reports_paragraphtheme AS tag ON tag.paragraph_id = paragraph.id
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT inspection_id, NULL, coalesce(grade, ''), count(*), sum(words) FROM reports_paragraph GROUP BY 1, 3
"""
COUNTS = """
    UPDATE reports_inspection AS inspection SET
        paragraph_count = counted.paragraphs, word_count = counted.words
    FROM (SELECT inspection_id, count(*) AS paragraphs, sum(words) AS words FROM reports_paragraph GROUP BY 1)
        AS counted
    WHERE counted.inspection_id = inspection.id
"""
TABLES = ("authority", "inspection", "judgement", "recommendation", "paragraphtheme", "themeshare", "source")


def make_authorities(count: int) -> None:
    """Made-up authorities over the regions, until there are so many that are not fictional."""
    known = Authority.objects.filter(fictional=False)
    regions = sorted(set(known.values_list("region", flat=True)))
    Authority.objects.bulk_create(
        Authority(
            name=f"Qu Borough {number}",
            slug=f"qu-borough-{number}",
            gss_code=f"Q{number:08d}",
            region=regions[number % len(regions)],
            type="Unitary Authority",
        )
        for number in range(known.count(), count)
    )


def fill_around(generator: Generator, inspections: Sequence[dict[str, Any]]) -> None:
    """Write what the paragraphs of these inspections have around them; the inspections are numbered from 1."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX recommendation_search")
        copy(cursor, "judgement", JUDGEMENT_COLUMNS, judgement_rows(inspections))
        copy(cursor, "recommendation", RECOMMENDATION_COLUMNS, recommendation_rows(generator, inspections))
        cursor.execute(
            "CREATE INDEX recommendation_search ON reports_recommendation USING gin (search_vector)"
        )
        if Theme.objects.exists():
            cursor.execute(TAG, [round(THEME_SHARE * 1000)])
            cursor.execute(SHARES)
        cursor.execute(COUNTS)
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE reports_{table}")


def judgement_rows(inspections: Sequence[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """A grade on every strand that the framework judges; the made-up reports judge no strand jointly."""
    for number, inspection in enumerate(inspections, start=1):
        framework = frameworks.BY_KEY[inspection["framework"]]
        strands = [strand for strand in framework.strands if strand != "care-and-care-leavers"]
        for order, strand in enumerate(strands, start=1):
            grade = (
                inspection["grades"].get(strand) or framework.scale[(number + order) % len(framework.scale)]
            )
            yield (
                number,
                order,
                strand,
                strand.replace("-", " ").capitalize(),
                grade.capitalize(),
                grade,
                "graded",
                1,
            )


def recommendation_rows(
    generator: Generator, inspections: Sequence[dict[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    for number, _ in enumerate(inspections, start=1):
        for order in range(1, RECOMMENDATIONS_PER_REPORT + 1):
            text = generator.text(generator.strand())
            yield (number, order, order, text, [], "", "local authority", 2, "recommendation", [])
