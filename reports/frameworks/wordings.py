"""How grades and the safeguarding board are worded in print, for every pattern that looks for them."""

import re

from reports.frameworks.definitions import GRADES

# "Requires improvement to be good", as reports print it since 2018; "services require improvement".
PRINTED_AS = {"requires improvement": r"requires?\s+improvement(?:\s+to\s+be\s+good)?"}
# Any grade of any scale. One alternative never begins another, so their order does not matter.
GRADE_WORDS = "|".join(PRINTED_AS.get(grade, grade) for grade in GRADES)
GRADE_BY_WORDS = tuple((grade, re.compile(PRINTED_AS.get(grade, grade), re.IGNORECASE)) for grade in GRADES)
# "Local Safeguarding Children Board", "Safeguarding Children's Board", "Safeguarding Children Partnership"
BOARD_NAME = r"safeguarding\s+children(?:['’]?s)?\s+(?:board|partnership)"
BOARD_WORDS = rf"{BOARD_NAME}\b|safeguarding\s+(?:board|partnership)\b|\blscb\b"
