import csv
import io
import json
import re
from datetime import date

import pytest
from django.test import Client

from reports.models import Correction, Footnote, Inspection, ParagraphTheme, Theme
from tests.builders import make_authority, make_inspection, make_source
from tests.views.pages import CARE, make_report, page_of

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_whole_report(client: Client):
    html = page_of(client, make_report())
    for said in (
        "30 September \u2060– 22 October 2014",
        "Inadequate",
        "Not judged",
        "Care is good.",
        "Some wait.",
        CARE,
    ):
        assert said in html


def test_every_paragraph_has_its_anchor_and_a_link_to_it(client: Client):
    html = page_of(client, make_report())
    for anchor in ("para-1", "para-2", "para-3", "text-1"):
        assert html.count(f'id="{anchor}"') == 1
        assert re.search(rf'id="{anchor}"[^>]*>(<span[^>]*></span>)?<a href="#{anchor}"', html)


def test_no_id_stands_twice(client: Client):
    ids = re.findall(r'\bid="([^"]+)"', page_of(client, make_report()))
    assert len(ids) == len(set(ids))


def test_a_recommendation_that_the_body_numbers_stands_once_with_both_anchors(client: Client):
    html = page_of(client, make_report())
    assert html.count("Check every plan") == 1
    assert 'id="rec-1"' in html


def test_recommendations_leave_one_line_where_the_report_prints_them_and_no_empty_headings(client: Client):
    needs = "What needs to improve?"
    sections = [[needs, "At once", "Homes"], [needs, "At once", "Visits"], [needs, "Later"], ["Findings"]]
    texts = ["Find homes.", "See children.", "Meet.", "Care is good."]
    html = page_of(
        client,
        make_report(
            paragraphs=[{"text": t, "section": s} for t, s in zip(texts, sections, strict=True)],
            recommendations=[{"text": t, "number": n} for n, t in enumerate(texts[:3], start=1)],
        ),
    )
    body = html.partition('id="report"')[2]
    assert f'<b>{needs}</b> <a href="#para-1">Paragraphs 1–3: recommendations, above</a>' in body
    assert body.count("recommendations, above") == 1
    assert re.findall(r'<h\d id="section[^>]*>([^<]*)<', html) == ["Findings"]
    for anchor in ("para-1", "para-2", "para-3", "para-4", "rec-1", "rec-2", "rec-3"):
        assert html.count(f'id="{anchor}"') == 1


def test_what_a_recommendations_heading_stands_under_is_said_once_above_it(client: Client):
    above = "Priority and immediate action"
    asked = [
        {"text": "Find homes.", "number": 1, "headings": [above, "Care leavers"]},
        {"text": "See children.", "number": 2, "headings": [above, "Visits"]},
        {"text": "Meet.", "number": 3, "headings": ["Leadership"]},
    ]
    html = page_of(client, make_report(recommendations=asked))
    headings = re.findall(r"<(h\d)(?: id=[^>]*)?>(Priority[^<]*|Care leavers|Visits|Leadership)<", html)
    assert headings == [("h3", above), ("h4", "Care leavers"), ("h4", "Visits"), ("h3", "Leadership")]


def test_recommendations_stand_under_their_timescale_and_addressee(client: Client):
    html = page_of(client, make_report())
    assert html.index("To the LSCB") < html.index("Within three months") < html.index("Meet more often.")


def test_a_reference_to_a_paragraph_is_a_link_to_it(client: Client):
    assert '(paragraph <a href="#para-3">3</a>)' in page_of(client, make_report())


def test_a_judgement_leads_to_the_section_that_carries_it(client: Client):
    html = page_of(client, make_report())
    anchor = re.search(r'<a href="#(section-\d+)">Children in care</a>', html)
    assert anchor
    assert f'id="{anchor[1]}">{CARE}' in html


def test_the_contents_say_which_sections_are_judged_and_how(client: Client):
    contents = page_of(client, make_report()).partition('class="toc"')[2].partition("</nav>")[0]
    entry = contents.partition(CARE)[2].partition("</a>")[0]
    assert 'class="visually-hidden">Good<' in entry
    assert contents.count("grade-sign") == 1


def test_page_numbers_open_the_source_at_the_page(client: Client):
    source = make_source(name="report.pdf")
    report = make_report(source=source)
    html = page_of(client, report)
    assert f'href="/sources/{source.sha256}.pdf#page=1"' in html
    assert 'href="source/#page=7"' in html
    assert client.get(f"{report.get_absolute_url()}source/")["Location"] == f"/sources/{source.sha256}.pdf"
    assert html.count(' <a href="source/#page=') == 4, "pages 5, 4, 6 and 7 are each named where they begin"


def test_a_text_without_page_breaks_has_no_pages(client: Client):
    source = make_source(
        name="report.txt",
        media_type="text/plain",
        pages=1,
        warnings=[{"code": "skip", "message": "The number 7 is missing.", "page": 1}],
    )
    report = make_report(source=source)
    Footnote.objects.create(inspection=report, order=1, text="¹ A note.", page=1)
    html = page_of(client, report)
    assert "2 recommendations, 4 paragraphs; text only, page numbers unknown" in html
    assert "#page=" not in html
    assert not re.search(r"\bpage \d", html, re.IGNORECASE)
    address = f"/inspections/{report.slug}"
    rows = csv.DictReader(
        io.StringIO(client.get(f"{address}.csv").getvalue().decode("utf-8-sig"), newline="")
    )
    assert {row["page"] for row in rows} == {""}
    answer = json.loads(client.get(f"{address}.json").content)
    kinds = ("judgements", "recommendations", "paragraphs", "footnotes", "warnings")
    assert {each["page"] for kind in kinds for each in answer[kind]} == {None}


def test_footnotes_stand_where_their_page_ends(client: Client):
    report = make_report()
    for order, (text, page) in enumerate([("² On page six.", 6), ("³ After the end.", 99)], start=1):
        Footnote.objects.create(inspection=report, order=order, text=text, page=page)
    html = page_of(client, report)
    assert html.index("Care is good.") < html.index("² On page six.") < html.index("Leavers have homes.")
    assert html.index("Some wait.") < html.index("³ After the end.")


def test_a_footnote_whose_mark_has_its_place_in_a_paragraph_is_linked_from_there_and_back(client: Client):
    report = make_report(paragraphs=["Care is <good>.", "Some wait."])
    Footnote.objects.create(
        inspection=report, order=1, text="¹² As counted & told.", page=6, anchor="para-1", place=4
    )
    html = page_of(client, report)
    mark = '<sup><a href="#note-1" id="mark-1" aria-label="Footnote 12">12</a></sup>'
    assert f"Care{mark} is &lt;good&gt;." in html
    assert '<p id="note-1">¹² As counted &amp; told. <a href="#mark-1"' in html
    assert html.index(mark) < html.index('id="note-1"') < html.index("Some wait.")


def test_the_themes_of_a_report_are_listed_with_their_passages(client: Client):
    report = make_report()
    homes = Theme.objects.create(slug="homes", name="Homes", about="Where people live.", expressions="home")
    plans = Theme.objects.create(slug="plans", name="Plans", about="What is planned.", expressions="plan")
    second, third = report.paragraphs.filter(number__in=(2, 3)).order_by("order")
    for paragraph, theme in ((second, homes), (third, homes), (third, plans)):
        ParagraphTheme.objects.create(paragraph=paragraph, theme=theme)
    html = page_of(client, report)
    assert f'id="para-3" data-t="{homes.pk} {plans.pk}"' in html
    assert html.index('<a href="/themes/homes/">Homes</a> <span class="soft">2</span>') < html.index(
        "/themes/plans/"
    )


def test_before_and_after_lead_through_the_authoritys_inspections(client: Client):
    authority = make_authority(name="Ashmere")
    old = make_inspection(authority=authority, framework="cp", start=date(2012, 5, 1))
    here = make_report(authority=authority)
    new = make_inspection(authority=authority, framework="ilacs", start=date(2019, 5, 1))
    html = page_of(client, here)
    assert f'<a href="{old.get_absolute_url()}" rel="prev">' in html
    assert f'<a href="{new.get_absolute_url()}" rel="next">' in html
    assert 'rel="prev"' not in page_of(client, old)


def test_the_parsers_warnings_are_shown(client: Client):
    source = make_source(warnings=[{"code": "skip", "message": "The number 7 is missing.", "page": 4}])
    html = page_of(client, make_report(source=source))
    assert "The number 7 is missing." in html
    assert f'/sources/{source.sha256}.pdf#page=4"' in html


def test_a_corrected_grade_stands_with_what_was_printed(client: Client):
    report = make_report()
    Correction.objects.create(
        inspection=report, field="grade", strand="care", printed="Godo", value="good", reason="A misprint."
    )
    html = page_of(client, report)
    assert "A misprint." in html
    assert "“Godo”" in html
    assert "corrected" in html


def test_corrections_stand_on_a_report_without_judgements_too_and_name_the_authority(client: Client):
    authority = make_authority(name="Ashmere")
    letter = make_report(authority=authority, judgements={})
    Correction.objects.create(
        inspection=letter,
        field="authority",
        printed="The Ashmere Trust",
        value=authority.gss_code,
        reason="Run by a trust.",
    )
    html = client.get(letter.get_absolute_url()).content.decode()
    assert "Corrected by a curator" in html
    assert "Authority: Ashmere; the report, as it was read, says “The Ashmere Trust”. Run by a trust." in html
    assert authority.gss_code not in html


def test_a_fictional_authority_is_said_to_be_one(client: Client):
    html = page_of(client, make_report(authority=make_authority(name="Ashmere", fictional=True)))
    assert "does not exist" in html
    assert '<meta name="citation_author" content="Ofsted">' not in html


def test_a_document_without_a_place_can_be_read(client: Client):
    report = make_report()
    Inspection.objects.filter(pk=report.pk).update(authority=None, framework=None, start=None, end=None)
    html = page_of(client, report)
    assert "Care is good." in html
    assert "date not known" in html


def test_a_report_without_anything_in_it_is_a_page_all_the_same(client: Client):
    assert "Source file" in page_of(client, make_inspection(judgements={}))


def test_a_report_that_holds_markup_shows_it_as_text(client: Client):
    report = make_report(paragraphs=["<img src=x onerror=alert(1)> plan"], recommendations=["<b>bold</b>"])
    html = page_of(client, report, "?q=plan")
    assert "<img src=x" not in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html


def test_the_address_that_a_document_once_had_leads_on(client: Client):
    report = make_report(former_slugs=["document-0123456789ab"])
    response = client.get("/inspections/document-0123456789ab/?q=plan")
    assert response["Location"] == f"{report.get_absolute_url()}?q=plan"


@pytest.mark.parametrize(
    "address", ["/inspections/nowhere/", "/inspections/nowhere.json", "/inspections/nowhere.csv"]
)
def test_an_unknown_report_is_not_found(client: Client, address):
    assert client.get(address).status_code == 404


def test_the_head_carries_the_reference_for_machines(client: Client):
    html = page_of(client, make_report(published=date(2015, 1, 9)))
    assert '<meta name="citation_publication_date" content="2015/01/09">' in html
    assert '<meta name="DC.creator" content="Ofsted">' in html


def test_the_json_has_the_shape_of_what_parse_prints(client: Client):
    report = make_report()
    answer = json.loads(client.get(f"/inspections/{report.slug}.json").content)
    assert answer["authority"] == {
        "printed": "Ashmere",
        "name": "Ashmere",
        "gss_code": report.authority.gss_code,
    }
    assert answer["start"] == "2014-09-30"
    assert answer["judgements"][0] == {
        "label": "Overall effectiveness",
        "grade": "inadequate",
        "printed_grade": "Inadequate",
        "strand": "overall",
        "page": 1,
        "printed_page": None,
    }
    assert answer["recommendations"][1]["timescale"] == "Within three months"
    assert [each["number"] for each in answer["paragraphs"]] == [1, 2, 3, None]
    assert {
        "file",
        "sha256",
        "error",
        "framework",
        "reinspection",
        "title",
        "end",
        "published",
        "lead_inspector",
    } <= set(answer)


def test_the_csv_has_the_judgements_and_the_strands_that_are_not_judged(client: Client):
    text = client.get(f"/inspections/{make_report().slug}.csv").getvalue().decode("utf-8-sig")
    rows = {row["strand"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["care"]["grade"] == "good"
    assert (rows["lscb"]["grade"], rows["lscb"]["grade_status"]) == ("", "not judged")
    assert rows["adoption"]["grade_status"] == "not judged"
    assert rows["practice"]["grade_status"] == "not in framework"


def test_the_queries_do_not_grow_with_the_report(client: Client, django_assert_num_queries):
    small = make_report()
    large = make_report(
        authority=make_authority(name="Calderwick"),
        paragraphs=[{"text": f"Plan {n}.", "section": [f"Part {n // 9}"]} for n in range(200)],
        recommendations=["Plan."] * 40,
    )
    for report in (small, large):
        with django_assert_num_queries(13):
            client.get(f"{report.get_absolute_url()}?q=plan")


LISTED = [
    {"text": "The share of pupils with free meals:", "kind": "bullet", "page": 7},
    {
        "text": "in primary schools is <18%.",
        "kind": "bullet",
        "page": 7,
        "level": 1,
        "under": "text-1",
        "lead_in": "The share of pupils with free meals:",
        "former_anchors": ["text-9"],
    },
]


def test_a_nested_bullet_is_shown_further_in_and_answers_at_its_former_anchor(client: Client):
    html = page_of(client, make_report(paragraphs=LISTED))
    assert re.search(r'<p class="para para--bullet para--in1" id="text-2"', html)
    assert 'aria-label="Point of a list, level 2"' in html
    assert html.count('id="text-9"') == 1
    assert "in primary schools is &lt;18%." in html


def test_a_bullet_is_cited_with_what_leads_it_in_at_its_old_address_too(client: Client):
    report = make_report(paragraphs=LISTED)
    for anchor in ("text-2", "text-9"):
        html = " ".join(client.get(f"/inspections/{report.slug}/cite/{anchor}/").content.decode().split())
        assert "<p>The share of pupils with free meals:</p>" in html


def test_the_points_of_a_recommendation_have_lines_of_their_own(client: Client):
    asked = {
        "text": "Improve: visits to homes plans & reviews",
        "parts": ["visits to homes", "plans & reviews"],
    }
    html = page_of(client, make_report(recommendations=[{**asked, "number": 1}], paragraphs=["Improve:"]))
    assert len(re.findall('<br><span class="point" aria-hidden="true">–</span> ', html)) == 2
    assert html.count("Improve:") == 1
    assert "plans &amp; reviews" in html


def test_pages_are_named_by_the_number_that_is_printed_on_them(client: Client):
    source = make_source(printed_pages={"7": 5})
    report = make_report(paragraphs=LISTED, source=source)
    assert "page 5 (7 of the file)</a>" in page_of(client, report)
    cited = client.get(f"/inspections/{report.slug}/cite/text-1/").content.decode()
    assert "page 5 (page 7 of the file)" in cited


def test_lists_and_classes_are_in_the_data_of_a_report(client: Client):
    asked = {"text": "Stop it: now", "parts": ["now"], "category": "priority action", "page": 7}
    source = make_source(printed_pages={"7": 5})
    report = make_report(paragraphs=LISTED, recommendations=[asked], source=source)
    answer = json.loads(client.get(f"/inspections/{report.slug}.json").content)
    point = answer["paragraphs"][1]
    assert (point["level"], point["under"], point["page"], point["printed_page"]) == (1, 0, 7, 5)
    assert (answer["recommendations"][0]["class"], answer["recommendations"][0]["parts"]) == (
        "priority action",
        ["now"],
    )
    rows = rows_of(client, f"/inspections/{report.slug}/paragraphs.csv")
    assert (rows[1]["level"], rows[1]["under"], rows[1]["lead_in"], rows[1]["printed_page"]) == (
        "1",
        "text-1",
        "The share of pupils with free meals:",
        "5",
    )
    rows = rows_of(client, f"/inspections/{report.slug}/recommendations.csv")
    assert (rows[0]["class"], rows[0]["parts"], rows[0]["printed_page"]) == ("priority action", "now", "5")


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    text = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
