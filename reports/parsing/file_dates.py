"""The date that the name of a report's file ends in: "children's services inspection - 25 november 2022.pdf"."""

import re
from datetime import date
from pathlib import PurePath

from reports.parsing.dates import MONTHS, month_number

YEAR = r"(?P<year>(?:19|20)\d\d)"
# "25 november 2022", "25-nov-2022"; "25_11_2022"; "2022-11-25", "20221125": at the end of the name
ENDS = (
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ._-]+(?P<name>[a-z]{{3,9}})[ ._-]+{YEAR}$",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})[ ._-](?P<month>\d{{1,2}})[ ._-]{YEAR}$"),
    re.compile(rf"(?<!\d){YEAR}[ ._-]?(?P<month>\d\d)[ ._-]?(?P<day>\d\d)$"),
)
# " (1)", as a browser adds to a name that it has saved before
COPY = re.compile(r"\s{0,3}\(\d{1,2}\)$")


def date_in_name(name: str) -> date | None:
    """The date that a file's name ends in, before its suffix; None where it ends in none."""
    stem = COPY.sub("", PurePath(name.replace("\\", "/")).stem.strip())
    for form in ENDS:
        found = form.search(stem)
        if not found:
            continue
        parts = found.groupdict()
        month = parts.get("month")
        if month is None:
            word = parts["name"].lower()
            if not any(full.startswith(word) or word == "sept" for full in MONTHS):
                return None
            month = str(month_number(word))
        try:
            return date(int(parts["year"]), int(month), int(parts["day"]))
        except ValueError:
            return None
    return None
