"""How well search ranks, on needs with judgements over the sample reports. The table was judged by hand."""

from pathlib import Path

import pytest

from reports.archive.reference import load_authorities
from reports.benchmarks import search as bench
from reports.benchmarks.judged import dcg, ndcg, needs_of, quality
from reports.benchmarks.search import Fts5, ours, texts_with_places
from reports.search.query.thesaurus import load
from tests.archive.test_ingest_command import ingest
from tests.builders import make_inspection, make_source

TABLE = Path(__file__).parent / "judged" / "samples.jsonl"
SAMPLES = Path(bench.__file__).parents[1] / "samples"
STYLES = {"field", "everyday", "question", "place", "contrast"}

pytestmark = pytest.mark.django_db


def test_search_answers_the_judged_needs_and_better_than_plain_bm25() -> None:
    load_authorities()
    load()
    ingest(SAMPLES)
    needs, lost = needs_of(TABLE)
    assert lost == []
    assert len(needs) >= 60
    found = quality(ours(), needs)
    assert set(found) == STYLES | {"all"}
    assert found["all"].missed == ()
    assert found["all"].ndcg >= 0.8
    assert all(found[style].ndcg >= 0.65 for style in STYLES)
    plain = quality(Fts5(texts_with_places()).searcher(every_word=False), needs)
    assert found["all"].ndcg > plain["all"].ndcg + 0.1


def test_a_perfect_ranking_is_1_and_a_relevant_text_further_down_is_worth_less() -> None:
    assert ndcg([2, 1, 0], [1, 2]) == 1
    assert 0 < ndcg([0, 1, 2], [1, 2]) < ndcg([1, 2], [1, 2]) < 1
    assert ndcg([0, 0], [2]) == 0
    assert dcg([2]) == 3


def test_a_need_without_a_relevant_result_is_named(tmp_path: Path) -> None:
    make_inspection(source=make_source(name="one.txt", folder="a"), paragraphs=["Neglect is seen early."])
    table = tmp_path / "needs.jsonl"
    judged = '{"file": "a/one.txt", "starts": "Neglect", "grade": 2}'
    gone = '{"file": "two.txt", "paragraph": 3, "grade": 1}'
    table.write_text(
        f'{{"query": "neglect", "style": "field", "judgements": [{judged}, {gone}]}}\n'
        f'{{"query": "adoption", "style": "field", "judgements": [{judged}]}}\n'
    )
    needs, lost = needs_of(table)
    assert lost == ["two.txt: 3"]
    found = quality(ours(), needs)["all"]
    assert (found.needs, found.ndcg, found.missed) == (2, 0.5, ("adoption",))
    assert found.precision == 0.05
