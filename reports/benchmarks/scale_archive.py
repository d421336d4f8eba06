"""An archive of any size for measurements: real sentences in new combinations, with words that go on growing.

Recombined sentences alone would have the vocabulary of a few hundred reports however many paragraphs are made
of them. Real text meets new words for ever (Heaps' law): names of people, places and schemes. So each paragraph
gets a made-up name, drawn so that the number of different ones grows as a power of the number of paragraphs.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from reports import frameworks
from reports.models import Authority
from reports.parsing.pool import Limits, find_reports, parse_paths

PARAGRAPHS_PER_REPORT = 67
# Inspections of an authority that had about as many as most.
USUAL = 8
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“])")
# The number of different names grows with this power of the number of paragraphs (of all words in English
# text it is 0.4 to 0.6; names grow faster).
GROWTH = 0.75
SYLLABLES = [a + b for a in "bcdfghklmnprstvwz" for b in "aeiou"]
FIRST, LAST = date(2012, 5, 1), date(2026, 6, 30)
COLUMNS = (
    "inspection_id",
    "order",
    "anchor",
    "number",
    "kind",
    "section",
    "text",
    "page",
    "strand",
    "grade",
    "words",
)


SOURCE_COLUMNS = (
    *("id", "sha256", "folder", "name", "media_type", "size", "parser_version", "state", "error"),
    *("warnings", "line_roles", "ingested_at", "read_at"),
)
INSPECTION_COLUMNS = (
    *("id", "slug", "authority_id", "framework", "start", "end", "published", "source_id"),
    *("authority_printed", "reinspection", "title", "lead_inspector"),
    *("paragraph_count", "word_count", "updated_at", "former_slugs"),
    *("withdrawn_for", "withdrawn_reason"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of a real paragraph, and the strand that it is under."""

    sentences: tuple[str, ...]
    strand: str


def passages(folder: Path, *, limits: Limits) -> list[Passage]:
    """The paragraphs of the reports in a folder, as sentences."""
    found = []
    for outcome in parse_paths(find_reports([folder]), limits=limits):
        if outcome.report is None:
            continue
        for paragraph in outcome.report.paragraphs:
            sentences = tuple(one for one in SENTENCE.split(paragraph.text) if len(one) > 20)
            if sentences:
                strand = frameworks.strand_of_section(outcome.report.framework, paragraph.section) or ""
                found.append(Passage(sentences, strand))
    return found


class Generator:
    """Makes inspections and their paragraphs; the same seed makes the same archive."""

    def __init__(self, passages: Sequence[Passage], *, seed: int = 1) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a repeatable archive is wanted, not a secret
        self.by_strand: dict[str, list[Passage]] = {}
        for passage in passages:
            self.by_strand.setdefault(passage.strand, []).append(passage)
        self.strands = sorted(self.by_strand)
        self.weights = [len(self.by_strand[strand]) for strand in self.strands]

    def inspections(self, count: int, authorities: Sequence[tuple[int, str]]) -> Iterator[dict[str, Any]]:
        """Inspections spread over the authorities and the years, each authority's at its own days.

        The first authority has as many as a real one at any size of archive (USUAL), the others share the rest.
        """
        first, others = authorities[:1], authorities[1:]
        yield from self.spread(min(count, USUAL), first)
        if others:
            yield from self.spread(max(0, count - USUAL), others, first=USUAL)

    def spread(
        self, count: int, authorities: Sequence[tuple[int, str]], *, first: int = 0
    ) -> Iterator[dict[str, Any]]:
        """So many inspections, an equal number for each authority, numbered from `first`."""
        days = (LAST - FIRST).days
        per_authority = max(1, -(-count // len(authorities)))
        for number in range(first, first + count):
            place, which = divmod(number - first, len(authorities))
            pk, slug = authorities[which]
            start = FIRST + timedelta(days=int((place + self.random.random() * 0.9) * days / per_authority))
            key = "ilacs" if start.year >= 2018 else "sif" if start >= date(2013, 11, 1) else "cp"
            yield {
                "slug": f"{slug}-{start.isoformat()}-{number}",
                "authority": pk,
                "framework": key,
                "start": start,
                "grades": {
                    strand: self.random.choice(frameworks.BY_KEY[key].scale) for strand in self.strands
                },
            }

    def text(self, strand: str) -> str:
        """A paragraph: runs of sentences from paragraphs of one strand, and a name."""
        pool = self.by_strand[strand]
        sentences: list[str] = []
        words = 0
        wanted = max(10, self.random.gauss(46, 26))
        while words < wanted:
            passage = self.random.choice(pool)
            start = self.random.randrange(len(passage.sentences))
            run = passage.sentences[start : start + self.random.randint(1, 2)]
            sentences += run
            words += sum(sentence.count(" ") + 1 for sentence in run)
        at = self.random.randrange(len(sentences))
        sentences[at] = f"{sentences[at].rstrip('.')}, as {self.name()} confirmed."
        return " ".join(sentences)

    def name(self) -> str:
        """A made-up name: the n-th most usual one with a probability that falls as a power of n (Zipf's law)."""
        rank = int((1 - self.random.random()) ** (-GROWTH / (1 - GROWTH)))
        letters = ""
        rank = min(rank, 10**12) + len(SYLLABLES)
        while rank:
            rank, part = divmod(rank, len(SYLLABLES))
            letters += SYLLABLES[part]
        return f"Qu{letters}".capitalize()

    def strand(self) -> str:
        return self.random.choices(self.strands, self.weights)[0]


def fill(
    generator: Generator, *, paragraphs: int, per_report: int = PARAGRAPHS_PER_REPORT
) -> list[dict[str, Any]]:
    """Write an archive of about this many paragraphs into an empty database; its inspections, numbered from 1."""
    authorities = list(Authority.objects.filter(fictional=False).values_list("pk", "slug"))
    inspections = list(generator.inspections(round(paragraphs / per_report), authorities))
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'")
        cursor.execute("DROP INDEX paragraph_search")
        numbered = list(enumerate(inspections, start=1))
        copy(cursor, "source", SOURCE_COLUMNS, (source_row(n, one) for n, one in numbered))
        copy(cursor, "inspection", INSPECTION_COLUMNS, (inspection_row(n, one) for n, one in numbered))
        copy(cursor, "paragraph", COLUMNS, rows(generator, inspections, paragraphs, per_report))
        cursor.execute("CREATE INDEX paragraph_search ON reports_paragraph USING gin (search_vector)")
        cursor.execute("VACUUM ANALYZE reports_paragraph")
    return inspections


def source_row(number: int, inspection: dict[str, Any]) -> tuple[Any, ...]:
    """A row under SOURCE_COLUMNS."""
    name = f"{inspection['slug']}.pdf"
    fixed = ("application/pdf", 1, "scale", "clean", "", "[]", "{}", "2026-01-01", "2026-01-01")
    return (number, f"{number:064d}", "scale", name, *fixed)


def inspection_row(number: int, inspection: dict[str, Any]) -> tuple[Any, ...]:
    """A row under INSPECTION_COLUMNS."""
    start = inspection["start"]
    known = (number, inspection["slug"], inspection["authority"], inspection["framework"])
    unknown: tuple[Any, ...] = (0, 0, "2026-01-01", [], "", "")
    # Known from the first: a day of publication that came later would tag each paragraph again.
    days = (start, start + timedelta(days=10), start + timedelta(days=45))
    return (*known, *days, number, "", False, "", "", *unknown)


def rows(
    generator: Generator, inspections: Sequence[dict[str, Any]], paragraphs: int, per_report: int
) -> Iterator[tuple[Any, ...]]:
    """The paragraphs of the inspections, in the order in which reports would have come in."""
    in_time = sorted(range(len(inspections)), key=lambda place: inspections[place]["start"])
    for done in range(paragraphs):
        place, order = divmod(done, per_report)
        at = in_time[min(place, len(in_time) - 1)]
        order = done - min(place, len(in_time) - 1) * per_report + 1
        strand = generator.strand()
        text = generator.text(strand)
        grade = inspections[at]["grades"][strand] if strand else ""
        page = order // 5 + 1
        printed: tuple[Any, ...] = (at + 1, order, f"para-{order}", order, "numbered", [], text, page)
        yield (*printed, strand, grade, text.count(" ") + 1)


def copy(cursor: Any, table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """Rows into a table the quick way."""
    names = ", ".join(f'"{column}"' for column in columns)
    with cursor.copy(f"COPY reports_{table} ({names}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)
