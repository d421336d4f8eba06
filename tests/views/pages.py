"""What several tests of pages share: how a page is asked for, and the report that it shows."""

import csv
import io
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from reports.models import Inspection
from tests.builders import make_authority, make_inspection

CARE = "The experiences of children in care"


def get(client: Client, *, path: str = "/search/", **data: Any) -> Any:
    return client.get(f"{path}?{urlencode(data, doseq=True)}", secure=True)


def table(response) -> list[dict[str, str]]:
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def make_report(**fields) -> Inspection:
    """A report with everything that the page shows."""
    authority = fields.pop("authority", None) or make_authority(name="Ashmere")
    given = {
        "authority": authority,
        "start": date(2014, 9, 30),
        "end": date(2014, 10, 22),
        "judgements": {"overall": "inadequate", "care": "good", "lscb": "not judged"},
        "paragraphs": [
            {"text": "Check every plan (paragraph 3).", "section": ["Recommendations"], "page": 5},
            {"text": "Care is good.", "section": [CARE], "strand": "care", "page": 6},
            {"text": "Leavers have homes.", "section": [CARE, "Homes"], "strand": "care", "page": 7},
            {"text": "Some wait.", "kind": "bullet", "section": [CARE, "Homes"], "strand": "care", "page": 7},
        ],
        "recommendations": [
            {"text": "Check every plan (paragraph 3).", "number": 1, "headings": ["Recommendations"]},
            {"text": "Meet more often.", "addressee": "LSCB", "timescale": "Within three months"},
        ],
        **fields,
    }
    return make_inspection(**given)


def page_of(client: Client, inspection: Inspection, query: str = "") -> str:
    response = client.get(f"{inspection.get_absolute_url()}{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
