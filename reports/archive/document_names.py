"""What a document is called where it has no authority, framework or day: the heading printed on it, else its file."""

from reports import frameworks
from reports.parsing.document import ParsedReport

FIRST = 40  # passages of a letter among which its heading is, behind addresses and names
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
