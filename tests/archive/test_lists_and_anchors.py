"""How nested bullets, points of recommendations and printed pages are kept, and what a new reading leaves in place."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from reports.archive.ingest import save_report
from reports.models import Inspection, Paragraph
from reports.parsing.document import Paragraph as Read
from reports.parsing.document import ParsedReport, Recommendation
from tests.builders import make_authority
from tests.parsed import parsed_report, source_file

pytestmark = pytest.mark.django_db

LEAD = "Births rose. The share of pupils with free meals:"


def report(paragraphs: Iterable[Read], **fields) -> ParsedReport:
    authority = make_authority(name="Ashmere") if not Inspection.objects.exists() else None
    authority = authority or Inspection.objects.get().authority
    return replace(parsed_report(authority, start=date(2014, 10, 1)), paragraphs=tuple(paragraphs), **fields)


def text(words: str) -> Read:
    return Read(None, words, (), "text", 2)


def bullet(words: str, level: int = 0, under: int | None = None) -> Read:
    return Read(None, words, (), "bullet", 2, level=level, under=under)


def save(paragraphs: Iterable[Read], **fields) -> Inspection:
    again = Inspection.objects.exists()
    return save_report(report(paragraphs, **fields), file=source_file("a.pdf"), again=again).inspection


def anchors(inspection: Inspection) -> dict[str, str]:
    return dict(inspection.paragraphs.order_by("order").values_list("text", "anchor"))


def test_a_nested_bullet_is_kept_with_the_sentences_that_lead_it_in():
    saved = save([bullet(LEAD), bullet("in these schools:", 1, 0), bullet("primary 18%", 2, 1)])
    last = saved.paragraphs.get(text="primary 18%")
    assert (last.level, last.under) == (2, "text-2")
    assert last.lead_in == "The share of pupils with free meals: in these schools:"


def test_points_class_and_printed_pages_are_kept():
    asked = Recommendation(
        4,
        "Improve: visits plans",
        ("Priority and immediate action",),
        None,
        "local authority",
        3,
        category="priority action",
        parts=("visits", "plans"),
    )
    saved = save([text("One.")], recommendations=(asked,), printed_pages={3: 1}, pages=9)
    row = saved.recommendations.get()
    assert (row.category, row.parts, row.lead) == ("priority action", ["visits", "plans"], "Improve:")
    assert (saved.source.printed_page(3), saved.source.printed_page(4)) == (1, None)


def test_texts_keep_their_anchors_when_a_new_reading_finds_another_before_them():
    save([text("The first sentence."), text("The second sentence.")])
    saved = save([text("From the front page."), text("The first sentence."), text("The second sentence.")])
    assert anchors(saved) == {
        "From the front page.": "text-3",
        "The first sentence.": "text-1",
        "The second sentence.": "text-2",
    }


def test_the_anchor_of_a_part_of_a_text_leads_to_the_whole_text():
    save([text("The first half of it"), text("and the second half of it.")])
    saved = save([text("The first half of it and the second half of it.")])
    saved = save([text("Before. The first half of it and the second half of it.")])
    row = saved.paragraphs.get()
    assert {row.anchor, *row.former_anchors} == {"text-1", "text-2", "text-3", "text-4"}
    assert Paragraph.objects.at("text-2").get() == row
