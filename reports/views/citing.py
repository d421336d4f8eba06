"""References ready to paste: of a whole report, or of one paragraph or recommendation of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from reports.exports.citations import Citation, bibtex, citation_of, oscola, ris
from reports.models import Inspection, Paragraph, Recommendation
from reports.views.site_urls import root_of

# The file endings of the formats, and what they are served as.
FORMATS = {"bib": (bibtex, "application/x-bibtex"), "ris": (ris, "application/x-research-info-systems")}


def cite_page(request: HttpRequest, slug: str, anchor: str = "") -> HttpResponse:
    """`/inspections/<slug>/cite/` and `/inspections/<slug>/cite/para-12/`."""
    inspection, passage, citation = cited(request, slug, anchor)
    today = timezone.localdate()
    context = {
        "inspection": inspection,
        "passage": passage,
        "citation": citation,
        "oscola": oscola(citation, accessed=today),
        "bibtex": bibtex(citation, accessed=today),
        "ris": ris(citation, accessed=today),
    }
    return render(request, "inspection/cite.html", context)


def cite_file(request: HttpRequest, slug: str, extension: str, anchor: str = "") -> HttpResponse:
    """`/inspections/<slug>/cite.bib`, `/inspections/<slug>/cite/para-12.ris`: the reference as a file.

    Raises Http404 where there is no such format, report or paragraph.
    """
    if extension not in FORMATS:
        raise Http404(f"There is no reference in the format {extension}.")
    _, _, citation = cited(request, slug, anchor)
    write, media_type = FORMATS[extension]
    text = write(citation, accessed=timezone.localdate())
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{citation.key}.{extension}"'
    return response


def cited(
    request: HttpRequest, slug: str, anchor: str
) -> tuple[Inspection, Paragraph | Recommendation | None, Citation]:
    """The report, the passage of it where an anchor is given, and their reference. Raises Http404."""
    inspection = get_object_or_404(Inspection.objects.for_reading(), slug=slug)
    passage = passage_at(inspection, anchor) if anchor else None
    return inspection, passage, citation_of(inspection, root=root_of(request), passage=passage)


def passage_at(inspection: Inspection, anchor: str) -> Paragraph | Recommendation:
    """The paragraph or recommendation with this anchor. Raises Http404 where the report has none."""
    order = anchor.removeprefix("rec-")
    passage: Paragraph | Recommendation | None
    if anchor.startswith("rec-") and order.isascii() and order.isdigit() and len(order) < 5:
        passage = inspection.recommendations.filter(order=int(order)).first()
    else:
        passage = inspection.paragraphs.at(anchor).first()
    if passage is None:
        raise Http404(f"The report has no paragraph {anchor}.")
    return passage
