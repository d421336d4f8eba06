"""The archive's addresses. A list's data has the list's address with .csv or .json before the query."""

from django.urls import URLPattern, URLResolver, path

from reports.views import health, home, inspections

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
    # For machines
    path("health/", health.health, name="health"),
    path("robots.txt", health.robots, name="robots"),
]
