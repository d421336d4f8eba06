"""How often the archive uses a word: known beforehand, so that a search can plan before it looks."""

from collections.abc import Iterable, Sequence

from django.db import connection

from reports.language.document_frequency import inverse_document_frequency
from reports.models import Paragraph, Term, Total, Word
from reports.search.query.endings import strangers_to

# The words of a usual paragraph, where nothing has been counted yet.
USUAL_LENGTH = 70.0
# Of the texts that hold a phrase's rarest word, about one in ten holds the phrase.
# nDCG@10 is 0.811 with half and 0.808 with twice of it (MEASURED.md).
PHRASE_SHARE = 0.1
# A word that the counted sample has not seen is counted up to here.
COUNTED_LIVE = 2000


class Frequencies:
    """Counts of paragraphs by word and tag, of this many paragraphs in all, scaled up from what was counted."""

    def __init__(self) -> None:
        self.total, self.words, self.tags = totals()
        counted = Term.objects.filter(lexeme="").values_list("paragraphs", flat=True).first() or 0
        self.scale = max(1.0, self.total / counted) if counted else 1.0
        self.counted = bool(counted)
        self._of: dict[str, float] = {}

    @property
    def length(self) -> float:
        """The words of an average paragraph."""
        return self.words / self.total if self.total and self.words else USUAL_LENGTH

    def learn(self, typed: set[str], others: set[str]) -> None:
        """Look these stems up: one query, and one more for each of the reader's own that is not counted."""
        wanted = typed | others
        rows = Term.objects.filter(lexeme__in=wanted).values_list("lexeme", "paragraphs")
        self._of = {lexeme: count * self.scale for lexeme, count in rows}
        unseen = (typed if self.counted else wanted) - self._of.keys()
        if unseen:
            self._of.update(counted_live(unseen))

    def forget(self, stems: set[str]) -> None:
        """Take these stems for held by no text."""
        for stem in stems:
            self._of.pop(stem, None)

    def of(self, stem: str) -> float:
        """How many paragraphs hold a stem."""
        return self._of.get(stem, 0.0)

    def of_phrase(self, stems: Sequence[str]) -> float:
        """About how many paragraphs hold a phrase; 0 where none holds one of its words."""
        return self.of_all(stems) * (PHRASE_SHARE if len(stems) > 1 else 1.0)

    def of_all(self, stems: Sequence[str]) -> float:
        """How many paragraphs at most hold all of these stems; without any, all paragraphs."""
        return min(map(self.of, stems), default=float(self.total))

    def rarity(self, paragraphs: float) -> float:
        """How much a word says that this many paragraphs hold (as in BM25)."""
        return inverse_document_frequency(paragraphs, self.total)


def held_by_accident(words: Iterable[str]) -> set[str]:
    """Those of the words whose stem texts hold only because the stemmer takes another word for the same: "quitting",
    where texts hold "quite" alone. One query where any of the words can be so mistaken.
    """
    families = {word: found for word in words if (found := strangers_to(word))}
    if not families:
        return set()
    wanted = {form for own, others in families.values() for form in own | others}
    held = set(Word.objects.filter(word__in=wanted).values_list("word", flat=True))
    return {word for word, (own, others) in families.items() if held & others and not held & own}


def totals() -> tuple[int, int, dict[str, int]]:
    """All paragraphs, all their words, and the paragraphs of each tag; counted now where they never were."""
    rows = {tag: (paragraphs, words) for tag, paragraphs, words in Total.objects.values_list()}
    if "" not in rows:
        return Paragraph.objects.count(), 0, {}
    paragraphs, words = rows.pop("")
    return paragraphs, words, {tag: count for tag, (count, _) in rows.items()}


def counted_live(stems: Iterable[str]) -> dict[str, float]:
    """How many paragraphs hold each of these stems, counted to a limit."""
    ordered = sorted(stems)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stem, (SELECT count(*) FROM (SELECT FROM reports_paragraph"
            " WHERE search_vector @@ quote_literal(stem)::tsquery LIMIT %s) AS found)"
            " FROM unnest(%s::text[]) AS stem",
            [COUNTED_LIVE, ordered],
        )
        return {stem: float(count) for stem, count in cursor.fetchall() if count}
