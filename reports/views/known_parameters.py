"""Which query parameters each URL understands.

A view is only given those that are here (`inspections.known_parameters`), so a parameter that a view reads and
this table does not name has no effect: the view's own tests fail.
"""

from reports.browse import authority_filter, inspection_filter
from reports.exports.json_list import NAMES as PAGES
from reports.search.page import parameters as asking
from reports.views import changes, following, national, official, trajectory_parameters

AUTHORITIES = authority_filter.NAMES
INSPECTIONS = tuple(name for name in inspection_filter.NAMES if name != "page")

# By route, as `reports.urls` writes it. What is missing here takes no parameter.
PARAMETERS: dict[str, tuple[str, ...]] = {
    "authorities/": (*AUTHORITIES, "page"),
    "authorities.csv": AUTHORITIES,
    "authorities.json": (*AUTHORITIES, *PAGES),
    "authorities/<slug:slug>/": ("page",),
    "authorities/<slug:slug>.json": PAGES,
    "authorities/<slug:slug>/recommendations.json": PAGES,
    "national/": national.PICTURE_PARAMETERS,
    "national.csv": national.PICTURE_PARAMETERS,
    "national.json": (*national.PICTURE_PARAMETERS, *PAGES),
    "national/grid/": national.GRID_PARAMETERS,
    "national/grid.csv": national.GRID_PARAMETERS,
    "national/grid.json": (*national.GRID_PARAMETERS, *PAGES),
    "inspections/": (*INSPECTIONS, "page", "q"),
    "inspections.csv": INSPECTIONS,
    "inspections.json": (*INSPECTIONS, *PAGES),
    "inspections.atom": tuple(name for name in INSPECTIONS if name != "sort"),
    "inspections/<slug:slug>/": ("q",),
    "inspections/<slug:slug>/find/": ("q",),
    "search/": (*asking.NAMES, "page"),
    "search.csv": asking.NAMES,
    "search.json": (*asking.NAMES, *PAGES),
    "search.atom": asking.NAMES,
    "compare/": ("inspection", "a", "b", "authority"),
    "compare/<slug:a>/<slug:b>/sections/": ("all",),
    "compare/<slug:a>/<slug:b>/recommendations/<int:position>/wrong/": ("status",),
    "themes/": ("newest", "kind"),
    "themes.csv": ("newest", "kind"),
    "themes.json": ("newest", "kind", *PAGES),
    "themes/<slug:slug>/": ("show", "grade", "newest", "kind", "page"),
    "themes/<slug:slug>.csv": ("show", "grade", "newest", "kind"),
    "themes/<slug:slug>.json": ("show", "grade", "newest", "kind", *PAGES),
    "trajectories/": (*trajectory_parameters.NAMES, "page"),
    "trajectories.csv": tuple(trajectory_parameters.NAMES),
    "trajectories.json": (*trajectory_parameters.NAMES, *PAGES),
    "changes/": changes.PARAMETERS,
    "follow/": following.PARAMETERS,
    "changes.json": changes.DATA_PARAMETERS,
    "about/quality/warnings/<slug:code>/": ("page",),
    "about/quality/states/<slug:state>/": ("page",),
    "about/quality/roles/<slug:role>/": ("page",),
    "about/quality/corrections/": ("page",),
    "about/quality/official/": official.PARAMETERS,
    "about/quality/official.csv": ("sheet", "result"),
    "about/quality/official.json": ("sheet", "result", *PAGES),
    "about/quality/warnings.json": PAGES,
    "about/quality/corrections.json": PAGES,
    "sitemap-<slug:section>.xml": ("p",),
}
# Pages with rules of their own: the curator's, and those that machines watch, whose tools add what they like.
EXEMPT = ("admin/", "health/", "metrics")


def known_parameters(route: str) -> tuple[str, ...] | None:
    """The parameters of a route; None where any may come."""
    return None if route.startswith(EXEMPT) else PARAMETERS.get(route, ())
