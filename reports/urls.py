"""The archive's addresses. A list's data has the list's address with .csv or .json before the query."""

from django.urls import URLPattern, URLResolver, path

from reports.views import health, home, inspections, quality

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    # Authorities and the national picture
    # Inspections
    path("inspections/", inspections.inspection_list, name="inspections"),
    path("inspections.csv", inspections.inspections_csv, name="inspections-csv"),
    path("inspections.json", inspections.inspections_json, name="inspections-json"),
    # Search
    # Compare, themes and trajectories
    # About
    path("about/quality/", quality.quality, name="about-quality"),
    path("about/quality/warnings/<str:code>/", quality.warning, name="quality-warning"),
    path("about/quality/states/<slug:state>/", quality.state, name="quality-state"),
    path("about/quality/roles/<slug:role>/", quality.role, name="quality-role"),
    path("about/quality/corrections/", quality.corrections, name="quality-corrections"),
    # For machines
    path("health/", health.health, name="health"),
    path("robots.txt", health.robots, name="robots"),
]
