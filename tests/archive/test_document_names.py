"""What documents are called that are not inspections of a known framework."""

import json

import pytest
from django.test import Client

from reports.archive.document_names import printed_heading
from reports.models import Inspection
from tests.builders import make_authority, make_inspection, make_source
from tests.parsed import parsed_report

pytestmark = pytest.mark.django_db


def document(
    *, title: str = "", file: str = "focused visit - 4 january 2019.pdf", placed: bool = False
) -> Inspection:
    """A document of a kind that is not recognised; `placed` is with its authority."""
    found = make_inspection(source=make_source(name=file), paragraphs=["Visits to children are timely."])
    Inspection.objects.filter(pk=found.pk).update(
        framework=None,
        title=title,
        authority_printed="",
        start=None,
        end=None,
        **({} if placed else {"authority": None}),
    )
    return Inspection.objects.get(pk=found.pk)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Focused visit to Northmere children’s services", "Focused visit to Northmere children’s services"),
        ("", "focused visit - 4 january 2019"),
    ],
)
def test_a_document_is_called_by_its_printed_heading_else_by_its_file(client: Client, title: str, name: str):
    found = document(title=title)
    assert name in client.get("/search/?q=timely").content.decode()
    page = client.get(found.get_absolute_url()).content.decode()
    assert f"<title>{name}" in page
    assert f'name="citation_title" content="{name}"' in page
    assert name in client.get(f"{found.get_absolute_url()}cite/").content.decode()


def test_a_letters_heading_is_taken_from_behind_its_addresses_when_it_is_read():
    texts = [
        "Ofsted",
        "1 Mill Lane",
        "Focused visit to Northmere children’s services",
        "This letter says more.",
    ]
    report = parsed_report(paragraphs=texts)
    assert printed_heading(report) == "Focused visit to Northmere children’s services"
    assert printed_heading(parsed_report(paragraphs=["Ofsted", "A focused visit was made."])) == ""


def test_an_authoritys_page_names_a_document_of_another_kind_and_does_not_deny_it(client: Client):
    found = document(title="A letter", placed=True)
    assert found.authority is not None
    page = client.get(found.authority.get_absolute_url()).content.decode()
    assert "holds no report" not in page
    assert "A letter" in page


def test_the_lists_say_how_many_documents_of_other_kinds_there_are(client: Client):
    document()
    assert "1 document of other kinds" in client.get("/").content.decode()
    assert "Nothing is here yet" not in client.get("/").content.decode()
    make_inspection(authority=make_authority())
    assert "1 document of other kinds" in client.get("/inspections/").content.decode()


def test_data_and_a_comparisons_reference_call_it_so_too(client: Client):
    found = document(placed=True)
    (row,) = json.loads(client.get("/search.json?q=timely").getvalue())["results"]
    assert row["document"] == "focused visit - 4 january 2019"
    nameless = document(title="Progress letter")
    assert nameless.name == "Progress letter"
    assert found.name == found.authority.name
