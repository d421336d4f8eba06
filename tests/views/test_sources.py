import hashlib
from pathlib import Path

import pytest
from django.test import Client

from reports.archive.source_files import keep, path_of
from reports.models import Source
from tests.builders import make_inspection, make_source

pytestmark = pytest.mark.django_db


def make_stored(folder: Path, name: str, data: bytes, media_type: str) -> Source:
    path = folder / name
    path.write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    keep(path, sha256=sha256, media_type=media_type)
    return make_source(name=name, sha256=sha256, media_type=media_type)


def test_a_pdf_opens_in_the_browser_and_may_load_nothing(client: Client, tmp_path):
    source = make_stored(tmp_path, "a.pdf", b"%PDF-1.7 hello", "application/pdf")
    response = client.get(f"/sources/{source.sha256}.pdf")
    assert response.getvalue() == b"%PDF-1.7 hello"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("media_type", "extension"), [("text/plain", "txt"), ("text/markdown", "md")])
def test_a_text_is_plain_text_in_a_sandbox_whatever_it_says(client: Client, tmp_path, media_type, extension):
    source = make_stored(tmp_path, "a", b"<script>alert(1)</script>", media_type)
    response = client.get(f"/sources/{source.sha256}.{extension}")
    assert response.getvalue() == b"<script>alert(1)</script>"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_file_of_an_unknown_kind_is_a_download(client: Client, tmp_path):
    source = make_stored(tmp_path, "a", b"<html>", "application/octet-stream")
    response = client.get(f"/sources/{source.sha256}.bin")
    assert response.getvalue() == b"<html>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_file_is_served_under_its_own_ending_alone(client: Client, tmp_path):
    source = make_stored(tmp_path, "a.txt", b"text", "text/plain")
    assert client.get(f"/sources/{source.sha256}.html").status_code == 404
    assert client.get(f"/sources/{source.sha256}.pdf").status_code == 404


def test_a_file_whose_bytes_are_gone_is_not_found(client: Client):
    assert client.get(f"/sources/{make_source().sha256}.pdf").status_code == 404
    assert client.get("/sources/0.pdf").status_code == 404


def test_the_source_of_an_inspection_is_one_step_away(client: Client):
    inspection = make_inspection()
    response = client.get(f"/inspections/{inspection.slug}/source/")
    assert response["Location"] == f"/sources/{inspection.source.sha256}.pdf"


def test_a_file_that_was_changed_in_the_store_is_not_served_under_the_hash_of_another(
    client: Client, tmp_path
):
    source = make_stored(tmp_path, "a.pdf", b"%PDF-1.7 inadequate", "application/pdf")
    path_of(source.sha256, source.media_type).write_bytes(b"%PDF-1.7 outstanding")
    response = client.get(f"/sources/{source.sha256}.pdf")
    assert response.status_code == 404
    assert "no longer those that the archive read" in response.text
    assert "immutable" not in response.get("Cache-Control", "")


def test_a_file_that_was_not_kept_is_named_with_its_hash_and_its_report(client: Client):
    source = make_inspection().source
    response = client.get(f"/sources/{source.sha256}.pdf")
    assert response.status_code == 404
    assert source.sha256 in response.text
    assert source.label in response.text


def test_a_file_that_is_missing_is_named_with_its_place_in_the_store(client: Client) -> None:
    source = make_source(name="lost.pdf")
    response = client.get(f"/sources/{source.sha256}.pdf")
    assert response.status_code == 404
    place = f"{source.sha256[:2]}/{source.sha256}.pdf"
    said = f"The file “lost.pdf” is missing from the archive’s store. Put {place} back there from a backup."
    assert said in response.text
