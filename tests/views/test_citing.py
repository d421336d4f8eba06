from datetime import date

import pytest
from django.test import Client

from reports.models import Inspection
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return make_inspection(
        authority=make_authority(name="Ashmere"),
        start=date(2014, 9, 30),
        end=date(2014, 10, 22),
        published=date(2014, 12, 19),
        paragraphs=["First.", {"text": "Unnumbered.", "kind": "text", "page": 9}],
        recommendations=["Plan."],
    )


def test_a_paragraph_can_be_cited_in_oscola_style(client: Client, report):
    html = client.get(f"/inspections/{report.slug}/cite/para-1/").content.decode()
    assert "<cite>Inspection of services for children in need of help and protection" in html
    assert (
        ": Ashmere</cite> (inspected 30 September – 22 October 2014, Ofsted 2014) para 1 &lt;http://testserver"
        in html
    )
    assert f"/inspections/{report.slug}/#para-1&gt; accessed " in html


def test_a_paragraph_that_is_cited_says_its_page(client: Client, report):
    html = client.get(f"/inspections/{report.slug}/cite/para-1/").content.decode()
    assert f'<a href="/inspections/{report.slug}/source/#page=5">Page 5 of the source</a>' in html
    assert (
        "N1  - Para 1 (page 5)" in client.get(f"/inspections/{report.slug}/cite/para-1.ris").content.decode()
    )
    assert "page" not in client.get(f"/inspections/{report.slug}/cite.ris").content.decode()


def test_the_report_as_a_whole_can_be_cited(client: Client, report):
    response = client.get(f"/inspections/{report.slug}/cite/")
    assert response.status_code == 200
    assert response.context["citation"].pinpoint == ""


@pytest.mark.parametrize(
    ("anchor", "pinpoint"),
    [("text-1", "page 9"), ("rec-1", "recommendation on page 4"), ("para-1", "para 1")],
)
def test_what_has_no_printed_number_is_cited_by_its_page(client: Client, report, anchor, pinpoint):
    assert client.get(f"/inspections/{report.slug}/cite/{anchor}/").context["citation"].pinpoint == pinpoint


@pytest.mark.parametrize(
    ("anchor", "pinpoint"),
    [("text-1", "unnumbered paragraph"), ("rec-1", "unnumbered recommendation"), ("para-1", "para 1")],
)
def test_a_text_without_page_breaks_is_cited_by_no_page(client: Client, report, anchor, pinpoint):
    report.source.pages = 1
    report.source.save()
    html = client.get(f"/inspections/{report.slug}/cite/{anchor}/").content.decode()
    assert f"Cite {pinpoint}" in html
    assert " page " not in html.partition("<main")[2].partition("</main>")[0]


def test_the_bibtex_file_is_an_entry_of_a_report(client: Client, report):
    response = client.get(f"/inspections/{report.slug}/cite/para-1.bib")
    text = response.content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="{report.slug}-para-1.bib"'
    assert text.startswith(f"@techreport{{{report.slug}-para-1,\n")
    assert "  year = {2014},\n  month = {12},\n" in text
    assert "Para 1" in text


def test_the_ris_file_ends_its_lines_and_itself_as_the_format_asks(client: Client, report):
    text = client.get(f"/inspections/{report.slug}/cite.ris").content.decode()
    assert text.startswith("TY  - RPRT\r\nAU  - Ofsted\r\n")
    assert "DA  - 2014/12/19\r\n" in text
    assert text.endswith("ER  - \r\n")


def test_a_report_that_does_not_say_when_it_was_published_is_given_no_year_of_publication(client: Client):
    """An inspection of December is published in January, or later: its own year would be a wrong one."""
    start, end = date(2014, 12, 15), date(2014, 12, 19)
    address = make_inspection(start=start, end=end, paragraphs=["First."]).get_absolute_url()
    page = client.get(f"{address}cite/para-1/").content.decode()
    bib = client.get(f"{address}cite.bib").content.decode()
    ris = client.get(f"{address}cite.ris").content.decode()
    head = client.get(address).content.decode().partition("</head>")[0]
    assert "</cite> (inspected 15–19 December 2014) para 1 &lt;" in page
    assert " year = " not in bib
    assert "note = {Inspected 15–19 December 2014; source: http" in bib
    assert "PY  - " not in ris
    assert "N1  - Inspected 15–19 December 2014" in ris
    assert "citation_publication_date" not in head
    assert "DC.date" not in head


def test_a_report_without_any_date_is_cited_without_one(client: Client):
    report = make_inspection()
    Inspection.objects.filter(pk=report.pk).update(start=None, end=None)
    html = client.get(f"{report.get_absolute_url()}cite/").content.decode()
    assert "</cite> (Ofsted) &lt;" in html


@pytest.mark.parametrize(
    "rest",
    ["cite/para-99/", "cite/rec-9/", "cite/rec-99999999999/", "cite/rec-²/", "cite.doc", "cite/para-1.doc"],
)
def test_what_is_not_there_cannot_be_cited(client: Client, report, rest):
    assert client.get(f"/inspections/{report.slug}/{rest}").status_code == 404


def test_a_name_cannot_break_out_of_the_formats(client: Client):
    authority = make_authority(name="A & B_{x}\nER  - \n%", slug="odd")
    report = make_inspection(authority=authority)
    bib = client.get(f"/inspections/{report.slug}/cite.bib").content.decode()
    ris = client.get(f"/inspections/{report.slug}/cite.ris").content.decode()
    assert r"A \& B\_\{x\} ER - \%" in bib
    assert ris.count("ER  - \r\n") == 1


def test_a_fictional_report_is_not_ascribed_to_the_inspectorate(client: Client):
    report = make_inspection(authority=make_authority(fictional=True))
    assert "Ofsted" not in client.get(f"/inspections/{report.slug}/cite.bib").content.decode()


def test_a_report_is_cited_by_the_title_that_it_prints(client: Client):
    ashmere = make_authority(name="Ashmere")
    title = "Inspection of Ashmere local authority children’s services"
    report = make_inspection(authority=ashmere, framework="ilacs", title=title, start=date(2019, 3, 4))
    assert client.get(f"{report.get_absolute_url()}cite/").context["citation"].title == title
    title = "Inspection of services for children and Review of the effectiveness of the board"
    report = make_inspection(authority=ashmere, title=title)
    assert client.get(f"{report.get_absolute_url()}cite/").context["citation"].title == f"{title}: Ashmere"


def test_a_reference_leads_to_the_page_of_the_source_and_names_it_where_pages_are_named(
    client: Client, report
):
    source = f"http://testserver/inspections/{report.slug}/source/#page=5"
    ris = client.get(f"/inspections/{report.slug}/cite/para-1.ris").content.decode()
    assert "SP  - 5\r\nN1  - " in ris
    assert f"L1  - {source}\r\n" in ris
    bib = client.get(f"/inspections/{report.slug}/cite/para-1.bib").content.decode()
    assert "  pages = {5},\n" in bib
    assert rf"source: {source}".replace("#", r"\#") in bib
