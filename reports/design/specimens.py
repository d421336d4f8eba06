"""Made-up data for `/about/design/`, where every component of the pages is shown."""

from collections import Counter
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from reports import frameworks
from reports.browse.facets import Choice, Facet, Tag
from reports.charts import movements, over_time, shares, sparkline, timeline
from reports.charts.visits import Ungraded
from reports.comparing.labels import Count
from reports.design.texts import text_specimens
from reports.frameworks import other_kinds
from reports.models import Judgement
from reports.overview.current_grades import CurrentGrade
from reports.overview.national_grid import Tile
from reports.overview.standings import Since, Standing, without_overall
from reports.overview.strand_states import strand_state

UNGRADED = [
    Ungraded("#timeline", date(2016, 5, 10), "visit", "Visit", "Focused visit, May 2016: young carers"),
    Ungraded("#timeline", date(2021, 3, 1), "jtai", "JTAI", "Joint targeted area inspection, March 2021"),
]
STRANDS = [
    ("overall", "Overall effectiveness"),
    ("help-and-protection", "Help and protection"),
    ("care", "Children in care"),
    ("care-and-care-leavers", "Children in care and care leavers"),
    ("care-leavers", "Care leavers"),
    ("leadership", "Leadership"),
]
VISITS = [
    (
        "cp",
        "Protection of children",
        date(2012, 11, 12),
        ["inadequate", "adequate", "", "", "", "inadequate"],
    ),
    (
        "sif",
        "Single inspection framework",
        date(2014, 9, 30),
        ["requires improvement", "requires improvement", "good", "", "inadequate", "requires improvement"],
    ),
    (
        "ilacs",
        "ILACS",
        date(2018, 6, 4),
        ["requires improvement", "good", "", "good", "", "requires improvement"],
    ),
    ("ilacs", "ILACS", date(2023, 1, 23), ["good", "good", "good", "", "outstanding", "outstanding"]),
]
YEARS = [
    ("cp", "Protection of children", 2012, {"good": 3, "adequate": 8, "inadequate": 4}),
    ("cp", "Protection of children", 2013, {"outstanding": 1, "good": 4, "adequate": 6, "inadequate": 5}),
    ("sif", "Single inspection framework", 2014, {"good": 10, "requires improvement": 23, "inadequate": 9}),
    (
        "sif",
        "Single inspection framework",
        2015,
        {"outstanding": 1, "good": 11, "requires improvement": 22, "inadequate": 12, "not judged": 1},
    ),
]
MOVEMENTS = [
    movements.Movement(
        "Overall effectiveness", "inadequate", "requires improvement", "partly", "Up from the lowest."
    ),
    movements.Movement(
        "Help and protection", "adequate", "requires improvement", "none", "Different scales."
    ),
    movements.Movement("Leadership", "inadequate", "good", "same", "Up two grades."),
    movements.Movement(
        "Care leavers", "not in framework", "inadequate", "none", "Judged in the later report alone."
    ),
]
# The year of an estimate that rests on too few matches to be drawn.
FEW_SAMPLED = 2018
SERIES: list[tuple[int, float | None]] = [
    (2012, 0.4),
    (2013, 0.6),
    (2014, 1.1),
    (2015, 1.4),
    (2016, 1.2),
    (2018, 0.8),
    (2019, 0.9),
    (2021, 1.9),
    (2022, 1.6),
]
STEPS = ["asked-for-again", "reported-as-improved", "mixed", "asked-for-again", "criticised-again"]


FACET = Facet(
    "specimen-grade",
    "Overall effectiveness",
    (
        Choice("good", "Good", 14, chosen=True),
        Choice("inadequate", "Inadequate", 6, chosen=False),
        Choice("outstanding", "Outstanding", 0, chosen=False),
    ),
)
COUNTED = (("good", 3), ("requires improvement", 1))
TILES = [
    *(
        Tile(f"{grade.capitalize()} on Sea", "#tiles", "", Standing(grade, date(2023, 3, 6), "ilacs"))
        for grade in frameworks.GRADES
    ),
    Tile(
        "Stonebridge Moor",
        "#tiles",
        "",
        Standing(
            "inadequate",
            date(2023, 3, 6),
            "ilacs",
            Since(date(2026, 5, 11), "", without_overall(date(2026, 5, 11)), COUNTED),
        ),
    ),
    Tile("Harrow Vale", "#tiles", "", Standing("", None, "")),
]


def specimens(*, today: date) -> dict[str, Any]:
    """The page's context. `today` dates what has no date of its own."""
    visits = [
        timeline.Visit(
            url="#timeline",
            start=start,
            framework=framework,
            framework_name=name,
            states={key: timeline.State(word) for (key, _), word in zip(STRANDS, words, strict=True) if word},
        )
        for framework, name, start, words in VISITS
    ]
    years = [shares.Year(year, key, name, counts) for key, name, year, counts in YEARS]
    bar = Counter({"outstanding": 3, "good": 14, "requires improvement": 11, "inadequate": 6})
    return {
        **text_specimens(),
        "trail": [("About", reverse("about"))],
        "today": today,
        "kinds": list(other_kinds.BY_KEY),
        "outcomes": other_kinds.OUTCOME_KEYS,
        "ungraded": SimpleNamespace(kind="visit", theme="young carers", outcome=""),
        "timeline": timeline.draw(visits, strands=STRANDS, today=today, ungraded=UNGRADED),
        "shares": shares.draw(years),
        "fills": [word for word in shares.ORDER if any(word in year.counts for year in years)],
        "bar": shares.parts_of(bar, length=300),
        "chart": over_time.draw(SERIES, name="A phrase", notes={2012: "4 reports"}, thin=[2012]),
        "estimate": over_time.draw(
            [(year, None if year == FEW_SAMPLED else value) for year, value in SERIES],
            name="A frequent phrase",
            unit="paragraphs per 1,000 words",
            notes={
                year: "fewer than 300 paragraphs" if year == FEW_SAMPLED else "about 1,200 paragraphs"
                for year, value in SERIES
                if value
            },
            bands={
                year: (value * 0.8, value * 1.2) for year, value in SERIES if value and year != FEW_SAMPLED
            },
            unknown="too few sampled",
        ),
        "spark": sparkline.draw(
            [value for _, value in SERIES], title="A phrase, 2012 to 2022: from 0.4 to 1.6"
        ),
        "movements": movements.draw(
            MOVEMENTS, frameworks_of=("cp", "sif"), titles=("November 2012", "October 2014")
        ),
        "counts": [
            Count("asked-for-again", 5, "asked for again", "#statuses"),
            Count("criticised-again", 1, "criticised again", "#statuses"),
            Count("reported-as-improved", 2, "reported as improved", "#statuses"),
            Count("mixed", 1, "mixed", "#statuses"),
            Count("not-found", 0, "nothing found", "#statuses"),
            Count("new", 14, "new in 2014", "#statuses"),
        ],
        "steps": [(number, key, "#statuses") for number, key in enumerate(STEPS, start=1)],
        "jointly": strand_state(
            [Judgement(strand="care-and-care-leavers", grade="good", status=Judgement.Status.GRADED)],
            framework="ilacs",
            strand="care-leavers",
        ),
        "held": CurrentGrade(
            "care-leavers",
            "good",
            "graded",
            date(2019, 6, 3),
            "harrow-vale-2019-06-03",
            "ilacs",
            frameworks.judged_with("care-leavers"),
            current=True,
        ),
        "tiles": TILES,
        "counted": COUNTED,
        "years": ("2012", "2014"),
        "facet": FACET,
        "strands": [strand for strand in frameworks.STRANDS if strand.key != "other"],
        "page": Paginator(range(200), 10).page(4),
        "tags": [
            Tag("Region", "North West", "#tags", "region"),
            Tag("Care leavers", "Inadequate", "#tags", "care-leavers"),
        ],
        "facts": [("Framework", "Single inspection framework"), ("Lead inspector", "A. Person")],
        "suggestions": [("Region: any – 12 inspections", "#empty"), "Look for a part of the name"],
        "colours": [
            "paper",
            "sheet",
            "tint",
            "ink",
            "soft",
            "line",
            "edge",
            "link",
            "mark",
            "focus",
            "outstanding",
            "good",
            "requires-improvement",
            "adequate",
            "inadequate",
            "ungraded",
            "kind",
            "outcome-positive",
            "outcome-inconsistent",
            "outcome-failings",
        ],
    }
