from pathlib import Path

import pytest

from reports.benchmarks.themes import Judged, lines_of, scores, table, total
from reports.models import Theme
from reports.themes.tagging import tag_again, tag_inspection
from tests.builders import make_inspection

JUDGED = Path(__file__).parent / "judged.csv"


def test_the_table_of_judged_paragraphs_can_be_read_and_names_themes_alone():
    lines = table(JUDGED)
    assert {line.use for line in lines} == {"kept", "tuned"}
    listed = {slug for line in lines for slug in line.themes}
    assert "assessments" in listed


def test_a_line_without_a_number_is_named(tmp_path: Path):
    path = tmp_path / "judged.csv"
    path.write_text("report,paragraph,use,themes\nashmere-2014,x,kept,neglect\n")
    with pytest.raises(ValueError, match="line 2"):
        table(path)


@pytest.mark.django_db
def test_tags_are_scored_against_judged_paragraphs():
    inspection = make_inspection(paragraphs=["Neglect is known.", "Neglect again.", "Roads.", "Roads."])
    tag_inspection(inspection)
    judged = [
        Judged(inspection.slug, 1, "kept", frozenset({"neglect"})),
        Judged(inspection.slug, 2, "kept", frozenset()),
        Judged(inspection.slug, 3, "kept", frozenset({"neglect"})),
        Judged(inspection.slug, 4, "kept", frozenset()),
        Judged("nowhere", 1, "kept", frozenset()),
    ]
    found, absent = scores(judged)
    score = found["neglect"]
    assert (score.on, score.found, score.off, score.false) == (2, 1, 2, 1)
    assert total(found.values()).false == 1
    assert [line.report for line in absent] == ["nowhere"]


@pytest.mark.django_db
def test_each_expression_has_what_it_alone_finds():
    texts = ["A zebra and a tiger.", "A zebra.", "A tiger.", "A tiger."]
    tag_inspection(make_inspection(paragraphs=texts))
    theme = Theme.objects.get(slug="neglect")
    theme.expressions = "zebra\ntiger"
    theme.save()
    tag_again([theme])
    assert [(line.text, line.found, line.alone) for line in lines_of(theme)] == [
        ("zebra", 2, 1),
        ("tiger", 3, 2),
    ]


@pytest.mark.django_db
def test_a_line_through_which_alone_a_theme_grows_is_named():
    roads = ["Roads are long."]
    tag_inspection(make_inspection(framework="sif", paragraphs=["A tiger runs.", *roads]))
    zebras = ["A zebra runs.", "A zebra sits.", "One tiger runs."]
    tag_inspection(make_inspection(framework="ilacs", paragraphs=[*zebras, *roads, *roads]))
    theme = Theme.objects.get(slug="neglect")
    theme.expressions = "zebra\ntiger"
    assert [(line.text, line.turns) for line in lines_of(theme)] == [
        ("zebra", ("sif to ilacs",)),
        ("tiger", ()),
    ]
