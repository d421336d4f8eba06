"""What a document is called where it has no authority, framework or day: the heading printed on it, else its file."""

from pathlib import PurePath

from reports import frameworks
from reports.models import Inspection
from reports.parsing.document import ParsedReport

FIRST = 40  # passages of a letter among which its heading stands, behind addresses and names
LONGEST = 200  # characters of a heading


def printed_heading(report: ParsedReport) -> str:
    """The first heading that says what kind of letter or visit this is, such as "Focused visit to Northmere"; empty
    where none does."""
    for paragraph in report.paragraphs[:FIRST]:
        for text in (*paragraph.section, paragraph.text):
            heading = " ".join(text.split())
            if len(heading) > LONGEST or heading.endswith((".", ";", ":", ",")):
                continue
            if frameworks.NO_INSPECTION.search(heading.lower().replace("’", "'")):
                return heading
    return ""


def name_of(inspection: Inspection) -> str:
    """The authority's name, or the name as printed; of a document without either its title, else its file's name."""
    if inspection.authority:
        return inspection.authority.name
    return inspection.authority_printed or document_title(inspection)


def document_title(inspection: Inspection) -> str:
    """The printed title or heading of a document, else the name of its file without its ending."""
    return inspection.title or PurePath(inspection.source.name).stem or inspection.slug
