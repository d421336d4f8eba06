"""Which query parameters each URL understands.

A view is only given those that are here (`inspections.known_parameters`), so a parameter that a view reads and
this table does not name has no effect: the view's own tests fail.
"""

from reports.browse import authority_filter, inspection_filter
from reports.search.page import parameters as asking
from reports.views import changes, following, national, official, trajectory_parameters

AUTHORITIES = authority_filter.NAMES
INSPECTIONS = tuple(name for name in inspection_filter.NAMES if name != "page")

# By route, as `reports.urls` writes it. What is missing here takes no parameter.
PARAMETERS: dict[str, tuple[str, ...]] = {
    "authorities/": (*AUTHORITIES, "page"),
    "authorities.csv": AUTHORITIES,
    "authorities/<slug:slug>/": ("page",),
    "national/": national.PICTURE_PARAMETERS,
    "national.csv": national.PICTURE_PARAMETERS,
    "national/grid/": national.GRID_PARAMETERS,
    "national/grid.csv": national.GRID_PARAMETERS,
    "inspections/": (*INSPECTIONS, "page", "q"),
    "inspections.csv": INSPECTIONS,
    "inspections.json": INSPECTIONS,
    "inspections.atom": tuple(name for name in INSPECTIONS if name != "sort"),
    "inspections/<slug:slug>/": ("q",),
    "inspections/<slug:slug>/find/": ("q",),
    "search/": (*asking.NAMES, "page"),
    "search.csv": asking.NAMES,
    "search.json": asking.NAMES,
    "search.atom": asking.NAMES,
    "compare/": ("inspection", "a", "b", "authority"),
    "compare/<slug:a>/<slug:b>/sections/": ("all",),
    "compare/<slug:a>/<slug:b>/recommendations/<int:position>/wrong/": ("status",),
    "themes/": ("newest", "kind"),
    "themes.csv": ("newest", "kind"),
    "themes/<slug:slug>/": ("show", "grade", "newest", "kind", "page"),
    "themes/<slug:slug>.csv": ("show", "grade", "newest", "kind"),
    "trajectories/": (*trajectory_parameters.NAMES, "page"),
    "trajectories.csv": tuple(trajectory_parameters.NAMES),
    "changes/": changes.PARAMETERS,
    "follow/": following.PARAMETERS,
    "changes.json": changes.DATA_PARAMETERS,
    "about/quality/warnings/<slug:code>/": ("page",),
    "about/quality/states/<slug:state>/": ("page",),
    "about/quality/roles/<slug:role>/": ("page",),
    "about/quality/corrections/": ("page",),
    "about/quality/official/": official.PARAMETERS,
    "about/quality/official.csv": ("sheet", "result"),
    "sitemap-<slug:section>.xml": ("p",),
}
# Pages with rules of their own: the curator's, and those that machines watch, whose tools add what they like.
EXEMPT = ("admin/", "health/", "metrics")


def known_parameters(route: str) -> tuple[str, ...] | None:
    """The parameters of a route; None where any may come."""
    return None if route.startswith(EXEMPT) else PARAMETERS.get(route, ())
