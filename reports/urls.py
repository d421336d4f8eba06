"""The archive's URLs. A list's data has the list's URL with .csv or .json before the query."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, path

from reports.views import (
    about,
    authorities,
    challenge,
    changes,
    citing,
    compare,
    compare_pairs,
    compare_start,
    feeds,
    following,
    health,
    home,
    inspection,
    inspections,
    national,
    official,
    quality,
    recommendation_history,
    search,
    search_feed,
    sitemaps,
    sources,
    themes,
    trajectories,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    # Authorities and the national picture
    path("authorities/", authorities.authority_list, name="authorities"),
    path("authorities.csv", authorities.authorities_csv, name="authorities-csv"),
    path("authorities/<slug:slug>/", authorities.authority, name="authority"),
    path("authorities/<slug:slug>.csv", authorities.authority_csv, name="authority-csv"),
    path(
        "authorities/<slug:slug>/recommendations/",
        recommendation_history.recommendation_history,
        name="authority-recommendations",
    ),
    path(
        "authorities/<slug:slug>/recommendations.csv",
        recommendation_history.recommendation_history_csv,
        name="authority-recommendations-csv",
    ),
    path(
        "authorities/<slug:slug>/recommendations.json",
        recommendation_history.recommendation_history_json,
        name="authority-recommendations-json",
    ),
    path("authorities/<slug:slug>.atom", feeds.AuthorityFeed(), name="authority-feed"),
    path("national/", national.national, name="national"),
    path("national.csv", national.national_csv, name="national-csv"),
    path("national/grid/", national.tiles, name="national-grid"),
    path("national/grid.csv", national.tiles_csv, name="national-grid-csv"),
    # Inspections
    path("inspections/", inspections.inspection_list, name="inspections"),
    path("inspections.csv", inspections.inspections_csv, name="inspections-csv"),
    path("inspections.json", inspections.inspections_json, name="inspections-json"),
    path("inspections.atom", feeds.InspectionsFeed(), name="inspections-feed"),
    path("inspections/<slug:slug>/", inspection.inspection_page, name="inspection"),
    path("inspections/<slug:slug>.json", inspection.inspection_json, name="inspection-json"),
    path("inspections/<slug:slug>.csv", inspection.inspection_csv, name="inspection-csv"),
    path("inspections/<slug:slug>/paragraphs.csv", inspection.paragraphs_csv, name="paragraphs-csv"),
    path(
        "inspections/<slug:slug>/recommendations.csv",
        inspection.recommendations_csv,
        name="recommendations-csv",
    ),
    path("inspections/<slug:slug>/find/", inspection.find, name="find"),
    path("inspections/<slug:slug>/source/", inspection.source_of, name="source"),
    path("inspections/<slug:slug>/cite/", citing.cite_page, name="cite"),
    path("inspections/<slug:slug>/cite/<slug:anchor>/", citing.cite_page, name="cite-passage"),
    path("inspections/<slug:slug>/cite.<str:extension>", citing.cite_file, name="cite-file"),
    path(
        "inspections/<slug:slug>/cite/<slug:anchor>.<str:extension>",
        citing.cite_file,
        name="cite-passage-file",
    ),
    path("sources/<slug:sha256>.<slug:extension>", sources.source_file, name="source-file"),
    # Search
    path("search/", search.search_page, name="search"),
    path("search.csv", search.search_csv, name="search-csv"),
    path("search.json", search.search_json, name="search-json"),
    path("search.atom", search_feed.SearchFeed(), name="search-feed"),
    # Compare, themes and trajectories
    path("compare/", compare_start.start, name="compare"),
    path("compare/<slug:a>/", compare_pairs.of_one, name="compare-one"),
    path("compare/<slug:a>/<slug:b>/", compare.pair, name="compare"),
    path("compare/<slug:a>/<slug:b>.json", compare.pair_json, name="compare-json"),
    path("compare/<slug:a>/<slug:b>.csv", compare.pair_csv, name="compare-csv"),
    path("compare/<slug:a>/<slug:b>/sections/", compare.sections, name="compare-sections"),
    path(
        "compare/<slug:a>/<slug:b>/recommendations/<int:position>/wrong/",
        challenge.challenge,
        name="compare-challenge",
    ),
    path("compare/<slug:a>/<slug:b>/themes/<slug:slug>/", compare.theme, name="compare-theme"),
    path("themes/", themes.theme_list, name="themes"),
    path("themes.csv", themes.themes_csv, name="themes-csv"),
    path("themes/<slug:slug>/", themes.theme_page, name="theme"),
    path("themes/<slug:slug>.csv", themes.theme_csv, name="theme-csv"),
    path("themes/<slug:slug>.atom", feeds.ThemeFeed(), name="theme-feed"),
    path("trajectories/", trajectories.trajectory_list, name="trajectories"),
    path("trajectories.csv", trajectories.trajectory_csv, name="trajectories-csv"),
    # What changed
    path("changes/", changes.changes_page, name="changes"),
    path("changes.json", changes.changes_json, name="changes-json"),
    path("changes.atom", feeds.ChangesFeed(), name="changes-feed"),
    # Mail, where a mail server is set
    path("follow/", following.sign_up, name="follow"),
    path("follow/confirm/<str:token>/", following.confirm_page, name="follow-confirm"),
    path("follow/manage/<str:token>/", following.manage, name="follow-manage"),
    path("follow/stop/<str:token>/", following.stop, name="follow-stop"),
    # About
    path("about/", about.about, name="about"),
    path("about/quality/", quality.quality, name="about-quality"),
    path("about/quality/official/", official.official, name="quality-official"),
    path("about/quality/official.csv", official.official_csv, name="quality-official-csv"),
    path("about/quality/warnings.csv", quality.warnings_csv, name="quality-warnings-csv"),
    path("about/quality/warnings/<slug:code>/", quality.warning, name="quality-warning"),
    path("about/quality/states/<slug:state>/", quality.state, name="quality-state"),
    path("about/quality/roles/<slug:role>/", quality.role, name="quality-role"),
    path("about/quality/corrections/", quality.corrections, name="quality-corrections"),
    path("about/quality/corrections.csv", quality.corrections_csv, name="quality-corrections-csv"),
    # For machines
    path("health/", health.health, name="health"),
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
    path("robots.txt", health.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
]

if find_spec("reports.design"):  # what the page shows is left out of the Docker image
    urlpatterns.append(path("about/design/", about.design, name="about-design"))
